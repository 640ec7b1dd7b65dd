-- The county of a pact as a whole: all its pacts of the same cycle and their known grants together.
-- One row is the county of the pact; without a known county there is none. Money is forints: awarded, failing that published later.
-- $pact varchar: one of its pacts
with kin as (
    select o.pact_id, o.county_ksh, o.cycle
    from pact_facts p
    join pact_facts o using (county_ksh, cycle)
    where p.pact_id = $pact::varchar
)
select
    c.county_ksh, c.name_long as county_hu, if(c.name = c.name_long, c.name, c.name || ' County') as county_en, k.cycle, count(distinct k.pact_id) as pacts,
    count(distinct k.pact_id) filter (g.value is null) as pacts_without_amount, sum(g.value)::bigint as amount_huf,
    softness_of_sum(
        list(g.softness) filter (g.value is not null) || if(count(distinct k.pact_id) filter (g.value is null) > 0, ['lower'], [])
    ) as softness, digits_over(g.value::double, g.digits) as digits,
    max(g.as_of) as as_of, list(distinct g.source_id) filter (g.source_id is not null) as source_ids
from kin k
join counties c using (county_ksh)
left join grants g using (pact_id)
group by c.county_ksh, c.name, c.name_long, k.cycle
