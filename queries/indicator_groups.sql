-- The value of some indicators for a group of pacts together: a ratio of sums, never a mean of ratios; facts are left out.
-- One row is an indicator; pacts_known of pacts_asked say how many pacts the value rests on, soft ones among them.
-- $indicators varchar[]: names of indicators; null = all
-- $pacts varchar[]: the pacts of the group; null = all
with asked as (
    select count(*) as pacts_asked from pact_facts where $pacts::varchar[] is null or pact_id = any($pacts)
),
rows_of_group as (
    select indicator,
           count(distinct pact_id) as pacts_known,
           count(distinct pact_id) filter (amount_softness in ('rounded', 'approximate')) as pacts_rounded,
           count(distinct pact_id) filter (amount_softness in ('lower', 'upper')) as pacts_bounded,
           count(distinct pact_id) filter (contradicted or doubt is not null) as pacts_unsure,
           count(distinct pact_id) filter (doubt = 'target_or_actual') as pacts_unclear,
           count(distinct pact_id) filter (state = 'later') as pacts_later,
           sum(amount) as amount, sum_of_bounds(amount_low) as amount_low, sum_of_bounds(amount_high) as amount_high,
           softness_over(amount_softness) as amount_softness, digits_over(amount, amount_digits) as amount_digits,
           sum(per) as per, sum_of_bounds(per_low) as per_low, sum_of_bounds(per_high) as per_high,
           softness_over(per_softness) as per_softness, digits_over(per, per_digits) as per_digits,
           min(as_of) as as_of_first, max(as_of) as as_of, flatten(list(source_ids)) as source_ids
    from indicator_values
    where ($indicators::varchar[] is null or indicator = any($indicators))
      and ($pacts::varchar[] is null or pact_id = any($pacts))
      and amount is not null and amount_softness <> 'none'
    group by indicator
)
select
    i.indicator, i.unit, i.form, i.better, i.topic, a.pacts_asked, ifnull(r.pacts_known, 0) as pacts_known,
    r.pacts_rounded, r.pacts_bounded, r.pacts_unsure, r.pacts_unclear, r.pacts_later,
    value_of(i.form, i.unit, r.amount, r.per) as value,
    value_of(i.form, i.unit, r.amount_low, r.per_high) as low,
    value_of(i.form, i.unit, r.amount_high, r.per_low) as high,
    case when r.indicator is null then null when i.form = 'total' then r.amount_softness
         else softness_of_ratio(r.amount_softness, r.per_softness) end as softness,
    least(r.amount_digits, r.per_digits) as digits,
    r.amount, r.per, r.as_of_first, r.as_of, list_distinct(r.source_ids) as source_ids
from indicators i
cross join asked a
left join rows_of_group r using (indicator)
where i.form <> 'fact' and ($indicators::varchar[] is null or i.indicator = any($indicators))
order by i.place, i.indicator
