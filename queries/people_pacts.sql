-- Pact by pact: participants, jobs, retention by its true base, immediate result, and spending per head and per job.
-- One row is a pact; costs are of the people whose spending is known and stand only where it is known of all.
-- $pacts varchar[]: the pacts; null = all
-- $sex varchar: female or male; null = both
-- $leaf varchar: age, schooling, status, a target group or entry_year; null = none
-- $value varchar: the value of that attribute
select p.pact, p.name_hu, p.name_en, p.invented, c.people_state, c.people, c.found_state, c.found_job,
       100.0 * c.found_job / nullif(c.people, 0) as placement_rate,
       c.kept_state, c.elapsed, c.employed_6m, 100.0 * c.employed_6m / nullif(c.elapsed, 0) as retention_rate,
       c.left_state, c.leavers, 100.0 * c.employed_at_leaving / nullif(c.leavers, 0) as immediate_rate,
       case when c.people_with_spending = c.people then round(c.spent_huf / nullif(c.people, 0)) end::bigint as per_head_huf,
       case when c.people_with_spending = c.people then round(c.spent_huf / nullif(c.found_job, 0)) end::bigint as per_job_huf,
       r.as_of, r.origin
from people_cells c
join people_pacts p using (pact)
cross join people_releases r
where c.level = 'pact' and ($pacts::varchar[] is null or c.pact = any($pacts::varchar[]))
  and c.sex = ifnull($sex::varchar, '') and c.leaf = ifnull($leaf::varchar, '') and c.value = ifnull($value::varchar, '')
order by p.name_hu collate hu, p.pact
