-- Amount of the grant as published later: modified, or printed without saying which stage.
-- code: F2m | unit: HUF | form: total | better: neither | group: funding | place: 2
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from total_of('grant', 'later')
