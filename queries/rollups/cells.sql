-- People of each part of a pact (those of it who live in one district), by sex and one attribute, counted by what became of them.
-- One row is a part of a pact, a sex, an attribute (leaf) and its value; entry_month is not told by sex.
-- Built from the table outcomes that queries/rollups/outcomes.sql makes; only paktum.suppression reads it, before anything is shown.
select
    o.pact, o.district_ksh, case when l.leaf = 'entry_month' then '' else o.sex end as sex, l.leaf,
    case l.leaf
         when 'age' then o.age
         when 'schooling' then o.schooling
         when 'status' then o.status
         when 'group_under_30' then o.group_under_30
         when 'group_over_50' then o.group_over_50
         when 'group_low_skilled' then o.group_low_skilled
         when 'group_returning_parent' then o.group_returning_parent
         when 'group_disabled' then o.group_disabled
         when 'group_long_term' then o.group_long_term
         when 'entry_year' then cast(o.entry_year as varchar)
         when 'entry_month' then cast(o.entry_month as varchar) end as value,
    count(*) as people,
    sum(case when o.funnel = 'no_job' then 1 else 0 end) as no_job, sum(case when o.funnel = 'open' then 1 else 0 end) as open,
    sum(case when o.funnel = 'lost' then 1 else 0 end) as lost, sum(case when o.funnel = 'kept' then 1 else 0 end) as kept,
    sum(case when o.kind = 'supported' then 1 else 0 end) as supported,
    sum(case when o.kind = 'unsubsidised' then 1 else 0 end) as unsubsidised,
    sum(case when o.kind = 'self_employed' then 1 else 0 end) as self_employed,
    sum(case when o.speed = 'days_30' then 1 else 0 end) as days_30, sum(case when o.speed = 'days_90' then 1 else 0 end) as days_90,
    sum(case when o.speed = 'days_180' then 1 else 0 end) as days_180, sum(case when o.speed = 'days_more' then 1 else 0 end) as days_more,
    sum(case when o."left" = 'not_left' then 1 else 0 end) as not_left, sum(case when o."left" = 'left_out' then 1 else 0 end) as left_out,
    sum(case when o."left" = 'left_in' then 1 else 0 end) as left_in,
    sum(o.spent_huf) as spent_huf, count(o.spent_huf) as people_with_spending
from outcomes o
cross join (values
    ('age'),
    ('schooling'),
    ('status'),
    ('group_under_30'),
    ('group_over_50'),
    ('group_low_skilled'),
    ('group_returning_parent'),
    ('group_disabled'),
    ('group_long_term'),
    ('entry_year'),
    ('entry_month')) as l (leaf)
group by 1, 2, 3, 4, 5
