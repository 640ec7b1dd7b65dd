-- People who entered the programme of the pact.
-- code: O1 | unit: persons | form: total | better: higher | group: outcomes | place: 7
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from total_of('participants', 'result')
