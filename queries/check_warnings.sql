-- What the checks of the data found and left as published: the rows that break a truth without being refused.
-- One row is a warning; pact and measure NULL = the figure covers several pacts. why holds the values that disagree.
-- $pacts varchar[]: the pacts in the view; figures of several pacts belong to every view; null = all
with subjects as (
    select 'observations' as table_name, observation_id as row_key, pact_id, measure, as_of, source_id from observations
    union all
    select 'aggregates', observation_id, null, measure, as_of, source_id from aggregates
    union all
    select 'projects', p.project_id, p.pact_id, null, null, min(s.source_id) filter (s.note is not null)
    from projects p
    left join project_sources s on s.project_id = p.project_id and s.role = 'code'
    group by p.project_id, p.pact_id
    union all
    select 'pacts', pact_id, pact_id, null, null, null from pacts
)
select
    w.rule, w."check", w.table_name, w.row_key, w.why, s.pact_id, f.short_hu, f.short_en, s.measure, m.name_hu as measure_hu, m.name_en as measure_en,
    s.as_of, d.publisher, d.kind as source_kind, list_filter([s.source_id], lambda x: x is not null) as source_ids
from warnings w
left join subjects s using (table_name, row_key)
left join pact_facts f using (pact_id)
left join measures m using (measure)
left join sources d using (source_id)
where $pacts::varchar[] is null or s.pact_id is null or s.pact_id = any($pacts)
order by w.rule, w."check", f.short_hu collate hu nulls last, w.row_key
