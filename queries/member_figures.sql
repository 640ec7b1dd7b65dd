-- Every published number about the members and the work of a pact: founders, members, groups, forums.
-- One row is one published figure, with its date (NULL = undated page) and source; pacts in Hungarian order.
-- $pacts varchar[]: the pacts in the view; null = all
select
    g.pact_id, f.short_hu, f.short_en, g.measure, m.name_hu as measure_hu, m.name_en as measure_en,
    g.value::double as value, g.unit, g.softness, g.digits, g.as_of, g.note, t.text_hu as note_hu,
    s.title as source_title, s.publisher, s.url, s.kind as source_kind, [g.source_id] as source_ids
from figures g
join pact_facts f using (pact_id)
join measures m using (measure)
join sources s using (source_id)
left join translations t on t.text_en = g.note
where ($pacts::varchar[] is null or g.pact_id = any($pacts))
  and g.measure in ('founding_members', 'members', 'steering_group_members', 'working_groups', 'working_group_members',
                    'forum_attendance', 'forum_votes')
order by f.short_hu collate hu, g.as_of nulls last,
         array_position(['founding_members', 'members', 'steering_group_members', 'working_groups'], g.measure) nulls last, g.measure
