-- Do the counted participants agree with what was published of the same pact?
-- One row is a pact and a measure that was both counted and published; invented pacts were never published.
-- $pacts varchar[]: the pacts in the view; null = all
with counted as (
    select c.pact, 'participants' as measure, c.people as value, c.people_state as state from people_cells c
    where c.level = 'pact' and c.leaf = '' and c.sex = ''
    union all
    select c.pact, 'found_job', c.found_job, c.found_state from people_cells c where c.level = 'pact' and c.leaf = '' and c.sex = ''
    union all
    select c.pact, 'employed_6m', c.employed_6m, c.kept_state from people_cells c where c.level = 'pact' and c.leaf = '' and c.sex = ''
)
select p.pact, p.name_hu, p.name_en, m.measure, m.name_hu as measure_hu, m.name_en as measure_en, n.state, n.value as counted,
       v.value as published, v.softness as published_softness, v.digits as published_digits, v.as_of as published_as_of, s.kind as published_source_kind,
       case when n.value is null or v.softness = 'none' then null
            else figures_differ(n.value::double, 'exact', null, v.value, v.softness, null) end as differs,
       r.as_of, [v.source_id] as source_ids
from counted n
join people_pacts p using (pact)
join headlines v on v.pact_id = n.pact and v.measure = n.measure and v.series = 'result'
join measures m on m.measure = n.measure
left join sources s on s.source_id = v.source_id
cross join people_releases r
where not p.invented and v.value is not null and ($pacts::varchar[] is null or n.pact = any($pacts::varchar[]))
order by p.name_hu collate hu, p.pact, n.measure
