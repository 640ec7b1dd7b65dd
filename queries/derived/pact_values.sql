-- The value of every indicator for every pact: ratios of sums over its grants, with bounds and softness.
-- One row is an indicator of a pact with a published value; a fact (form) is never added up. Built after the indicators.
with grants_together as (
    select indicator, pact_id,
           count(*) as units, count(amount) as units_known,
           if(any_value(i.form) = 'fact', max(amount), sum(amount)) as amount, sum_of_bounds(amount_low) as amount_low, sum_of_bounds(amount_high) as amount_high,
           if(count(*) > count(amount), softness_of_sum(list(amount_softness) filter (amount is not null) || ['lower']),
              softness_over(amount_softness)) as amount_softness,
           digits_over(amount, amount_digits) as amount_digits,
           sum(per) as per, sum_of_bounds(per_low) as per_low, sum_of_bounds(per_high) as per_high,
           softness_over(per_softness) as per_softness, digits_over(per, per_digits) as per_digits,
           max(as_of) as as_of, -- a sum that holds a later amount is no longer the award
           if(bool_or(state = 'later'), 'later', min(state)) as state, max(doubt) as doubt, bool_or(contradicted) as contradicted,
           flatten(list(observation_ids)) as observation_ids, flatten(list(source_ids)) as source_ids
    from indicator_values
    join indicators i using (indicator)
    group by indicator, pact_id
    having count(amount) > 0 and (any_value(i.form) <> 'fact' or count(distinct amount) = 1)
)
select
    i.indicator, i.place, i.topic, i.unit, i.form, i.better, g.pact_id,
    value_of(i.form, i.unit, g.amount, g.per) as value,
    value_of(i.form, i.unit, g.amount_low, g.per_high) as low,
    value_of(i.form, i.unit, g.amount_high, g.per_low) as high,
    if(i.form = 'ratio', softness_of_ratio(g.amount_softness, g.per_softness), g.amount_softness) as softness,
    least(g.amount_digits, g.per_digits) as digits,
    g.amount, g.amount_softness, g.amount_digits, g.per, g.per_softness, g.per_digits,
    g.units, g.units_known, g.as_of, g.state, g.doubt, g.contradicted, g.observation_ids, g.source_ids
from grants_together g
join indicators i using (indicator)
