-- The pacts that the reader's filters leave.
-- One row is a pact, with its names and how much is published about it; names in Hungarian order.
-- $cycles varchar[]: 2014-2020, 2021-2027; null = all
-- $levels varchar[]: county, city, district; null = all
-- $counties varchar[]: KSH county codes; null = all
-- $districts varchar[]: KSH district codes: pacts whose area served includes one of them; null = all
-- $statuses varchar[]: running, closed, unknown; null = all
select f.pact_id, f.name_hu, f.name_en, f.short_hu, f.short_en, f.level, f.cycle, f.status, f.county_ksh, f.county,
       f.seat, f.projects, f.figures, f.newest
from pact_facts f
join selected_pacts($cycles::varchar[], $levels::varchar[], $counties::varchar[], $districts::varchar[], $statuses::varchar[]) s
    using (pact_id)
order by f.short_hu collate hu
