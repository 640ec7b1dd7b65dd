-- What a view holds and what it leaves out.
-- One row is one part: shown or left_out, of one cycle and level; shown and left_out together are all pacts.
-- $pacts varchar[]: the pacts in the view
select
    if(f.pact_id = any($pacts::varchar[]), 'shown', 'left_out') as part, f.cycle, f.level,
    count(*) as pacts, sum(f.figures)::bigint as figures, sum(f.projects)::bigint as projects,
    sum(g.value)::bigint as grant_huf, count(g.value) as pacts_with_grant, max(f.newest) as newest
from pact_facts f
left join (select pact_id, sum(value)::bigint as value from grants group by pact_id) g using (pact_id)
group by all
order by part desc, f.cycle, f.level
