-- People in a job six months later are counted when six months have passed since the project ended.
-- rule: V20 | level: warning
-- Before that the six months of the last participants are still running, so the count is a lower bound. Where no end
-- is published the closing event stands for it; a date that is only a year or a month is given the benefit of the doubt.
with ends as (
    select unit_id, max(value_date) as ended from figures where measure = 'end_date' group by unit_id
    union all
    select f.unit_id, max(e."on")
    from events e join figures f using (pact_id)
    where e.kind = 'closing'
      and not exists (select 1 from figures d where d.unit_id = f.unit_id and d.measure = 'end_date')
    group by f.unit_id
),
counted as (
    select f.observation_id, f.value, f.as_of, e.ended,
        try_cast(rpad(e.ended, 10, '-01-01'[length(e.ended) - 3:]) as date) as first_end,
        try_cast(rpad(f.as_of, 10, '-12-28'[length(f.as_of) - 3:]) as date) as last_count
    from figures f
    join ends e using (unit_id)
    where f.measure = 'employed_6m' and f.kind = 'actual' and f.as_of is not null
)
select
    'observations' as table_name,
    observation_id as row_key,
    printf('employed_6m %.12g: %s < %s + P6M', value::double, as_of, ended) as why
from counted
where last_count < first_end + interval 6 month
