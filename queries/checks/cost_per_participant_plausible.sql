-- The grant per participant is between 0.3 and 5 million forints.
-- rule: V17 | level: warning
-- Closed pacts lie at 1.25-1.4 million: outside this range a unit (thousand, million, billion) was probably misread.
-- A bound is judged only on the side on which it says something.
with costs as (
    select p.observation_id, g.value, p.value as people,
           g.value::double / nullif(p.value, 0) as cost,
           softness_of_ratio(g.softness, p.softness) as softness
    from last_grants g
    join headlines p using (unit_id)
    where p.measure = 'participants' and p.series in ('result', 'target')
)
select
    'observations' as table_name,
    observation_id as row_key,
    printf('%.12g HUF / %.12g = %.12g', value::double, people::double, round(cost)) as why
from costs
where (cost > 5e6 and softness not in ('upper', 'upper_approximate', 'none'))
   or (cost < 3e5 and softness not in ('lower', 'lower_approximate', 'none'))
