-- A figure of several pacts is not also kept as a figure of one of them.
-- rule: V19 | level: error
select
    'aggregates' as table_name,
    a.observation_id as row_key,
    printf('%s %.12g = %s', a.measure, a.value::double, o.observation_id) as why
from aggregates a
join observations o on o.observation_id = a.observation_id
    or (o.source_id = a.source_id and o.measure = a.measure and o.kind = a.kind and o.value = a.value)
