-- A share of a whole is between 0 and 100 per cent.
-- rule: V11 | level: error
-- Fulfilment is not a share: more can be reached than was aimed at.
select
    'observations' as table_name,
    observation_id as row_key,
    printf('%s %.12g %%', measure, value::double) as why
from observations
where unit = 'percent'
  and not starts_with(measure, 'fulfilment_')
  and value not between 0 and 100
union all
select 'aggregates', observation_id, printf('%s %.12g %%', measure, value::double)
from aggregates
where unit = 'percent'
  and not starts_with(measure, 'fulfilment_')
  and value not between 0 and 100
