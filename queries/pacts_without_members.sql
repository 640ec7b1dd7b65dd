-- Which pacts published nothing about their members: no number of members, no named member?
-- One row is such a pact, names in Hungarian order. Not zero: never published.
-- $pacts varchar[]: the pacts in the view; null = all
select f.pact_id, f.short_hu, f.short_en, f.level, f.cycle, f.county
from pact_facts f
where ($pacts::varchar[] is null or f.pact_id = any($pacts))
  and f.pact_id not in (select pact_id from member_lists)
  and f.pact_id not in (select pact_id from headlines where measure in ('founding_members', 'members') and series = 'result')
order by f.short_hu collate hu
