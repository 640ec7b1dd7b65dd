-- How many of the named members belonged to each pact on a day (M1: joined by then, not left by then)?
-- One row is a pact with named members. surely and perhaps part those whose date is only a month or a year that holds the day;
-- undated members are in neither. members is a number where the list is full, else a lower bound, and NULL where nobody surely
-- belonged. A successor of a member who left takes its place: it is not one member more. balance = 1 - sum of squared shares of
-- the sectors, only where the list is full.
-- $day varchar: the day, ISO
-- $pacts varchar[]: the pacts in the view; null = all
with stay as (
    select *, latest_day(joined_on) <= $day::varchar::date and ifnull(earliest_day(left_on) > $day::date, true) as surely,
           earliest_day(joined_on) <= $day::date and ifnull(latest_day(left_on) > $day::date, true) as possibly
    from involvements
    where capacity = 'member' and ($pacts::varchar[] is null or pact_id = any($pacts))
),
sectors as (
    select pact_id, sector, count(*) as organisations from stay where surely group by pact_id, sector
),
balances as (
    select pact_id, 1 - sum(power(organisations, 2)) / nullif(power(sum(organisations), 2), 0) as balance,
           sum(power(organisations, 2)) as squares
    from sectors
    group by pact_id
),
counted as (
    select pact_id, count(*) filter (surely) as surely, count(*) filter (possibly and not surely) as perhaps,
           count(*) filter (joined_on is null) as undated, list_distinct(flatten(list(source_ids))) as source_ids
    from stay
    group by pact_id
)
select
    c.pact_id, f.short_hu, f.short_en, l.complete,
    case when l.complete or c.surely > 0 then c.surely end::double as members,
    if(l.complete and c.perhaps = 0, 'exact', 'lower') as softness,
    c.surely, c.perhaps, c.undated, l.named, l.founders,
    case when l.complete and c.perhaps = 0 then b.balance end as balance,
    case when l.complete and c.perhaps = 0 then b.squares end as squares,
    l.newest as as_of, c.source_ids
from counted c
join member_lists l using (pact_id)
join pact_facts f using (pact_id)
left join balances b using (pact_id)
order by f.short_hu collate hu
