-- The value of some indicators for each pact, as a ratio of sums over its grants, with bounds and softness.
-- One row is an indicator of a pact that has a published value; what has none has no row. A fact (form) is never added up.
-- $indicators varchar[]: names of indicators (see the question indicators); null = all
-- $pacts varchar[]: pacts; null = all
select
    v.indicator, v.unit, v.form, v.better, v.pact_id, f.short_hu, f.short_en, f.cycle, f.level, v.value, v.low, v.high, v.softness, v.digits,
    v.amount, v.amount_softness, v.amount_digits, v.per, v.per_softness, v.per_digits,
    v.units, v.units_known, v.as_of, v.state, v.doubt, v.contradicted, v.observation_ids, v.source_ids
from pact_values v
join pact_facts f using (pact_id)
where ($indicators::varchar[] is null or v.indicator = any($indicators))
  and ($pacts::varchar[] is null or v.pact_id = any($pacts))
order by v.place, v.indicator, v.pact_id
