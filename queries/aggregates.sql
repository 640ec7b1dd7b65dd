-- Published figures about several pacts together: people, jobs and money that no single pact can be given.
-- One row is a published figure with its scope in words; calls, settlements and numbers of pacts are left out.
with worded as (
    select g.*, s.text_hu as scope_hu, n.text_hu as note_hu
    from aggregates g
    left join translations s on s.text_en = g.scope
    left join translations n on n.text_en = g.note
    where g.scope like '%pacts%' and g.unit in ('HUF', 'persons', 'jobs', 'percent')
)
select
    w.observation_id, ifnull(w.scope_hu, w.scope) as scope_hu, w.scope as scope_en, w.measure, m.name_hu as measure_hu, m.name_en as measure_en,
    w.kind, w.value::double as value, w.unit, w.precision,
    case w.precision when 'counted' then 'exact' when 'derived' then 'approximate' when 'lower_bound' then 'lower'
                     when 'upper_bound' then 'upper' else w.precision end as softness,
    if(w.precision in ('exact', 'counted'), null, printed_digits(w.value, w.unit))::integer as digits,
    w.as_of, w.note as note_en, w.note_hu, [w.source_id] as source_ids
from worded w
join measures m using (measure)
order by scope_hu collate hu, m.rowid, w.kind, w.observation_id
