-- A target that is measured against a result, or against another target, says from which day it is.
-- rule: V13 | level: warning
-- Targets change with amendments: without a date nobody knows which version was fulfilled. A lone target that nothing is
-- compared with is left out.
select
    'observations' as table_name,
    t.observation_id as row_key,
    printf('%s %.12g: as_of ?', t.measure, t.value::double) as why
from figures t
where t.kind in ('target', 'milestone')
  and t.as_of is null
  and exists (
        select 1 from figures o
        where o.unit_id = t.unit_id and o.measure = t.measure and o.observation_id <> t.observation_id
          and (o.kind = 'actual' or o.kind in ('target', 'milestone') and o.value <> t.value))
