-- What became of people later: in a job six months after, and the rates that follow, only where the base is known.
-- One row is a pact; state: known, not_yet (the programme runs, so six months cannot have passed for all), unknown.
-- employed_after_support is another measure: its source does not say that six months had passed.
-- $pacts varchar[]: the pacts in the view; null = all
with later as (
    select pact_id, sum(value)::double as value, softness_of_sum(list(softness)) as softness, digits_over(value::double, digits) as digits,
           max(as_of) as as_of, any_value(t.text_en) as note_en, any_value(t.text_hu) as note_hu, list(source_id) as source_ids
    from headlines h
    left join translations t on t.text_en = h.note
    where measure = 'employed_after_support' and series = 'result'
    group by pact_id
)
select
    f.pact_id, f.short_hu, f.short_en, f.cycle, f.level, f.status,
    case when six.value is not null then 'known' when f.status = 'running' then 'not_yet' else 'unknown' end as state,
    six.value as employed_6m, six.softness as employed_6m_softness, six.digits as employed_6m_digits,
    kept.value as retention, kept.softness as retention_softness, kept.digits as retention_digits, kept.per as retention_per,
    lasting.value as lasting, lasting.softness as lasting_softness, lasting.digits as lasting_digits, lasting.per as lasting_per,
    l.value as after_support, l.softness as after_support_softness, l.digits as after_support_digits, l.as_of as after_support_as_of,
    l.note_hu, l.note_en, six.doubt, six.contradicted, greatest(six.as_of, l.as_of) as as_of,
    list_concat(six.source_ids, l.source_ids) as source_ids
from pact_facts f
left join pact_values six on six.pact_id = f.pact_id and six.indicator = 'employed_6m'
left join pact_values kept on kept.pact_id = f.pact_id and kept.indicator = 'retention_rate'
left join pact_values lasting on lasting.pact_id = f.pact_id and lasting.indicator = 'lasting_rate'
left join later l on l.pact_id = f.pact_id
where $pacts::varchar[] is null or f.pact_id = any($pacts)
order by state, l.value is null, f.short_hu collate hu
