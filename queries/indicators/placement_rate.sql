-- People who found a job as a share of participants.
-- code: R2 | unit: percent | form: ratio | better: higher | group: outcomes | place: 10
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from ratio_of('found_job', 'result', 'participants', 'result')
