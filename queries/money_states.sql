-- The money of the pacts state by state: planned, awarded, published later, paid. States are never added to each other.
-- One row is a state; its amount is one headline value per grant, over the pacts that have one. No source publishes what
-- was paid, so that row is empty; known of total says how many pacts a state rests on.
-- $pacts varchar[]: the pacts in the view; null = all
with states(place, state) as (
    values (1, 'planned'), (2, 'awarded'), (3, 'later'), (4, 'paid')
),
view_pacts as (
    select pact_id from pact_facts where $pacts::varchar[] is null or pact_id = any($pacts)
),
published as (
    select h.* from headlines h join view_pacts v using (pact_id)
    where h.measure = 'grant' and h.value is not null and h.project_id is not null
)
select
    s.state, count(distinct p.pact_id) as known, (select count(*) from view_pacts) as total, count(p.value) as grants,
    sum(p.value)::bigint as amount_huf, if(count(p.value) = 0, null, softness_over(p.softness)) as softness,
    digits_over(p.value::double, p.digits) as digits,
    count(*) filter (p.softness in ('rounded', 'approximate')) as rounded,
    count(*) filter (p.softness in ('lower', 'upper')) as bounded,
    count(*) filter (p.contradicted) as unsure,
    count(*) filter (p.value is not null and p.as_of is null) as undated,
    min(p.as_of) as as_of_first, max(p.as_of) as as_of,
    list(distinct p.source_id) filter (p.source_id is not null) as source_ids
from states s
left join published p on p.series = s.state
group by s.place, s.state
order by s.place
