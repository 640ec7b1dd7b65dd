-- Every published amount of the grants of some pacts: planned, awarded, modified, reported.
-- One row is a published amount in forints, in the order of time; undated ones last.
-- $pacts varchar[]: the pacts
select
    f.pact_id, p.short_hu, p.short_en, f.project_id, f.observation_id, f.kind, f.series, f.value::bigint as amount_huf,
    f.low, f.high, f.softness, f.digits, f.as_of, f.source_id, s.kind as source_kind, s.title as source_title, f.note, t.text_hu as note_hu,
    h.observation_id is not null as headline,
    [f.source_id] as source_ids
from figures f
join pact_facts p using (pact_id)
join sources s using (source_id)
left join headlines h using (observation_id)
left join translations t on t.text_en = f.note
where f.measure = 'grant' and f.pact_id = any($pacts::varchar[])
order by f.pact_id, f.project_id, f.as_of nulls last, f.series, f.observation_id
