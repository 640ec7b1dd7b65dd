-- How many pacts there are of each kind and cycle, and of how many the grant is known.
select f.level, f.cycle, count(*) as pacts, count(g.value) as grants_known, sum(g.value) as known_sum_huf
from pact_facts f
join pact_grants g using (pact_id)
group by f.level, f.cycle
order by f.cycle, pacts desc
