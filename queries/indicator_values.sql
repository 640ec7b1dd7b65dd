-- The value of some indicators for each pact, as a ratio of sums over its grants, with bounds and softness.
-- One row is an indicator of a pact that has a published value; what has none has no row. A fact (form) is never added up.
-- $indicators varchar[]: names of indicators (see the question indicators); null = all
-- $pacts varchar[]: pacts; null = all
with rows_of_pact as (
    select indicator, pact_id,
           count(*) as units, count(amount) as units_known,
           if(any_value(i.form) = 'fact', max(amount), sum(amount)) as amount, sum_of_bounds(amount_low) as amount_low, sum_of_bounds(amount_high) as amount_high,
           if(count(*) > count(amount), softness_of_sum(list(amount_softness) filter (amount is not null) || ['lower']),
              softness_over(amount_softness)) as amount_softness,
           digits_over(amount, amount_digits) as amount_digits,
           sum(per) as per, sum_of_bounds(per_low) as per_low, sum_of_bounds(per_high) as per_high,
           softness_over(per_softness) as per_softness, digits_over(per, per_digits) as per_digits,
           max(as_of) as as_of, min(state) as state, max(doubt) as doubt, bool_or(contradicted) as contradicted,
           flatten(list(observation_ids)) as observation_ids, flatten(list(source_ids)) as source_ids
    from indicator_values
    join indicators i using (indicator)
    where ($indicators::varchar[] is null or indicator = any($indicators))
      and ($pacts::varchar[] is null or pact_id = any($pacts))
    group by indicator, pact_id
    having count(amount) > 0 and (any_value(i.form) <> 'fact' or count(distinct amount) = 1)
)
select
    r.indicator, i.unit, i.form, i.better, r.pact_id, f.short_hu, f.short_en,
    value_of(i.form, i.unit, r.amount, r.per) as value,
    value_of(i.form, i.unit, r.amount_low, r.per_high) as low,
    value_of(i.form, i.unit, r.amount_high, r.per_low) as high,
    if(i.form = 'ratio', softness_of_ratio(r.amount_softness, r.per_softness), r.amount_softness) as softness,
    least(r.amount_digits, r.per_digits) as digits,
    r.amount, r.amount_softness, r.amount_digits, r.per, r.per_softness, r.per_digits,
    r.units, r.units_known, r.as_of, r.state, r.doubt, r.contradicted, r.observation_ids, r.source_ids
from rows_of_pact r
join indicators i using (indicator)
join pact_facts f using (pact_id)
order by i.place, i.indicator, r.pact_id
