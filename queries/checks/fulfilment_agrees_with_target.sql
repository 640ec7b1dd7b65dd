-- A printed fulfilment is the result over the target, within one percentage point.
-- rule: V14 | level: warning
-- A difference shows that the source measured against another version of the target (Heves: 1200 of 518, printed 120 %).
with rates as (
    select f.observation_id, f.value as printed, a.value as actual, t.value as target,
           100 * a.value::double / nullif(t.value, 0) as computed
    from figures f
    join headlines a on a.unit_id = f.unit_id and a.series = 'result'
    join headlines t on t.unit_id = f.unit_id and t.series = 'target' and t.measure = a.measure
    where f.measure = 'fulfilment_' || a.measure
      and list_has_all(['exact', 'rounded'], [f.softness, a.softness, t.softness])
)
select
    'observations' as table_name,
    observation_id as row_key,
    printf('%.12g %% <> %.12g / %.12g = %.1f %%', printed::double, actual::double, target::double, computed) as why
from rates
where abs(printed - computed) > 1
