-- Of how many pacts is anything published about their members?
-- One row is a kind of member data; any = a number of members or a named member; named_in_full = every founder is named.
-- $pacts varchar[]: the pacts in the view; null = all
with asked as (
    select pact_id from pact_facts where $pacts::varchar[] is null or pact_id = any($pacts)
),
published as (
    select measure as field, pact_id, as_of, source_id from headlines
    where measure in ('founding_members', 'members', 'working_groups') and series = 'result'
    union all
    select 'named_members', pact_id, joined_on, unnest(source_ids) from involvements where capacity = 'member'
    union all
    select 'named_in_full', pact_id, joined_on, unnest(source_ids)
    from involvements join member_lists l using (pact_id)
    where capacity = 'member' and l.complete
    union all
    select 'consortium_partners', pact_id, null, unnest(source_ids) from involvements where partner_role = 'consortium_member'
),
fields(field, place) as (
    values ('any', 1), ('founding_members', 2), ('members', 3), ('named_members', 4), ('named_in_full', 5),
           ('working_groups', 6), ('consortium_partners', 7)
)
select
    f.field, count(distinct p.pact_id) as known, (select count(*) from asked) as total,
    min(p.as_of) as as_of_first, max(p.as_of) as as_of, list(distinct p.source_id) filter (p.source_id is not null) as source_ids
from fields f
left join published p on p.pact_id in (select pact_id from asked)
    and (p.field = f.field or f.field = 'any' and p.field in ('founding_members', 'members', 'named_members'))
group by f.field, f.place
order by f.place
