-- Two different shares: how much of the money is the Union's, and how much of the eligible cost the grant covers.
-- One row is a grant with its share; value NULL = the two amounts were not converted together (why), so no share follows.
-- $share varchar: eu_share (money of the Union over total cost, both in euro) or aid_intensity (as printed)
-- $pacts varchar[]: the pacts in the view; null = all
with eu as (
    select a.pact_id, a.unit_id, a.value::double as amount, p.value::double as per,
           a.source_id = p.source_id and a.as_of is not distinct from p.as_of as together,
           softness_of_ratio(a.softness, p.softness) as softness, least(a.digits, p.digits) as digits, greatest(a.as_of, p.as_of) as as_of,
           list_distinct([a.source_id, p.source_id]) as source_ids
    from headlines a
    join headlines p using (unit_id)
    where a.measure = 'eu_contribution_eur' and p.measure = 'total_cost_eur' and a.value is not null and p.value is not null
),
shares as (
    select 'eu_share' as share, pact_id, unit_id, if(together, 100 * amount / nullif(per, 0), null) as value, amount, per,
           softness, digits, as_of, if(together, null, 'two_imports') as why, source_ids
    from eu
    union all
    select 'aid_intensity', pact_id, unit_id, value::double, null, null, softness, digits, as_of, null, [source_id]
    from headlines
    where measure = 'aid_intensity' and value is not null
)
select s.share, s.unit_id, s.pact_id, f.short_hu, f.short_en, f.cycle, s.value, s.softness, s.digits,
       s.amount as amount_eur, s.per as total_eur, s.why, s.as_of, s.source_ids
from shares s
join pact_facts f using (pact_id)
where s.share = $share::varchar and ($pacts::varchar[] is null or s.pact_id = any($pacts))
order by s.value desc nulls last, f.short_hu collate hu, s.unit_id
