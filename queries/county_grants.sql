-- Awarded grants by county of the pact, and per inhabitant.
-- One row is a county; a county without a pact in the view has NULL amounts; pacts_outside counts its pacts that the view leaves out,
-- of the cycles that the view holds. Money is forints; population of 1 January 2018.
-- $pacts varchar[]: the pacts in the view; null = all
with known as (
    select p.county_ksh, count(distinct p.pact_id) as pacts,
           count(distinct p.pact_id) filter (g.value is null) as pacts_without_amount,
           count(distinct p.pact_id) filter (g.state = 'later') as pacts_with_later_amount,
           sum(g.value)::bigint as amount_huf, softness_of_sum(list(g.softness) filter (g.value is not null)) as softness,
           digits_over(g.value::double, g.digits) as digits,
           max(g.as_of) as as_of, list(distinct g.source_id) filter (g.source_id is not null) as source_ids
    from pacts p
    join grants g using (pact_id)
    where $pacts::varchar[] is null or p.pact_id = any($pacts)
    group by p.county_ksh
),
outside as (
    select county_ksh, count(*) as pacts
    from pact_facts p
    where not ($pacts::varchar[] is null or pact_id = any($pacts))
      and p.cycle in (select cycle from pact_facts where $pacts::varchar[] is null or pact_id = any($pacts))
    group by county_ksh
)
select
    c.county_ksh, c.name, c.name_long, c.population_2018, ifnull(k.pacts, 0) as pacts, ifnull(o.pacts, 0) as pacts_outside,
    k.pacts_without_amount, k.pacts_with_later_amount, k.amount_huf, k.amount_huf / nullif(c.population_2018, 0) as per_inhabitant_huf,
    if(k.pacts_without_amount > 0 and k.amount_huf is not null, softness_of_sum([k.softness, 'lower']), k.softness) as softness,
    k.digits, k.as_of, k.source_ids
from counties c
left join known k using (county_ksh)
left join outside o using (county_ksh)
order by per_inhabitant_huf desc nulls last, c.name collate hu
