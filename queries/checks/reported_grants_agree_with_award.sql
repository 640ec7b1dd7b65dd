-- A grant reported without an amendment is the awarded one, within one per cent and the precision it is printed with.
-- rule: V14 | level: warning
-- Sources often print a raised grant without saying that it was raised: the difference is shown, not explained.
-- One per cent is also where the pages begin to show the later amount beside the award.
select
    'observations' as table_name,
    f.observation_id as row_key,
    concat(map {'exact': '', 'rounded': '~', 'approximate': '≈', 'lower': '≥', 'upper': '≤'}[f.softness], printf('%.12g <> %.12g (%s)', f.value::double, a.value::double, a.observation_id)) as why
from figures f
join headlines a on a.unit_id = f.unit_id and a.measure = 'grant' and a.series = 'awarded'
where f.measure = 'grant'
  and f.kind = 'reported'
  and figures_differ(f.value, f.softness, null, a.value, a.softness, null)
  and abs(f.value - a.value) > a.value / 100
