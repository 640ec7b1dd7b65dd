-- What the pacts never published: how many of them have nothing at all of a kind of information.
-- One row is a kind of information; silent = pacts in which every field of the kind is missing, total = pacts that could have it
-- (a running programme has no six-month result yet). Kinds of the same number have the same rank.
-- $pacts varchar[]: the pacts in the view; null = all
with kinds(kind, field) as (
    values ('outcome', 'participants'), ('outcome', 'found_job'), ('outcome', 'employed_6m'), ('six_months', 'employed_6m'),
           ('target', 'participants_target'), ('target', 'found_job_target'), ('membership', 'founding_members'), ('membership', 'members'),
           ('dates', 'start_date'), ('dates', 'end_date'), ('award', 'grant'), ('later', 'grant_later'), ('area', 'area'), ('code', 'code')
),
pacts_of_kind as (
    select k.kind, s.pact_id, bool_and(s.state in ('missing', 'not_yet')) as silent, max(s.as_of) as as_of,
           flatten(list(s.source_ids)) as source_ids
    from kinds k
    join field_states(2) s using (field)
    where $pacts::varchar[] is null or s.pact_id = any($pacts)
    group by k.kind, s.pact_id
    having count(*) filter (s.state <> 'not_yet') > 0
),
counted as (
    select kind, count(*) filter (silent) as silent, count(*) filter (not silent) as published, count(*) as total,
           max(as_of) as as_of, list_distinct(flatten(list(source_ids))) as source_ids
    from pacts_of_kind
    group by kind
)
select rank() over (order by silent / nullif(total, 0) desc) as place, kind, silent, published, total, as_of, source_ids
from counted
order by place, kind
