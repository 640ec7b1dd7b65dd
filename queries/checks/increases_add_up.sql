-- The original grant and its increases make the amended grant.
-- rule: V10 | level: warning
-- A hard rule for what a user enters; here a warning, because a published page breaks it in itself (Nyíregyháza:
-- 2.056 + 1.5 printed as 3.856 billion) and a figure is kept as printed.
with increases as (
    select unit_id, source_id, sum(value) as value, sum(low) as low, sum(high) as high,
           string_agg(printf('%.12g', value::double), ' + ' order by as_of, observation_id) as shown
    from figures
    where measure = 'grant_topup'
    group by all
    having bool_and(low is not null and high is not null)
)
select
    'observations' as table_name,
    m.observation_id as row_key,
    printf('%.12g + %s = %.12g <> %.12g',
        a.value::double, i.shown, (a.value + i.value)::double, m.value::double) as why
from headlines a
join increases i using (unit_id)
join figures m on m.unit_id = a.unit_id and m.source_id = i.source_id and m.measure = 'grant' and m.kind = 'modified'
where a.measure = 'grant' and a.series = 'awarded'
  and (a.low + i.low > m.high or a.high + i.high < m.low)
