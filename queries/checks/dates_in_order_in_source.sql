-- Within one source a project is applied for before it is decided, decided before it is contracted, and starts before it ends.
-- rule: V03 | level: error
-- Dates may be only a year or a month: they are compared as far as both reach.
with steps (earlier, later) as (
    values ('start_date', 'end_date'), ('application_date', 'decision_date'), ('decision_date', 'contract_date')
)
select
    'observations' as table_name,
    a.observation_id as row_key,
    a.measure || ' ' || a.value_date || ' > ' || b.measure || ' ' || b.value_date as why
from steps s
join figures a on a.measure = s.earlier
join figures b on b.measure = s.later and b.unit_id = a.unit_id and b.source_id = a.source_id
where left(a.value_date, length(b.value_date)) > left(b.value_date, length(a.value_date))
