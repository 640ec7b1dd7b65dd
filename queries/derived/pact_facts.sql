-- One row is a pact with its names, cycle and how much is published about it.
with project_totals as (
    select pact_id, min(cycle) as cycle, count(*) as projects,
           list(distinct call_code order by call_code) filter (call_code is not null) as calls
    from projects
    group by pact_id
),
figure_totals as (
    select pact_id, count(*) as figures, count(distinct source_id) as sources, max(as_of) as newest
    from observations
    group by pact_id
)
select
    p.pact_id, p.name_hu, p.name_en, l.short_hu, l.short_en, l.adjective_hu, p.level, t.cycle, p.status,
    p.county_ksh, c.name as county, p.seat, p.seat_ksh, p.predecessor_pact_id, p.coverage_note,
    ifnull(t.projects, 0) as projects, t.calls,
    ifnull(f.figures, 0) as figures, ifnull(f.sources, 0) as sources, f.newest
from pacts p
join counties c using (county_ksh)
left join labels l using (pact_id)
left join project_totals t using (pact_id)
left join figure_totals f using (pact_id)
