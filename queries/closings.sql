-- The closing events of some pacts.
-- One row is a pact with its latest dated closing event.
-- $pacts varchar[]: the pacts
select pact_id, max("on") as happened_on, list(distinct source_id) as source_ids
from events
where kind = 'closing' and "on" is not null and pact_id = any($pacts::varchar[])
group by pact_id
order by pact_id
