-- Pact grants of the 2014-2020 cycle in the national export of 2017, by level of the pact.
-- One row is a level (county, city, district) or all of them; amounts are forints of the funding decision.
-- $source varchar: the source to add up; emir-2017-04-25 when null
with decided as (
    select o.project_id, p.level, o.value::bigint as amount, o.as_of, o.source_id
    from observations o
    join pacts p using (pact_id)
    where o.measure = 'grant' and o.kind = 'awarded' and o.source_id = ifnull($source::varchar, 'emir-2017-04-25')
)
select
    ifnull(level, 'all') as level, count(distinct project_id) as grants, sum(amount)::bigint as amount_huf,
    min(as_of) as as_of_first, max(as_of) as as_of, list(distinct source_id) as source_ids
from decided
group by rollup (level)
order by level = 'all', array_position(['county', 'city', 'district'], level)
