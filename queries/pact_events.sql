-- What happened in a pact: founding, signing, forums, milestones, closing.
-- One row is an event; undated ones last.
-- $pact varchar: the pact
select e.kind, e."on" as happened_on, e.title, e.place, e.attendance, e.source_id, [e.source_id] as source_ids
from events e
where e.pact_id = $pact::varchar
order by e."on" nulls last, e.kind
