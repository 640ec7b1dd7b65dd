-- The headline value: one figure per subject (grant, or pact), measure and series, by one written rule.
-- One row is the chosen figure; contradicted says that another figure of the same series cannot be the same number.
-- Rule: firm before soft before one-sided; amended before reported; for awards exact and official first (an award does
-- not change), otherwise the latest; a fuller date of the same year replaces a bare year.
with ranked as (
    select *,
        case when precision in ('exact', 'counted', 'rounded') then 1
             when precision in ('approximate', 'derived') then 2 else 3 end as firmness,
        case when kind in ('modified', 'actual') then 1 else 2 end as kind_rank,
        case precision when 'exact' then 1 when 'counted' then 1 when 'rounded' then 2
                       when 'approximate' then 3 when 'derived' then 4 else 5 end as precision_rank,
        case source_kind when 'national_export' then 1 when 'legal' then 2 when 'statistics' then 2
                         when 'eu_dataset' then 3 when 'project_page' then 4
                         when 'press_release' then 5 else 6 end as source_rank
    from figures
),
placed as (
    select *, row_number() over (
        partition by subject_id, measure, series
        order by firmness, kind_rank,
                 case when series = 'awarded' then precision_rank * 10 + source_rank else 0 end,
                 as_of desc nulls last, precision_rank, source_rank, observation_id) as place
    from ranked
),
dated as (
    select *, first_value(left(value_date, 4)) over (
        partition by subject_id, measure, series order by place) as top_year
    from placed
),
chosen as (
    select * from dated
    qualify row_number() over (
        partition by subject_id, measure, series
        order by case when left(value_date, 4) = top_year then -length(value_date) else 0 end, place) = 1
),
rivals as (
    select c.observation_id,
        count(*) as others,
        bool_or(figures_differ(c.value, c.softness, c.value_date, f.value, f.softness, f.value_date)
                and not ifnull(earlier_state(c.unit, c.value, c.as_of, f.value, f.as_of), false)) as contradicted
    from chosen c
    join figures f using (subject_id, measure, series)
    where f.observation_id <> c.observation_id
    group by c.observation_id
)
select
    c.observation_id, c.pact_id, c.project_id, c.subject_id, c.unit_id, c.measure, c.series, c.kind,
    c.value, c.value_date, c.unit, c.precision, c.softness, c.low, c.high, c.digits,
    c.as_of, c.source_id, c.source_kind, c.doubt, c.note,
    ifnull(r.others, 0) as others,
    ifnull(r.contradicted, false) as contradicted
from chosen c
left join rivals r using (observation_id)
