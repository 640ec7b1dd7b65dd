-- District by district: participants by their home, jobs and retention.
-- One row is a district; of a pact only those who live there.
-- $pact varchar: the pact; null = all
-- $sex varchar: female or male; null = both
-- $leaf varchar: age, schooling, status, a target group or entry_year; null = none
-- $value varchar: the value of that attribute
select d.district_ksh, d.name_long as name, d.county, c.people_state, c.people, c.found_state, c.found_job,
       100.0 * c.found_job / nullif(c.people, 0) as placement_rate,
       c.kept_state, c.elapsed, c.employed_6m, 100.0 * c.employed_6m / nullif(c.elapsed, 0) as retention_rate, r.as_of, r.origin
from people_cells c
join districts d using (district_ksh)
cross join people_releases r
where c.level = case when $pact::varchar is null then 'district' else 'part' end and c.pact = ifnull($pact::varchar, '')
  and c.sex = ifnull($sex::varchar, '') and c.leaf = ifnull($leaf::varchar, '') and c.value = ifnull($value::varchar, '')
order by c.people desc nulls last, d.name collate hu, d.district_ksh
