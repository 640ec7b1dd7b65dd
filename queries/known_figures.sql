-- Which figures of projects are published already, by what kind of document.
-- One row is a figure of a project.
select
    o.project_id, o.measure, o.kind, o.value::double as value, o.value_date, o.precision, o.as_of, s.kind as source_kind,
    [o.source_id] as source_ids
from observations o
join sources s using (source_id)
where o.project_id is not null
order by o.observation_id
