-- Within one source people counted as part of others are not more than those: in a job after six months <= found a job <= participants.
-- rule: V04 | level: error
-- The nesting is the column subset_of of the measures, over any number of steps. low and high are the bounds of a figure,
-- so "at least 40" breaks "exactly 30" but never "at least 30".
with recursive nested as (
    select measure as part, subset_of as whole from measures where subset_of is not null
    union
    select n.part, m.subset_of from nested n join measures m on m.measure = n.whole where m.subset_of is not null
)
select
    'observations' as table_name,
    a.observation_id as row_key,
    printf('%s %.12g > %s %.12g', a.measure, a.value::double, b.measure, b.value::double) as why
from nested n
join figures a on a.measure = n.part
join figures b on b.measure = n.whole
    and b.unit_id = a.unit_id and b.series = a.series and b.source_id = a.source_id
    and b.as_of is not distinct from a.as_of
where a.low > b.high
