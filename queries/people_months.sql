-- Participants by month of entry, their jobs and what they left into, and added up, for a pact or for everybody.
-- One row is a month; the added number is NULL from the first month on that may not be told, and its state says so.
-- $pact varchar: the pact; null = all
with months as (
    select c.value, c.people_state, c.people, c.found_state, c.found_job, c.left_state, c.leavers, c.employed_at_leaving,
           case when bool_or(c.people_state = 'suppressed') over sofar then 'suppressed' else 'shown' end as people_so_far_state,
           case when bool_or(c.found_state = 'suppressed') over sofar then 'suppressed' else 'shown' end as jobs_so_far_state,
           sum(c.people) over sofar as people_so_far, sum(c.found_job) over sofar as jobs_so_far
    from people_cells c
    where c.leaf = 'entry_month' and c.sex = '' and c.district_ksh = '' and c.pact = ifnull($pact::varchar, '')
      and c.level = case when $pact::varchar is null then 'everybody' else 'pact' end
    window sofar as (order by c.value rows unbounded preceding)
)
select substr(m.value, 1, 4) || '-' || substr(m.value, 5, 2) as entered, m.people_state, m.people, m.found_state, m.found_job,
       100.0 * m.found_job / nullif(m.people, 0) as placement_rate,
       m.left_state, m.leavers, m.employed_at_leaving, 100.0 * m.employed_at_leaving / nullif(m.leavers, 0) as immediate_rate,
       m.people_so_far_state, case when m.people_so_far_state = 'shown' then m.people_so_far end::bigint as people_so_far,
       m.jobs_so_far_state, case when m.jobs_so_far_state = 'shown' then m.jobs_so_far end::bigint as jobs_so_far,
       r.as_of, r.origin
from months m
cross join people_releases r
order by m.value
