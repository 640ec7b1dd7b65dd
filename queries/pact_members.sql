-- The named members of a pact: who signed the agreement. Most pacts name only some of them.
-- One row is an organisation; joined_on and left_on may be a year or a month.
-- $pacts varchar[]: the pacts
select m.pact_id, m.organisation, m.sector, m.role, r.text_hu as role_hu, m.joined_on, m.left_on, m.note, n.text_hu as note_hu,
       m.source_id, [m.source_id] as source_ids
from members m
left join translations r on r.text_en = m.role
left join translations n on n.text_en = m.note
where m.pact_id = any($pacts::varchar[])
order by m.pact_id, m.joined_on nulls last, m.organisation collate hu
