-- The budget shares that one source gives to the partners of a project add up to 100 per cent, give or take one.
-- rule: V09 | level: warning
with sums as (
    select unit_id, source_id, min(observation_id) as observation_id, sum(value) as total,
           string_agg(printf('%.12g', value::double), ' + ' order by observation_id) as shares
    from figures
    where starts_with(measure, 'budget_share_')
    group by all
    having count(*) > 1
)
select
    'observations' as table_name,
    observation_id as row_key,
    printf('%s = %.12g %%', shares, total::double) as why
from sums
where abs(total - 100) > 1
