-- Participants as a share of their target.
-- code: O2 | unit: percent | form: ratio | better: higher | group: outcomes | place: 13
-- Against a contradicted target or result no share is printed until somebody has chosen between the versions.
select pact_id, unit_id, amount, amount_low, amount_high,
       if(contradicted, 'none', amount_softness) as amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from ratio_of('participants', 'result', 'participants', 'target')
