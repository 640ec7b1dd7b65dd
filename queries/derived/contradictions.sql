-- What the sources do not agree on. One row is a pair of published values of one subject, or of the same code printed
-- in two ways; chosen_* is the one that the headline rule takes, other_* the one it leaves.
-- topic: same_series (two figures of one kind), plan_and_fact (a planned and a reported date), grant_changed (awarded
-- and later amount differ by more than one per cent), sum_differs (award + top-up is not the later amount), code.
with pairs as (
    select 'same_series' as topic, h.pact_id, h.subject_id, h.measure, h.series,
           h.observation_id as chosen_id, f.observation_id as other_id
    from headlines h
    join figures f using (subject_id, measure, series)
    where f.observation_id <> h.observation_id
      and figures_differ(h.value, h.softness, h.value_date, f.value, f.softness, f.value_date)
      and not ifnull(earlier_state(h.unit, h.value, h.as_of, f.value, f.as_of), false)
    union all
    select 'plan_and_fact', h.pact_id, h.subject_id, h.measure, h.series, h.observation_id, f.observation_id
    from headlines h
    join headlines f using (subject_id, measure)
    where h.unit = 'date' and h.series = 'result' and f.series = 'planned'
      and figures_differ(h.value, h.softness, h.value_date, f.value, f.softness, f.value_date)
    union all
    select 'grant_changed', pact_id, unit_id, 'grant', 'later', observation_id, later_observation_id
    from grants
    where changed
    union all
    select 'sum_differs', t.pact_id, t.subject_id, 'grant', 'later', g.later_observation_id, t.observation_id
    from grants g
    join headlines t on t.subject_id = g.unit_id and t.measure = 'grant_topup'
    join headlines l on l.observation_id = g.later_observation_id
    where figures_differ(g.value + t.value, softness_of_sum([g.softness, t.softness]), null, l.value, l.softness, null)
),
values_side_by_side as (
    select p.topic, p.pact_id, p.subject_id, p.measure, p.series, a.unit,
           p.chosen_id, a.kind as chosen_kind, a.value::double as chosen_value, a.value_date as chosen_date, a.softness as chosen_softness,
           a.digits as chosen_digits, a.as_of as chosen_as_of, a.source_id as chosen_source_id, null::varchar as chosen_text,
           p.other_id, b.kind as other_kind, b.value::double as other_value, b.value_date as other_date, b.softness as other_softness,
           b.digits as other_digits, b.as_of as other_as_of, b.source_id as other_source_id, null::varchar as other_text, b.note as other_note
    from pairs p
    join figures a on a.observation_id = p.chosen_id
    join figures b on b.observation_id = p.other_id
),
codes as (
    select 'code' as topic, p.pact_id, p.project_id as subject_id, 'code' as measure, 'code' as series, 'code' as unit,
           p.project_code as chosen_text, p.code_as_printed as other_text,
           min(s.source_id) filter (s.note is null) as chosen_source_id, coalesce(min(s.source_id) filter (s.note is not null), min(s.source_id)) as other_source_id
    from projects p
    left join project_sources s on s.project_id = p.project_id and s.role = 'code'
    where p.code_as_printed is not null and p.code_as_printed <> p.project_code
    group by all
)
select * from values_side_by_side
union all by name
select * from codes
