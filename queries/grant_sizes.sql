-- How large the grant of each pact is, by itself or against the people of the area that it serves, and its place among its like.
-- One row is a pact of the view; value NULL = not known or not meaningful, why says which. Only awarded amounts of one level
-- and cycle are ranked and have a median, none that is contradicted or rests on an inferred area; equal amounts share a rank;
-- unsure = rounding leaves the order open, so no rank.
-- $per varchar: amount, inhabitant or jobseeker; null = amount
-- $pacts varchar[]: the pacts in the view; null = all
with sized as (
    select f.pact_id, f.short_hu, f.short_en, f.level, f.cycle, g.value as amount_huf, g.softness, g.digits, g.state, g.contradicted,
           g.tolerance, g.observation_ids, a.population_year, a.districts, a.inferred,
           if(ifnull($per::varchar, 'amount') <> 'amount', list_concat(g.source_ids, a.source_ids,
              [if($per = 'inhabitant', 'ksh-gazetteer-2024', 'nfsz-t01-2024-thirdparty')]), g.source_ids) as source_ids,
           case $per::varchar when 'inhabitant' then a.population when 'jobseeker' then a.jobseekers end as people,
           case ifnull($per::varchar, 'amount') when 'amount' then 1.0 when 'inhabitant' then a.population else a.jobseekers end as per,
           case when g.value is null then 'no_amount' when ifnull($per::varchar, 'amount') <> 'amount' then a.why end as why, g.as_of
    from pact_facts f
    join pact_grants g using (pact_id)
    join area_people a using (pact_id)
    where $pacts::varchar[] is null or f.pact_id = any($pacts)
),
valued as (
    select *, amount_huf / nullif(per, 0) as value, tolerance / nullif(per, 0) as off,
           state = 'awarded' and softness in ('exact', 'rounded', 'approximate') and not contradicted
               and (people is null or not inferred) and amount_huf / nullif(per, 0) is not null as ranked
    from sized
),
places as (
    select x.pact_id, count(*) as peers, 1 + count(*) filter (y.value > x.value) as rank, count(*) filter (y.value = x.value) as sharing,
           bool_or(y.pact_id <> x.pact_id and x.off + y.off > 0 and abs(x.value - y.value) <= x.off + y.off) as unsure,
           median(y.value) as median, softness_of_sum(list(y.softness)) as median_softness,
           min(y.digits) filter (y.softness = 'approximate') as median_digits
    from valued x
    join valued y on y.level = x.level and y.cycle = x.cycle and x.ranked and y.ranked
    group by x.pact_id
)
select
    v.pact_id, v.short_hu, v.short_en, v.level, v.cycle, 'HUF' as unit, v.value, v.softness, v.digits, v.amount_huf, v.people,
    if($per = 'inhabitant', v.population_year, if($per = 'jobseeker', 2024, null)) as people_year, v.districts, v.state,
    if(v.people is not null and v.inferred, 'area_inferred', null) as doubt, v.contradicted, v.why,
    if(p.unsure, null, p.rank) as rank, p.peers, p.sharing, p.unsure, p.median, p.median_softness, p.median_digits,
    v.as_of, v.observation_ids, v.source_ids
from valued v
left join places p using (pact_id)
order by array_position(['county', 'city', 'district'], v.level), v.cycle, v.value desc nulls last, v.short_hu collate hu
