-- The key figures of membership: how many, and on how many of the pacts in view each rests.
-- One row is a figure: founding_members, named_members (members who left are not counted), consortium_partners, working_groups.
-- A consortium is as old as its newest source. pacts_undated = how many of the known values have no date; value is NULL where no pact has one.
-- $pacts varchar[]: the pacts in the view; null = all
with asked as (
    select pact_id from pact_facts where $pacts::varchar[] is null or pact_id = any($pacts)
),
known as (
    select v.indicator as field, v.pact_id, v.amount, v.amount_softness as softness, v.source_ids,
           ifnull(v.as_of, if(v.indicator = 'consortium_partners',
                              (select max(s.published_on) from sources s where list_contains(v.source_ids, s.source_id)), null)) as as_of
    from indicator_values v
    where v.indicator in ('founding_members', 'consortium_partners', 'working_groups') and v.amount is not null
    union all
    select 'named_members', pact_id, count(*) filter (left_on is null), 'exact', flatten(list(source_ids)), max(joined_on)
    from involvements
    where capacity = 'member'
    group by pact_id
),
fields(field, place, unit) as (
    values ('founding_members', 1, 'organisations'), ('named_members', 2, 'organisations'),
           ('consortium_partners', 3, 'organisations'), ('working_groups', 4, 'groups')
)
select
    f.field, f.unit, sum(k.amount)::double as value, softness_over(k.softness) as softness,
    count(distinct k.pact_id) as pacts_known, (select count(*) from asked) as pacts_asked,
    count(k.pact_id) filter (k.as_of is null) as pacts_undated,
    min(k.as_of) as as_of_first, max(k.as_of) as as_of, list_distinct(flatten(list(k.source_ids))) as source_ids
from fields f
left join known k on k.field = f.field and k.pact_id in (select pact_id from asked)
group by f.field, f.place, f.unit
order by f.place
