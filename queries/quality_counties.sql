-- How much the pacts of each county have published: fields published of all fields that could be.
-- One row is a county with a pact in the view; the share is a ratio of sums; counties of the same share have the same rank.
-- $pacts varchar[]: the pacts in the view; null = all
with sums as (
    select f.county_ksh, f.county as name, count(distinct s.pact_id) as pacts,
           count(distinct s.pact_id) - count(distinct s.pact_id) filter (
               s.field in ('participants', 'found_job', 'employed_6m') and s.state not in ('missing', 'not_yet')) as pacts_without_outcome,
           count(*) filter (s.state not in ('missing', 'not_yet')) as known, count(*) filter (s.state <> 'not_yet') as asked,
           max(s.as_of) as as_of, list_distinct(flatten(list(s.source_ids))) as source_ids
    from field_states(2) s
    join pact_facts f using (pact_id)
    where $pacts::varchar[] is null or s.pact_id = any($pacts)
    group by f.county_ksh, f.county
)
select
    rank() over (order by round(100 * known / nullif(asked, 0), 6) desc) as place, county_ksh, name, pacts, pacts_without_outcome,
    known, asked, 100 * known / nullif(asked, 0) as share, as_of, source_ids
from sums
order by share desc, name collate hu
