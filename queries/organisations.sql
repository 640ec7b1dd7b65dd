-- Which members and consortium partners have a name that holds a text, whatever its accents, case and spelling of the county?
-- One row is an organisation in a pact in one capacity, members first; an empty text finds all.
-- $text varchar: what the reader typed; null = all
-- $pacts varchar[]: the pacts in the view; null = all
select
    i.organisation, i.pact_id, f.short_hu, f.short_en, i.capacity, i.partner_role, i.member_role as role, r.text_hu as role_hu,
    i.sector, i.joined_on, i.left_on, i.note, n.text_hu as note_hu,
    s.title as source_title, s.publisher, s.url, coalesce(i.left_on, i.joined_on) as as_of, i.source_ids
from involvements i
join pact_facts f using (pact_id)
left join sources s on s.source_id = i.source_ids[1]
left join translations r on r.text_en = i.member_role
left join translations n on n.text_en = i.note
where ($pacts::varchar[] is null or i.pact_id = any($pacts))
  and ($text::varchar is null or folded($text) <> ''
       and (contains(folded(i.organisation), folded($text)) or contains(i.organisation_key, organisation_key($text))))
order by i.capacity, i.organisation collate hu, f.short_hu collate hu
