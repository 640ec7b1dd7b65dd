-- Within one source the parts of a budget are together not more than the largest grant that it prints.
-- rule: V11 | level: error
-- Parts that employers can apply for overlap the kinds of support, so they are compared alone.
with parts as (
    select *,
        case when measure = 'partner_grant_share' then 'partners'
             when measure = 'budget_employer_support' then 'employers'
             else 'kinds of support' end as split
    from figures
    where unit = 'HUF' and (starts_with(measure, 'budget_') or measure = 'partner_grant_share')
),
sums as (
    select unit_id, source_id, split, min(observation_id) as observation_id, sum(low) as low,
           string_agg(printf('%.12g', value::double), ' + ' order by observation_id) as shown
    from parts
    group by all
),
grant_of_source as (
    select unit_id, source_id, max(high) as high, max(value) as value
    from figures
    where measure = 'grant'
    group by all
    having bool_and(high is not null)
)
select
    'observations' as table_name,
    s.observation_id as row_key,
    printf('%s > grant %.12g', s.shown, g.value::double) as why
from sums s
join grant_of_source g using (unit_id, source_id)
where s.low > g.high
