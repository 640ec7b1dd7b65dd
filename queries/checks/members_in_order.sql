-- A member joins a pact not before it is agreed, and leaves it not before joining.
-- rule: V22 | level: warning
with agreed as (
    select pact_id, value_date as day from observations where measure = 'agreement_date'
    union all
    select pact_id, "on" from events where kind in ('agreement', 'founding') and "on" is not null
),
founded as (
    select pact_id, min(day) as day from agreed group by pact_id
)
select
    'members' as table_name,
    m.pact_id || ' / ' || m.organisation as row_key,
    concat_ws(' | ', f.day, m.joined_on, m.left_on) as why
from members m
left join founded f using (pact_id)
where left(m.joined_on, length(f.day)) < left(f.day, length(m.joined_on))
   or left(m.left_on, length(m.joined_on)) < left(m.joined_on, length(m.left_on))
