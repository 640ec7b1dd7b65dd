-- Organisations that founded the pact.
-- code: M1 | unit: organisations | form: total | better: neither | group: membership | place: 4
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from total_of('founding_members', 'result')
