-- Districts that no known pact covers, with their registered jobseekers.
select d.name, d.county, d.population_2024, l.registered_jobseekers_avg_2024, l.relative_rate_pct
from districts d
left join coverage c using (district_ksh)
left join district_labour_2024 l using (district_ksh)
where c.pact_id is null
order by l.relative_rate_pct desc, d.name collate hu
