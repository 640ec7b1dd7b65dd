-- The closing event of a pact is not later than the end of its project.
-- rule: V03 | level: warning
-- A later closing event means that the project was prolonged and the end date is the plan of an earlier day.
-- Only pacts with one project: an event does not say which of several projects it closes.
select
    'observations' as table_name,
    f.observation_id as row_key,
    'end_date ' || f.value_date || ' < closing ' || min(e."on") as why
from events e
join figures f on f.pact_id = e.pact_id and f.measure = 'end_date'
where e.kind = 'closing'
  and left(e."on", length(f.value_date)) > left(f.value_date, length(e."on"))
  and (select count(*) from projects p where p.pact_id = e.pact_id) = 1
group by f.observation_id, f.value_date
