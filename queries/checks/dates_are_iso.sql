-- A date is a year, a month or a day in ISO form, and exists.
-- rule: V23 | level: error
with dates as (
    select 'sources' as table_name, source_id as row_key, published_on as day from sources
    union all select 'observations', observation_id, unnest([value_date, as_of]) from observations
    union all select 'aggregates', observation_id, unnest([value_date, as_of]) from aggregates
    union all select 'events', concat_ws(' / ', pact_id, kind, "on"), "on" from events
    union all select 'members', pact_id || ' / ' || organisation, unnest([joined_on, left_on]) from members
)
select table_name, row_key, day as why
from dates
where not regexp_full_match(day, '\d{4}(-\d{2}(-\d{2})?)?')
   or (day is not null and try_cast(rpad(day, 10, '-01-01'[length(day) - 3:]) as date) is null)
