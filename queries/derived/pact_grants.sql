-- The grant of a pact: one amount of each of its projects (see grants), added up; a missing one leaves a lower bound.
-- One row is a pact; value is NULL where no amount is known. state is awarded only when every amount is.
select
    g.pact_id, count(*) as grants, count(g.value) as grants_known,
    sum(g.value)::bigint as value, sum_of_bounds(g.low) as low, sum_of_bounds(g.high) as high,
    case when count(g.value) = 0 then null
         when count(*) > count(g.value) then softness_of_sum(list(g.softness) filter (g.value is not null) || ['lower'])
         else softness_over(g.softness) end as softness,
    digits_over(g.value::double, g.digits) as digits,
    -- how far the sum may be off by the rounding of its parts, in forints
    sum(if(g.softness = 'exact', 0, last_place(g.value) / 2)) as tolerance,
    case when count(g.value) = 0 then null when bool_and(g.state is not distinct from 'awarded') then 'awarded' else 'later' end as state,
    bool_or(g.contradicted) as contradicted, max(g.as_of) as as_of,
    list(g.observation_id) filter (g.observation_id is not null) as observation_ids,
    list(distinct g.source_id) filter (g.source_id is not null) as source_ids
from grants g
group by g.pact_id
