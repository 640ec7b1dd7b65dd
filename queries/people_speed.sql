-- How long participants took to find a job, and what kind of job it was.
-- One row is a band of days or a kind of job, with its share of those who found one.
-- $pact varchar: the pact; null = all
with page as (
    select * from people_cells c
    where c.leaf = '' and c.sex = '' and c.district_ksh = '' and c.pact = ifnull($pact::varchar, '')
      and c.level = case when $pact::varchar is null then 'everybody' else 'pact' end
),
bands as (
    select 1 as place, 'speed' as dimension, 'days_30' as value, speed_state as state, days_30 as people, found_job from page
    union all select 2, 'speed', 'days_90', speed_state, days_90, found_job from page
    union all select 3, 'speed', 'days_180', speed_state, days_180, found_job from page
    union all select 4, 'speed', 'days_more', speed_state, days_more, found_job from page
    union all select 5, 'kind', 'supported', kind_state, supported, found_job from page
    union all select 6, 'kind', 'unsubsidised', kind_state, unsubsidised, found_job from page
    union all select 7, 'kind', 'self_employed', kind_state, self_employed, found_job from page
)
select b.dimension, b.value, b.state, b.people, 100.0 * b.people / nullif(b.found_job, 0) as share_of_jobs, r.as_of, r.origin
from bands b
cross join people_releases r
order by b.place
