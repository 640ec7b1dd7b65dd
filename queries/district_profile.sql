-- What a district is like: people, registered jobseekers, development category.
-- One row is the district. rate = registered jobseekers per 100 people aged 15-64 (K1); rate_to_national = K1 over that of the
-- country (K2), a ratio of sums over all districts; category by Government Decree 290/2014, the strictest that applies.
-- $district varchar: its KSH code
with country as (
    select 100 * sum(registered_jobseekers_avg_2024) / nullif(sum(working_age_pop_nfsz), 0) as rate
    from district_labour_2024
    where registered_jobseekers_avg_2024 is not null and working_age_pop_nfsz is not null
),
newest as (
    select district_ksh, max(month) as month, arg_max(registered_jobseekers, month) as registered_jobseekers,
           arg_max(working_age_population, month) as working_age_population, arg_max(source_id, month) as source_id
    from district_labour
    where registered_jobseekers is not null
    group by district_ksh
)
select
    d.district_ksh, d.name_long as name, d.county, d.seat, d.n_settlements, d.population_2018, d.population_2024,
    l.registered_jobseekers_avg_2024 as jobseekers_2024, l.working_age_pop_nfsz as working_age,
    100 * l.registered_jobseekers_avg_2024 / nullif(l.working_age_pop_nfsz, 0) as rate,
    n.rate as national_rate,
    100 * l.registered_jobseekers_avg_2024 / nullif(l.working_age_pop_nfsz, 0) / nullif(n.rate, 0) as rate_to_national,
    case when d.complex_programme_2014 = 1 then 'complex' when d.to_be_developed_2014 = 1 then 'to_be_developed'
         when d.beneficiary_2014 = 1 then 'beneficiary' when d.beneficiary_2014 = 0 then 'none' end as category,
    d.development_index_2014, d.development_rank_2014,
    m.month as newest_month, m.registered_jobseekers as newest_jobseekers,
    100 * m.registered_jobseekers / nullif(m.working_age_population, 0) as newest_rate,
    '2018' as as_of_first, greatest('2024', m.month) as as_of,
    list_filter(['ksh-gazetteer-2024', 'nfsz-t01-2024-thirdparty', m.source_id], lambda s: s is not null) as source_ids
from districts d
cross join country n
left join district_labour_2024 l using (district_ksh)
left join newest m using (district_ksh)
where d.district_ksh = $district::varchar
