-- A zero is a printed zero and says so in its note: an empty or dashed cell is unknown.
-- rule: V23 | level: warning
select
    'observations' as table_name,
    observation_id as row_key,
    measure || ' 0' as why
from observations
where value = 0 and note is null
