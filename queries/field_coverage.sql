-- How many of the pacts have published each of the main figures.
-- One row is a field: a measure in one series; grant = an amount of any stage, awarded or reported later.
-- $pacts varchar[]: the pacts in the view; null = all
with fields(field, measure, series) as (
    values ('participants_target', 'participants', 'target'),
           ('found_job_target', 'found_job', 'target'), ('participants', 'participants', 'result'),
           ('found_job', 'found_job', 'result'), ('founding_members', 'founding_members', 'result'),
           ('employed_6m', 'employed_6m', 'result')
),
view_pacts as (
    select pact_id from pact_facts where $pacts::varchar[] is null or pact_id = any($pacts)
),
published as (
    select f.field, h.pact_id, h.as_of, h.source_id
    from fields f
    left join headlines h on h.measure = f.measure and h.series = f.series and h.pact_id in (select pact_id from view_pacts)
    union all
    select 'grant', g.pact_id, g.as_of, g.source_id
    from grants g
    where g.value is not null and g.pact_id in (select pact_id from view_pacts)
)
select
    field, count(distinct pact_id) as known, (select count(*) from view_pacts) as total,
    min(as_of) as as_of_first, max(as_of) as as_of, list(distinct source_id) filter (source_id is not null) as source_ids
from published
group by field
order by known desc, field
