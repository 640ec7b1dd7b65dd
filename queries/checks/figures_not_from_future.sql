-- Nothing that has happened is dated later than today.
-- rule: V21 | level: error
-- Targets, milestones and plans may name a day to come; a day of grace covers time zones.
with happened as (
    select 'observations' as table_name, observation_id as row_key, as_of as day from observations
    where kind not in ('target', 'milestone', 'planned')
    union all
    select 'aggregates', observation_id, as_of from aggregates where kind not in ('target', 'milestone', 'planned')
    union all
    select 'sources', source_id, published_on from sources
)
select table_name, row_key, day as why
from happened
where day > left((current_date + 1)::varchar, length(day))
