-- People who found a job under the pact.
-- code: R1 | unit: persons | form: total | better: higher | group: outcomes | place: 8
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from total_of('found_job', 'result')
