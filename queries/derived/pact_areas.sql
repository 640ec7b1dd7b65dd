-- The area that a pact serves, as far as it is known: its districts and what lives in them.
-- One row is a pact with at least one known district. Districts served in part count whole, so the sums are those of the
-- districts, not of the pact's own area; whole says whether the two are the same. jobseekers: people, average of 2024.
select
    c.pact_id,
    count(*) as districts,
    count(*) filter (c.extent = 'full') as full_districts,
    count(*) = count(*) filter (c.extent = 'full') as whole,
    bool_or(c.basis = 'inferred') as inferred,
    sum(d.population_2018)::bigint as population_2018,
    sum(d.population_2024)::bigint as population_2024,
    sum(l.registered_jobseekers_avg_2024) as jobseekers,
    sum(l.working_age_pop_nfsz)::bigint as working_age,
    100 * sum(l.registered_jobseekers_avg_2024) / nullif(sum(l.working_age_pop_nfsz), 0) as jobseeker_rate
from coverage c
join districts d using (district_ksh)
left join district_labour_2024 l using (district_ksh)
group by c.pact_id
