-- The people of the area that a pact serves, only where every district of it is covered in full.
-- One row is a pact. population is of 2018 for pacts of 2014-2020, of 2024 for those of 2021-2027; jobseekers are the
-- registered ones, average of 2024. why = why there is no number: no_area, part, extent_unknown.
with evidence as (
    select pact_id, bool_or(extent = 'part') as some_part, list(distinct source_id) as source_ids
    from coverage
    group by pact_id
)
select
    f.pact_id, a.districts,
    case when a.pact_id is null then 'no_area' when a.whole then null when e.some_part then 'part' else 'extent_unknown' end as why,
    a.inferred, if(f.cycle = '2014-2020', 2018, 2024) as population_year,
    if(a.whole, if(f.cycle = '2014-2020', a.population_2018, a.population_2024), null)::double as population,
    if(a.whole, a.jobseekers, null)::double as jobseekers, e.source_ids
from pact_facts f
left join pact_areas a using (pact_id)
left join evidence e using (pact_id)
