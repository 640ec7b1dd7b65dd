-- Grant per inhabitant of the area served, where every district of the area is covered in full.
-- code: F2 | unit: HUF | form: ratio | better: neither | group: funding | place: 41
-- Population of 2018 (pacts of 2014-2020) or 2024 (2021-2027). A district can be served by several pacts: not additive.
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from grant_over('inhabitant')
