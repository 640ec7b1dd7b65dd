-- People in a job six months later as a share of all participants; at least, while only totals are known.
-- code: R5 | unit: percent | form: ratio | better: higher | group: outcomes | place: 12
-- As with retention_rate: six months may not have elapsed for everybody, so the share is a lower bound.
select pact_id, unit_id, amount, amount_low, null::double as amount_high,
       softness_of_sum([amount_softness, 'lower']) as amount_softness, amount_digits,
       per, per_low, per_high, per_softness, per_digits, as_of, state, doubt, contradicted, observation_ids, source_ids
from ratio_of('employed_6m', 'result', 'participants', 'result')
