-- How old the newest figure of each pact is.
-- One row is a year, newest first, with the pacts whose newest figure is of that year, years without any between them too;
-- year NULL = the pact has no figure with a date. part is the share of the pacts in the view.
-- $pacts varchar[]: the pacts in the view; null = all
with newest as (
    select o.pact_id, max(o.as_of) as as_of, list(distinct o.source_id) as source_ids
    from observations o
    group by o.pact_id
),
view_pacts as (
    select f.pact_id, f.short_hu, f.short_en, left(n.as_of, 4)::integer as year, n.as_of, n.source_ids
    from pact_facts f
    left join newest n using (pact_id)
    where $pacts::varchar[] is null or f.pact_id = any($pacts)
),
span as (
    select unnest(range((select min(year) from view_pacts), (select max(year) + 1 from view_pacts))) as year
    union all
    select distinct year from view_pacts where year is null
)
select
    s.year::varchar as year, count(v.pact_id) as pacts, (select count(*) from view_pacts) as total,
    list(v.short_hu order by v.short_hu collate hu) filter (v.pact_id is not null) as pacts_hu,
    list(v.short_en order by v.short_en collate hu) filter (v.pact_id is not null) as pacts_en,
    min(v.as_of) as as_of_first, max(v.as_of) as as_of, list_distinct(flatten(list(v.source_ids))) as source_ids
from span s
left join view_pacts v on v.year is not distinct from s.year
group by s.year
order by s.year desc nulls last
