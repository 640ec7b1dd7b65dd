-- What a source reports as done is not dated later than the day the source was published.
-- rule: V21 | level: warning
-- A page may have been changed since the day it gives, so this is no error.
select
    'observations' as table_name,
    o.observation_id as row_key,
    'as_of ' || o.as_of || ' > ' || s.published_on as why
from observations o
join sources s using (source_id)
where o.kind not in ('target', 'milestone', 'planned')
  and left(o.as_of, length(s.published_on)) > left(s.published_on, length(o.as_of))
