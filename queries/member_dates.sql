-- On which days did a named membership begin or end?
-- One row is such a day: the last one that a month or a year can mean.
select distinct latest_day(day)::varchar as day
from (select joined_on as day from members union all select left_on from members)
where day is not null
order by day
