-- What is published of every pact, field by field. One row is a pact and a field; a pact with several grants knows a field
-- when it knows it of one of them. firm = not only a bound, an approximation or an inferred area; ages = the field changes
-- with time (an award, a target, a date and a code are facts of one day); measurable = there can be such a figure already.
-- reference_day: the end of the pact (closing event, reported end, planned end); where none is known the newest figure, of
-- the pact itself when it has closed, of the store when it has not.
with fields(place, field, topic, ages) as (
    values (1, 'grant', 'funding', false), (2, 'grant_later', 'funding', true),
           (3, 'participants_target', 'outcomes', false), (4, 'participants', 'outcomes', true),
           (5, 'found_job_target', 'outcomes', false), (6, 'found_job', 'outcomes', true), (7, 'employed_6m', 'outcomes', true),
           (8, 'founding_members', 'membership', false), (9, 'members', 'membership', true),
           (10, 'start_date', 'identity', false), (11, 'end_date', 'identity', false),
           (12, 'area', 'identity', false), (13, 'code', 'identity', false)
),
field_of(field, measure, series) as (
    values ('grant', 'grant', 'awarded'), ('grant_later', 'grant', 'later'),
           ('participants_target', 'participants', 'target'), ('participants', 'participants', 'result'),
           ('found_job_target', 'found_job', 'target'), ('found_job', 'found_job', 'result'), ('employed_6m', 'employed_6m', 'result'),
           ('founding_members', 'founding_members', 'result'), ('members', 'members', 'result'),
           ('start_date', 'start_date', 'result'), ('start_date', 'start_date', 'planned'),
           ('end_date', 'end_date', 'result'), ('end_date', 'end_date', 'planned')
),
found as (
    select o.field, h.pact_id, h.as_of, h.source_id, h.softness in ('exact', 'rounded') as firm, h.doubt is not null as doubtful
    from field_of o
    join headlines h using (measure, series)
    union all
    select 'members', m.pact_id, s.published_on, m.source_id, true, false from members m join sources s using (source_id)
    union all
    select 'area', pact_id, null, source_id, basis = 'published', false from coverage
    union all
    select 'code', p.pact_id, s.published_on, r.source_id, true, false
    from projects p
    left join project_sources r on r.project_id = p.project_id and r.role = 'code'
    left join sources s using (source_id)
    where p.project_code is not null
),
clashes as (
    select pact_id, case when measure = 'grant' then if(series = 'awarded', 'grant', 'grant_later')
                         when series = 'target' then measure || '_target' else measure end as field
    from contradictions
    where topic <> 'grant_changed' or other_kind = 'reported'
    union
    select h.pact_id, 'area'
    from headlines h
    where h.measure = 'districts' and h.value <> (select nullif(count(*), 0) from coverage c where c.pact_id = h.pact_id)
),
dated_ends as (
    select pact_id, 1 as rank, latest_day(value_date) as day from headlines where measure = 'end_date' and series = 'result'
    union all
    select pact_id, 1, latest_day("on") from events where kind = 'closing'
    union all
    select pact_id, 2, latest_day(value_date) from headlines where measure = 'end_date' and series = 'planned'
),
store_newest as (select max(latest_day(as_of)) as day from observations),
references_of as (
    select f.pact_id, least(n.day, coalesce(arg_min(e.day, (e.rank, -epoch(e.day))), if(f.status = 'closed', latest_day(f.newest), n.day))) as day
    from pact_facts f
    cross join store_newest n
    left join dated_ends e on e.pact_id = f.pact_id and e.day is not null
    group by f.pact_id, f.status, f.newest, n.day
)
select
    f.pact_id, d.place, d.field, d.topic, d.ages,
    count(w.field) > 0 as known,
    ifnull(bool_or(w.firm), false) as firm,
    ifnull(bool_or(w.doubtful), false) as doubtful,
    bool_or(c.field is not null) as contradicted,
    f.status <> 'running' or d.field <> 'employed_6m' as measurable,
    r.day as reference_day, max(w.as_of) as as_of,
    list(distinct w.source_id order by w.source_id) filter (w.source_id is not null) as source_ids
from pact_facts f
cross join fields d
join references_of r using (pact_id)
left join found w on w.pact_id = f.pact_id and w.field = d.field
left join clashes c on c.pact_id = f.pact_id and c.field = d.field
group by f.pact_id, f.status, d.place, d.field, d.topic, d.ages, r.day
