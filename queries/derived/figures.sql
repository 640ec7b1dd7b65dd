-- Every published figure as an interval, with the series it belongs to.
-- One row is one observation. low and high are in the unit of the figure; NULL = open or not known.
-- A rounded figure may be off by half of its last printed place; an approximate one says nothing about its error.
with single_project as (
    select pact_id, min(project_id) as project_id
    from projects
    group by pact_id
    having count(*) = 1
)
select
    o.observation_id, o.pact_id, o.project_id,
    coalesce(o.project_id, o.pact_id) as subject_id,
    coalesce(o.project_id, s.project_id, o.pact_id) as unit_id,
    o.measure,
    case when o.measure in ('grant', 'total_cost') and o.kind = 'awarded' then 'awarded'
         when o.measure in ('grant', 'total_cost') and o.kind in ('modified', 'reported') then 'later'
         when o.kind in ('actual', 'reported') then 'result'
         else o.kind end as series,
    o.kind, o.value, o.value_date, o.unit, o.precision,
    case o.precision when 'counted' then 'exact' when 'derived' then 'approximate'
                     when 'lower_bound' then 'lower' when 'upper_bound' then 'upper'
                     else o.precision end as softness,
    case o.precision when 'exact' then o.value when 'counted' then o.value when 'lower_bound' then o.value
                     when 'rounded' then o.value - last_place(o.value) / 2 end::double as low,
    case o.precision when 'exact' then o.value when 'counted' then o.value when 'upper_bound' then o.value
                     when 'rounded' then o.value + last_place(o.value) / 2 end::double as high,
    case when o.precision in ('exact', 'counted') then null
         else printed_digits(o.value, o.unit) end::integer as digits,
    o.as_of, o.source_id, q.kind as source_kind, d.doubt, o.note
from observations o
join sources q using (source_id)
left join single_project s on s.pact_id = o.pact_id
left join doubts d using (observation_id)
