-- People with a job six months after the support.
-- code: R3 | unit: persons | form: total | better: higher | group: outcomes | place: 9
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from total_of('employed_6m', 'result')
