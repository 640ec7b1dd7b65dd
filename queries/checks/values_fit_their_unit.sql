-- A figure has the unit of its measure and a value or a date, not both; a count is whole, and nothing is negative.
-- rule: V23 | level: error
with figures_kept as (
    select 'observations' as table_name, observation_id, measure, value, value_date, unit from observations
    union all
    select 'aggregates', observation_id, measure, value, value_date, unit from aggregates
)
select
    f.table_name,
    f.observation_id as row_key,
    concat_ws(' | ', f.measure, f.value, f.value_date, f.unit) as why
from figures_kept f
join measures m using (measure)
where f.unit <> m.unit
   or (f.value is null) = (f.value_date is null)
   or (f.unit = 'date') <> (f.value_date is not null)
   or f.value < 0
   or (f.unit not in ('percent', 'EUR', 'months', 'years') and f.value <> floor(f.value))
