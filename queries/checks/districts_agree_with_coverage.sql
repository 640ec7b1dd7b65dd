-- The number of districts that a source prints for a pact is the number listed in its coverage.
-- rule: V14 | level: warning
-- Filtering by district is only as complete as this list.
with listed as (
    select pact_id, count(*) as districts
    from coverage
    group by pact_id
)
select
    'observations' as table_name,
    o.observation_id as row_key,
    printf('districts %.12g <> coverage %d', o.value::double, l.districts) as why
from observations o
join listed l using (pact_id)
where o.measure = 'districts'
  and o.value <> l.districts
