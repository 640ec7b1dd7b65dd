-- No result of a project is older than the start that another source gives.
-- rule: V21 | level: warning
-- A contradiction between two sources: neither is refused.
select
    'observations' as table_name,
    r.observation_id as row_key,
    r.measure || ' ' || r.as_of || ' < start_date ' || s.value_date || ' (' || s.source_id || ')' as why
from figures r
join headlines s on s.unit_id = r.unit_id and s.measure = 'start_date' and s.source_id <> r.source_id
where r.kind = 'actual'
  and r.unit in ('persons', 'jobs', 'businesses')
  and left(r.as_of, length(s.value_date)) < left(s.value_date, length(r.as_of))
