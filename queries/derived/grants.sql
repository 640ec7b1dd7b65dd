-- The grant used for comparing and adding: the awarded amount, or where none is published the later one, marked as such.
-- One row is a project; the columns are NULL where no amount is known. later_* is the later amount, when published.
select
    p.project_id as unit_id, p.pact_id, p.cycle, p.call_code,
    coalesce(a.observation_id, l.observation_id) as observation_id,
    coalesce(a.value, l.value)::bigint as value,
    if(a.value is null, l.low, a.low) as low,
    if(a.value is null, l.high, a.high) as high,
    if(a.value is null, l.softness, a.softness) as softness,
    if(a.value is null, l.digits, a.digits) as digits,
    if(a.value is null, l.as_of, a.as_of) as as_of,
    if(a.value is null, if(l.value is null, null, 'later'), 'awarded') as state,
    if(a.value is null, l.contradicted, a.contradicted) as contradicted,
    coalesce(a.source_id, l.source_id) as source_id,
    l.observation_id as later_observation_id,
    l.value::bigint as later_value, l.softness as later_softness, l.as_of as later_as_of,
    -- 3 347 million and "3.3 billion" may be the same amount: rounding is no change
    a.value is not null and l.value is not null and abs(l.value - a.value) > a.value / 100
        and (figures_differ(a.value, a.softness, null, l.value, l.softness, null) or l.softness in ('lower', 'upper')) as changed
from projects p
left join headlines a on a.subject_id = p.project_id and a.measure = 'grant' and a.series = 'awarded'
left join headlines l on l.subject_id = p.project_id and l.measure = 'grant' and l.series = 'later'
