-- Last known grant per person in a job six months later, gross.
-- code: C3 | unit: HUF | form: ratio | better: lower | group: unit_cost | place: 17
-- The people are those who were in a job when the figure was published: whose six months had not passed by then is not among them.
-- More of them later would make the cost smaller. The published count itself is no bound, so the quotient is printed without one, and
-- the notes of the closing event say this.
select pact_id, unit_id, amount, amount_low, amount_high, amount_softness, amount_digits, per, per_low, per_high, per_softness, per_digits,
       as_of, state, doubt, contradicted, observation_ids, source_ids
from cost_of('employed_6m')
