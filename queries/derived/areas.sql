-- The people of the area that a pact serves, only where every district of it is covered in full.
-- One row is a pact. population is of 2018 for pacts of 2014-2020, of 2024 for those of 2021-2027; jobseekers are the
-- registered ones, average of 2024. why = why there is no number: no_area, extent_unknown, part.
select
    f.pact_id, count(c.district_ksh) as districts, count(*) filter (c.extent = 'full') as districts_full,
    case when count(c.district_ksh) = 0 then 'no_area'
         when bool_or(c.extent = 'part') then 'part'
         when bool_or(c.extent is null) then 'extent_unknown' end as why,
    bool_or(c.basis = 'inferred') as inferred,
    if(f.cycle = '2014-2020', 2018, 2024) as population_year,
    if(bool_and(c.extent is not distinct from 'full'),
       sum_of_bounds(if(f.cycle = '2014-2020', d.population_2018, d.population_2024)), null)::double as population,
    if(bool_and(c.extent is not distinct from 'full'), sum_of_bounds(l.registered_jobseekers_avg_2024), null)::double as jobseekers,
    list(distinct c.source_id) filter (c.source_id is not null) as source_ids
from pact_facts f
left join coverage c using (pact_id)
left join districts d using (district_ksh)
left join district_labour_2024 l using (district_ksh)
group by f.pact_id, f.cycle
