-- How the area of a pact compares with its county and the country: people, registered jobseekers, their rate.
-- One row is a scope: area (the districts that the pact serves, also in part), county (where its seat is), country.
-- rate = registered jobseekers per 100 people aged 15-64 (K1), a ratio of sums over the districts that have both;
-- districts = how many the scope has, known = how many have both.
-- $pact varchar: the pact
with scopes as (
    select 1 as place, 'area' as scope, c.district_ksh, null::varchar as name from coverage c where c.pact_id = $pact::varchar
    union all
    select 2, 'county', d.district_ksh, k.name_long
    from pacts p join counties k using (county_ksh) join districts d using (county_ksh) where p.pact_id = $pact
    union all
    select 3, 'country', district_ksh, null from districts
)
select s.scope, any_value(s.name) as name, if(s.scope = 'area' and count(*) = 1, any_value(d.name_long), null) as district,
       count(*) as districts, count(l.registered_jobseekers_avg_2024 + l.working_age_pop_nfsz) as known,
       sum(d.population_2024)::bigint as population_2024,
       100 * sum(l.registered_jobseekers_avg_2024) filter (l.working_age_pop_nfsz is not null)
           / nullif(sum(l.working_age_pop_nfsz) filter (l.registered_jobseekers_avg_2024 is not null), 0) as rate,
       '2024' as as_of, ['nfsz-t01-2024-thirdparty'] as source_ids
from scopes s
join districts d using (district_ksh)
left join district_labour_2024 l using (district_ksh)
group by s.place, s.scope
order by s.place
