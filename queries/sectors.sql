-- Of which sectors are the organisations of the pacts?
-- One row is a sector, the largest first. An organisation counts once in each pact it belongs to; members who left do not count,
-- and a consortium counts only where somebody besides the lead is known. whole = all of them, in how many pacts.
-- $capacity varchar: member, or partner (of the consortium); the two are never added
-- $pacts varchar[]: the pacts in the view; null = all
with known as (
    select i.pact_id, i.organisation_key, min(i.sector) as sector, max(i.joined_on) as as_of, flatten(list(i.source_ids)) as source_ids
    from involvements i
    where i.capacity = $capacity::varchar and i.left_on is null
      and ($pacts::varchar[] is null or i.pact_id = any($pacts))
      and (i.capacity = 'member' or i.pact_id in (select pact_id from involvements where partner_role = 'consortium_member'))
    group by i.pact_id, i.organisation_key
)
select
    sector, count(*) as organisations, (select count(*) from known) as whole,
    count(*)::double / nullif((select count(*) from known), 0) as share,
    count(distinct pact_id) as pacts, (select count(distinct pact_id) from known) as whole_pacts,
    max(as_of) as as_of, list_distinct(flatten(list(source_ids))) as source_ids
from known
group by sector
order by count(*) desc, sector
