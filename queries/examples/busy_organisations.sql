-- Organisations that take part in more than one pact, as a member or as a partner.
select any_value(organisation) as organisation, count(distinct pact_id) as pacts,
    count(distinct pact_id) filter (where capacity = 'member') as as_member,
    count(distinct pact_id) filter (where capacity = 'partner') as as_partner
from involvements
group by organisation_key
having count(distinct pact_id) > 1
order by pacts desc, any_value(organisation) collate hu
