-- What became of each participant at the day as_of, as codes that the cubes count.
-- One row is a participant of a pact. Nesting holds by construction: kept and lost are jobs, jobs are participants.
-- $as_of date: the day up to which time has elapsed; later jobs and departures do not count
select
    p.pact, p.district_ksh, p.sex,
    case when extract(year from p.entry_date) - p.birth_year < 25 then 'under_25'
         when extract(year from p.entry_date) - p.birth_year < 30 then '25_29'
         when extract(year from p.entry_date) - p.birth_year < 50 then '30_49'
         when extract(year from p.entry_date) - p.birth_year < 55 then '50_54'
         else 'over_54' end as age,
    p.schooling, p.status_at_entry as status,
    case when p.group_under_30 then 'yes' else 'no' end as group_under_30,
    case when p.group_over_50 then 'yes' else 'no' end as group_over_50,
    case when p.group_low_skilled then 'yes' else 'no' end as group_low_skilled,
    case when p.group_returning_parent then 'yes' else 'no' end as group_returning_parent,
    case when p.group_disabled then 'yes' else 'no' end as group_disabled,
    case when p.group_long_term then 'yes' else 'no' end as group_long_term,
    cast(extract(year from p.entry_date) as integer) as entry_year,
    cast(extract(year from p.entry_date) * 100 + extract(month from p.entry_date) as integer) as entry_month,
    -- six calendar months must have elapsed, and the office must know what became of the person
    case when p.job_date is null or p.job_date > $as_of::date then 'no_job'
         when p.job_date + interval '6' month > $as_of::date or p.employed_6m is null then 'open'
         when p.employed_6m then 'kept'
         else 'lost' end as funnel,
    case when p.job_date is null or p.job_date > $as_of::date then 'no_job' else p.job_kind end as kind,
    case when p.job_date is null or p.job_date > $as_of::date then 'no_job'
         when p.job_date <= p.entry_date + interval '30' day then 'days_30'
         when p.job_date <= p.entry_date + interval '90' day then 'days_90'
         when p.job_date <= p.entry_date + interval '180' day then 'days_180'
         else 'days_more' end as speed,
    -- the immediate result is the status within four weeks of leaving, so four weeks must have elapsed
    case when p.leaving_date is null or p.leaving_date + interval '28' day > $as_of::date or p.status_at_leaving is null then 'not_left'
         when p.status_at_leaving = 'employed' then 'left_in'
         else 'left_out' end as "left",
    p.spent_huf
from people p
where p.entry_date <= $as_of::date
