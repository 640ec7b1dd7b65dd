-- What is known of every project that an incoming grant could be.
-- One row is a project; applicants are its lead and consortium, amounts its published grants in forints.
select
    p.project_id, p.pact_id, p.project_code, p.call_code, p.territory_code, p.emir_id, p.cycle, p.title_hu, p.place, p.place_ksh,
    (select list(n.organisation order by n.role desc, n.organisation collate hu) from partners n where n.project_id = p.project_id) as applicants,
    (select list(distinct o.value::double order by o.value::double) from observations o
     where o.project_id = p.project_id and o.measure = 'grant' and o.value is not null) as amounts
from projects p
order by p.project_id
