-- Why some pacts may not be ranked against each other: the rules of comparison that they break.
-- One row is a broken rule; options = the different states, lacking = the pacts that the rule names (those without a figure,
-- with a bound, with a doubtful status ...). No row = nothing forbids a ranking.
-- $pacts varchar[]: the pacts to compare
-- $indicators varchar[]: the indicators that would be ranked; null = participants, found_job, employed_6m
with asked as (
    select * from pact_facts where pact_id = any($pacts::varchar[])
),
ranked as (
    select unnest(ifnull($indicators::varchar[], ['participants', 'found_job', 'employed_6m'])) as indicator
),
cells as (
    select a.pact_id, r.indicator, v.amount, v.amount_softness, v.per_softness, v.as_of, v.state, v.doubt, v.contradicted
    from asked a
    cross join ranked r
    left join indicator_values v on v.pact_id = a.pact_id and v.indicator = r.indicator
),
months as (
    select pact_id, max(as_of) as as_of, max(try_cast(rpad(as_of, 10, if(length(as_of) = 4, '-07-01', '-01')) as date)) as day
    from cells where as_of is not null group by pact_id
),
broken as (
    select 1 as place, 'cycle' as rule, list(distinct cycle order by cycle) as options, null::varchar[] as lacking
    from asked having count(distinct cycle) > 1
    union all
    select 2, 'area', list(distinct level order by level), null from asked having count(distinct level) > 1
    union all
    select 3, 'status', list(distinct status order by status), null from asked having count(distinct status) > 1
    union all
    select 4, 'date', [arg_min(as_of, day), arg_max(as_of, day)], null from months having date_diff('month', min(day), max(day)) > 12
       and exists (select 1 from asked where status <> 'closed')
    union all
    select 5, 'money_state', list(distinct state order by state), null
    from cells where state in ('awarded', 'later') having count(distinct state) > 1
    union all
    select 6, 'no_figure', null, list(pact_id order by pact_id)
    from (select pact_id from cells group by pact_id having count(amount) = 0) having count(*) > 0
    union all
    select 7, 'bound', null, list(distinct pact_id order by pact_id)
    from cells where amount_softness not in ('exact', 'rounded') or per_softness not in ('exact', 'rounded') having count(*) > 0
    union all
    select if(doubt = 'target_or_actual', 8, 9), if(doubt = 'target_or_actual', 'doubt', doubt), null, list(distinct pact_id order by pact_id)
    from cells where doubt is not null group by doubt
    union all
    select 10, 'contradicted', null, list(distinct pact_id order by pact_id) from cells where contradicted having count(*) > 0
)
select rule, options, lacking from broken order by place
