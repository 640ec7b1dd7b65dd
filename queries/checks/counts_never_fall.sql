-- A count that grows over the life of a project does not fall from one report to a later one.
-- rule: V12 | level: warning
-- Achieved people, jobs and businesses only: members come and go, and a percentage falls when its target is raised.
with counts as (
    select * from figures
    where kind = 'actual' and unit in ('persons', 'jobs', 'businesses')
)
select
    'observations' as table_name,
    later.observation_id as row_key,
    printf('%s %.12g (%s) > %.12g (%s)', later.measure,
        earlier.value::double, earlier.as_of, later.value::double, later.as_of) as why
from counts earlier
join counts later using (unit_id, measure)
where left(earlier.as_of, length(later.as_of)) < left(later.as_of, length(earlier.as_of))
  and earlier.low > later.high
