-- Every published figure of some pacts, with its source and its role under the headline rule.
-- One row is a figure; role: headline, or left = another figure of its series was chosen, with the reason in why_left.
-- $pacts varchar[]: the pacts
select
    f.observation_id, f.pact_id, f.project_id, f.measure, m.name_hu as measure_hu, m.name_en as measure_en, m.definition_hu, m.definition_en,
    f.series, f.kind, f.value::double as value, f.value_date, f.unit, f.precision, f.softness, f.digits, f.low, f.high, f.as_of,
    f.source_id, s.title as source_title, s.publisher, s.url, s.kind as source_kind, f.note, t.text_hu as note_hu, f.doubt,
    if(h.observation_id = f.observation_id, 'headline', 'left') as role,
    case when h.observation_id = f.observation_id then null
         when h.precision <> f.precision and h.softness in ('exact', 'rounded') and f.softness not in ('exact', 'rounded') then 'softer'
         when h.softness not in ('lower', 'upper') and f.softness in ('lower', 'upper') then 'softer'
         when h.kind <> f.kind then 'weaker_kind'
         when f.unit = 'date' and length(f.value_date) < length(h.value_date) then 'less_precise'
         when f.as_of is null and h.as_of is not null then 'undated'
         when f.series <> 'awarded' and f.as_of < h.as_of then 'older'
         when h.precision <> f.precision then 'less_precise'
         else 'weaker_source' end as why_left,
    h.contradicted and h.observation_id = f.observation_id as contradicted,
    [f.source_id] as source_ids
from figures f
join measures m using (measure)
join sources s using (source_id)
join headlines h using (subject_id, measure, series)
left join translations t on t.text_en = f.note
where f.pact_id = any($pacts::varchar[])
order by f.pact_id, m.rowid, f.project_id nulls first, f.series, role, f.as_of nulls last, f.observation_id
