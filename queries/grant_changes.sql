-- Grants whose later amount differs by more than one per cent from the award: the way from the one to the other.
-- One row is a grant, the largest change first. What may be the same number, only rounded, is no change.
-- contradicted = another source gives a different amount, or the award and its increase do not add up.
-- $pacts varchar[]: the pacts in the view; null = all
with changed_grants as (
    select g.*, l.kind as later_kind, l.low as later_low, l.high as later_high, l.digits as later_digits, l.source_id as later_source_id,
           l.contradicted as later_contradicted,
           exists (select 1 from contradictions c where c.subject_id = g.unit_id and c.topic = 'sum_differs') as sum_differs
    from grants g
    join headlines l on l.observation_id = g.later_observation_id
    where g.changed and ($pacts::varchar[] is null or g.pact_id = any($pacts))
)
select
    g.unit_id, g.pact_id, f.short_hu, f.short_en, f.level, g.cycle,
    g.value as awarded_huf, g.softness as awarded_softness, g.digits as awarded_digits, g.as_of as awarded_as_of,
    g.later_value as later_huf, g.later_softness, g.later_digits, g.later_as_of, g.later_kind,
    g.later_value - g.value as change_huf, 100.0 * (g.later_value - g.value) / nullif(g.value, 0) as change_percent,
    softness_of_sum([g.softness, g.later_softness]) as change_softness,
    g.contradicted or g.later_contradicted or g.sum_differs as contradicted, g.sum_differs,
    g.as_of as as_of_first, greatest(g.as_of, g.later_as_of) as as_of, [g.source_id, g.later_source_id] as source_ids
from changed_grants g
join pact_facts f using (pact_id)
order by change_huf desc, f.short_hu collate hu
