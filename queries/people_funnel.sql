-- What became of the participants of a pact, of a district or of everybody, by sex or one other attribute.
-- One row is the chosen group; a number that may not be told is NULL and its state says so.
-- $pact varchar: the pact; null = all
-- $district varchar: KSH code of the home district; null = all
-- $sex varchar: female or male; null = both
-- $leaf varchar: age, schooling, status, a target group or entry_year; null = none
-- $value varchar: the value of that attribute
select c.level, c.pact, c.district_ksh, c.sex, c.leaf, c.value,
       c.people_state, c.people, c.found_state, c.found_job, c.kept_state, c.elapsed, c.employed_6m,
       100.0 * c.found_job / nullif(c.people, 0) as placement_rate, 100.0 * c.employed_6m / nullif(c.elapsed, 0) as retention_rate,
       c.left_state, c.leavers, c.employed_at_leaving, 100.0 * c.employed_at_leaving / nullif(c.leavers, 0) as immediate_rate,
       c.kind_state, c.supported, c.unsubsidised, c.self_employed,
       c.spent_huf, c.people_with_spending, r.as_of, r.origin
from people_cells c
cross join people_releases r
where c.sex = ifnull($sex::varchar, '') and c.leaf = ifnull($leaf::varchar, '') and c.value = ifnull($value::varchar, '')
  and c.pact = ifnull($pact::varchar, '') and c.district_ksh = ifnull($district::varchar, '')
  and c.level = case when $pact::varchar is null and $district::varchar is null then 'everybody'
                     when $district::varchar is null then 'pact' when $pact::varchar is null then 'district' else 'part' end
