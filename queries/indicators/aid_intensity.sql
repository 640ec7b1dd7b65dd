-- Aid intensity: the grant as a share of the eligible cost, as printed. Not the EU share of the grant.
-- code: F5 | unit: percent | form: fact | better: neither | group: funding | place: 3
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from total_of('aid_intensity', 'result')
