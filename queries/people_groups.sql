-- Participants of a pact, of a district or of everybody, group by group: which groups came, and what became of them.
-- One row is a value of the attribute, for one sex or for both.
-- $pact varchar: the pact; null = all
-- $district varchar: KSH code of the home district; null = all
-- $sex varchar: female or male; null = both
-- $leaf varchar: age, schooling, status, a target group or entry_year
select c.leaf, c.value, ifnull(nullif(c.sex, ''), 'all') as sex, c.people_state, c.people, c.found_state, c.found_job, c.kept_state, c.elapsed, c.employed_6m,
       100.0 * c.found_job / nullif(c.people, 0) as placement_rate, 100.0 * c.employed_6m / nullif(c.elapsed, 0) as retention_rate, r.as_of, r.origin
from people_cells c
cross join people_releases r
where c.leaf = $leaf::varchar and c.sex = ifnull($sex::varchar, '')
  and c.pact = ifnull($pact::varchar, '') and c.district_ksh = ifnull($district::varchar, '')
  and c.level = case when $pact::varchar is null and $district::varchar is null then 'everybody'
                     when $district::varchar is null then 'pact' when $pact::varchar is null then 'district' else 'part' end
order by case c.value when 'under_25' then 1 when '25_29' then 2 when '30_49' then 3 when '50_54' then 4 when 'over_54' then 5
                      when 'unemployed' then 1 when 'long_term_unemployed' then 2 when 'inactive' then 3 when 'employed' then 4
                      when 'public_works' then 5 when 'yes' then 1 when 'no' then 2 else 9 end, c.value
