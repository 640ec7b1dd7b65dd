-- Kinds of support that a source gives as exclusive are together not more than its participants.
-- rule: V08 | level: warning
-- A source that also prints the remainder ("service only", "other services") counts everybody once. Fewer than the
-- participants is no fault: a kind may be left out. Without a remainder the kinds may overlap and are not added.
with kinds as (
    select *
    from figures
    where measure in ('services_only', 'other_services', 'trained', 'self_employed', 'supported_employment',
        'wage_cost_support_long', 'wage_cost_support_short', 'wage_subsidy', 'housing_support', 'adaptation_support')
),
sums as (
    select unit_id, series, source_id, as_of,
           sum(low) as low, string_agg(printf('%.12g', value::double), ' + ' order by value desc) as parts
    from kinds
    group by all
    having bool_or(measure in ('services_only', 'other_services'))
)
select
    'observations' as table_name,
    p.observation_id as row_key,
    printf('%s = %.12g > participants %.12g', s.parts, s.low::double, p.value::double) as why
from sums s
join figures p on p.measure = 'participants' and p.unit_id = s.unit_id and p.series = s.series
    and p.source_id = s.source_id and p.as_of is not distinct from s.as_of
where s.low > p.high
