-- How many members did each pact have when it was founded, and how many later?
-- One row is a pact with a published number of members, names in Hungarian order; each number has its own date, NULL = undated page.
-- change = later minus founding, only where both are exact and nobody contradicts them.
-- $pacts varchar[]: the pacts in the view; null = all
with counts as (
    select pact_id, measure, value::double as value, softness, digits, as_of, contradicted, source_id
    from headlines
    where measure in ('founding_members', 'members') and series = 'result' and value is not null
)
select
    f.pact_id, f.short_hu, f.short_en, f.level, f.cycle,
    a.value as founding, a.softness as founding_softness, a.digits as founding_digits, a.as_of as founding_as_of,
    m.value as members, m.softness as members_softness, m.digits as members_digits, m.as_of as members_as_of,
    case when a.softness = 'exact' and m.softness = 'exact' and not a.contradicted and not m.contradicted
         then m.value - a.value end as change,
    ifnull(a.contradicted, false) or ifnull(m.contradicted, false) as contradicted,
    least(a.as_of, m.as_of) as as_of_first, greatest(a.as_of, m.as_of) as as_of,
    list_filter([a.source_id, m.source_id], lambda s: s is not null) as source_ids
from pact_facts f
left join counts a on a.pact_id = f.pact_id and a.measure = 'founding_members'
left join counts m on m.pact_id = f.pact_id and m.measure = 'members'
where ($pacts::varchar[] is null or f.pact_id = any($pacts)) and (a.value is not null or m.value is not null)
order by f.short_hu collate hu
