-- How far the members of a pact are named.
-- One row is a pact with a named member. complete: as many members are named with a day not after the founding as the pact
-- published founders; where the number of founders is unknown, so is whether the list is full, and it counts as not full.
select
    m.pact_id,
    count(*) as named,
    count(*) filter (m.left_on is not null) as gone,
    count(*) filter (m.joined_on is null) as undated,
    f.value::double as founders,
    ifnull(count(*) filter (latest_day(m.joined_on) <= latest_day(f.as_of)) = f.value, false) as complete,
    max(greatest(m.joined_on, m.left_on)) as newest
from members m
left join headlines f on f.pact_id = m.pact_id and f.measure = 'founding_members' and f.series = 'result'
group by m.pact_id, f.value
