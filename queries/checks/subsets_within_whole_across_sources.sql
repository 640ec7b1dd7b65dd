-- The headline value of a part is not more than the headline value of its whole, when they come from different sources.
-- rule: V04 | level: warning
-- Two sources contradict each other here, or were read on different days; rates over 100 per cent would be printed.
with recursive nested as (
    select measure as part, subset_of as whole from measures where subset_of is not null
    union
    select n.part, m.subset_of from nested n join measures m on m.measure = n.whole where m.subset_of is not null
)
select
    'observations' as table_name,
    a.observation_id as row_key,
    printf('%s %.12g > %s %.12g (%s)', a.measure, a.value::double, b.measure, b.value::double, b.source_id) as why
from nested n
join headlines a on a.measure = n.part
join headlines b on b.measure = n.whole and b.unit_id = a.unit_id and b.series = a.series
where a.low > b.high
  and (a.source_id <> b.source_id or a.as_of is distinct from b.as_of)
