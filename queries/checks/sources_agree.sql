-- Figures of the same project, measure and stage are the same number, within the precision they are printed with.
-- rule: V14 | level: warning
-- The row is the figure that was not chosen as the headline value. What is no contradiction: a smaller count of an
-- earlier year; a state on another day; the share of another partner, or the size of another working group.
with pairs as (
    select f.*, h.observation_id as chosen_id, h.value as chosen, h.softness as chosen_softness,
           h.value_date as chosen_date, h.as_of as chosen_as_of
    from figures f
    join headlines h using (unit_id, measure, series)
    where f.observation_id <> h.observation_id
      and f.measure not in ('partner_grant_share', 'working_group_members')
),
signs as (
    select map {'exact': '', 'rounded': '~', 'approximate': '≈', 'lower': '≥', 'upper': '≤'} as sign
)
select
    'observations' as table_name,
    p.observation_id as row_key,
    concat(p.measure, ' ', sign[p.softness], ifnull(p.value_date, printf('%.12g', p.value::double)), ' <> ',
        sign[p.chosen_softness], ifnull(p.chosen_date, printf('%.12g', p.chosen::double)), ' (', p.chosen_id, ')') as why
from pairs p, signs
where figures_differ(p.value, p.softness, p.value_date, p.chosen, p.chosen_softness, p.chosen_date)
  and not ifnull(earlier_state(p.unit, p.chosen, p.chosen_as_of, p.value, p.as_of), false)
  and not (p.as_of is distinct from p.chosen_as_of and p.measure in (
        'members', 'forum_attendance', 'forum_votes', 'project_staff', 'population',
        'registered_jobseekers', 'jobseeker_rate', 'unemployed_census'))
