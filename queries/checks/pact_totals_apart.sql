-- Money and people of a pact with several projects stand either with the pact or with its projects, never with both.
-- rule: V19 | level: error
-- The amount of a pact is the sum over its projects: a total beside its parts would be added twice.
select
    'observations' as table_name,
    t.observation_id as row_key,
    printf('%s %.12g | %s', t.measure, t.value::double, min(p.observation_id)) as why
from figures t
join figures p on p.pact_id = t.pact_id and p.measure = t.measure and p.series = t.series and p.unit_id <> t.unit_id
where t.unit_id = t.pact_id
  and t.unit in ('HUF', 'EUR', 'persons', 'jobs')
group by t.observation_id, t.measure, t.value
