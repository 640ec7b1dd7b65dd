-- Last known grant per person in a job six months later, gross.
-- code: C3 | unit: HUF | form: ratio | better: lower | group: unit_cost | place: 17
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from cost_of('employed_6m')
