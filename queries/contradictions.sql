-- What the sources do not agree on: the chosen value and the other one, side by side.
-- One row is a pair; chosen by the headline rule. topic says what kind of disagreement it is.
-- $pacts varchar[]: the pacts in the view; null = all
select
    c.topic, c.pact_id, f.short_hu, f.short_en, c.subject_id, nullif(c.measure, 'code') as measure, m.name_hu as measure_hu, m.name_en as measure_en, c.series, c.unit,
    c.chosen_kind, c.chosen_value, c.chosen_date, c.chosen_softness, c.chosen_digits, c.chosen_text, c.chosen_as_of, c.chosen_source_id,
    a.kind as chosen_source_kind, a.publisher as chosen_publisher,
    c.other_kind, c.other_value, c.other_date, c.other_softness, c.other_digits, c.other_text, c.other_as_of, c.other_source_id,
    b.kind as other_source_kind, b.publisher as other_publisher, c.other_note, t.text_hu as other_note_hu,
    least(c.chosen_as_of, c.other_as_of) as as_of_first, greatest(c.chosen_as_of, c.other_as_of) as as_of,
    list_filter([c.chosen_source_id, c.other_source_id], lambda x: x is not null) as source_ids
from contradictions c
join pact_facts f using (pact_id)
left join measures m using (measure)
left join sources a on a.source_id = c.chosen_source_id
left join sources b on b.source_id = c.other_source_id
left join translations t on t.text_en = c.other_note
where $pacts::varchar[] is null or c.pact_id = any($pacts)
order by f.short_hu collate hu, c.measure, c.topic, c.other_as_of nulls last, c.other_id
