-- Every target and milestone that was published for one measure, amended and contradicting ones too.
-- One row is a published target or milestone; chosen says that the headline rule takes it.
-- $measure varchar: participants, found_job or employed_6m
-- $pacts varchar[]: the pacts in the view; null = all
select
    g.pact_id, p.short_hu, p.short_en, g.kind, g.value::double as value, g.softness, g.digits, g.as_of,
    h.observation_id = g.observation_id as chosen, h.contradicted, g.observation_id, [g.source_id] as source_ids
from figures g
join headlines h using (subject_id, measure, series)
join pact_facts p on p.pact_id = g.pact_id
where g.measure = $measure::varchar and g.series in ('target', 'milestone')
  and ($pacts::varchar[] is null or g.pact_id = any($pacts))
order by p.short_hu collate hu, chosen desc, g.as_of nulls last, g.observation_id
