-- Participants by month of entry and added up, for a pact or for everybody.
-- One row is a month; the added number is NULL from the first month on that may not be told.
-- $pact varchar: the pact; null = all
with months as (
    select c.value, c.people_state, c.people, c.found_state, c.found_job
    from people_cells c
    where c.leaf = 'entry_month' and c.sex = '' and c.district_ksh = '' and c.pact = ifnull($pact::varchar, '')
      and c.level = case when $pact::varchar is null then 'everybody' else 'pact' end
)
select substr(m.value, 1, 4) || '-' || substr(m.value, 5, 2) as entered, m.people_state, m.people, m.found_state, m.found_job,
       100.0 * m.found_job / nullif(m.people, 0) as placement_rate,
       case when bool_or(m.people_state = 'suppressed') over sofar then null else sum(m.people) over sofar end::bigint as people_so_far,
       case when bool_or(m.found_state = 'suppressed') over sofar then null else sum(m.found_job) over sofar end::bigint as jobs_so_far,
       r.as_of
from months m
cross join people_releases r
window sofar as (order by m.value rows unbounded preceding)
order by m.value
