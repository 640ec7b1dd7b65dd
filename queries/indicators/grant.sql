-- Grant awarded to the pact: the amount of the funding decision, summed over its projects.
-- code: F2 | unit: HUF | form: total | better: neither | group: funding | place: 1
select pact_id, unit_id,
       value::double as amount, low as amount_low, high as amount_high, softness as amount_softness, digits as amount_digits,
       null::double as per, null::double as per_low, null::double as per_high, null::varchar as per_softness, null::integer as per_digits,
       as_of, state, null::varchar as doubt, contradicted, [observation_id] as observation_ids, [source_id] as source_ids
from grants
