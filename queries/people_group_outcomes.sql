-- Which groups of participants found a job and kept it, attribute by attribute, beside everybody of the page.
-- One row is everybody (panel all) or a group; of target groups, which overlap, only those who are in one.
-- $pact varchar: the pact; null = all
-- $district varchar: KSH code of the home district; null = all
-- $sex varchar: female or male; null = both
with groups as (
    select case when c.leaf = '' then 'all' when starts_with(c.leaf, 'group_') then 'target_group' else c.leaf end as panel, c.*,
           case when starts_with(c.leaf, 'group_') then c.leaf else c.value end as told_as
    from people_cells c
    where (c.leaf in ('', 'age', 'schooling', 'status') or starts_with(c.leaf, 'group_') and c.value = 'yes')
      and c.sex = ifnull($sex::varchar, '') and c.pact = ifnull($pact::varchar, '') and c.district_ksh = ifnull($district::varchar, '')
      and c.level = case when $pact::varchar is null and $district::varchar is null then 'everybody'
                         when $district::varchar is null then 'pact' when $pact::varchar is null then 'district' else 'part' end
)
select g.panel, g.leaf, g.told_as as value, ifnull(nullif(g.sex, ''), 'all') as sex, g.people_state, g.people, g.found_state, g.found_job,
       100.0 * g.found_job / nullif(g.people, 0) as placement_rate,
       g.kept_state, g.elapsed, g.employed_6m, 100.0 * g.employed_6m / nullif(g.elapsed, 0) as retention_rate, r.as_of, r.origin
from groups g
cross join people_releases r
order by list_position(['all', 'age', 'schooling', 'status', 'target_group'], g.panel),
         list_position(['under_25', '25_29', '30_49', '50_54', 'over_54', 'isced_1_2', 'isced_3_4', 'isced_5_8', 'unemployed',
                        'long_term_unemployed', 'inactive', 'employed', 'public_works', 'group_under_30', 'group_over_50',
                        'group_low_skilled', 'group_returning_parent', 'group_disabled', 'group_long_term'], g.told_as), g.told_as
