-- How many pacts stand in each territory of the map, of which level, and what grants they were awarded.
-- One row is a county or a district (Budapest is one). A pact that serves several territories stands in the row of each, and so
-- does its grant: served amounts never add up over rows. Amounts are forints; per inhabitant only by the seat, for counties.
-- $kind varchar: served = the area served, seat = the seat of the lead
-- $level varchar: county or district
-- $pacts varchar[]: the pacts in the view; null = all
with placed as (
    select if($level::varchar = 'county', l.county_ksh, l.district_ksh) as territory, l.pact_id,
           if($level = 'district' and count(*) = 1, any_value(l.extent), null) as extent,
           list(distinct l.source_id) filter (l.source_id is not null) as sources
    from pact_places l
    where l.kind = $kind::varchar and ($pacts::varchar[] is null or l.pact_id = any($pacts))
    group by all
),
known as (
    select l.territory,
           count(distinct f.pact_id) as pacts,
           count(distinct f.pact_id) filter (f.level = 'county') as county_pacts,
           count(distinct f.pact_id) filter (f.level = 'city') as city_pacts,
           count(distinct f.pact_id) filter (f.level = 'district') as local_pacts,
           count(distinct f.pact_id) filter (l.extent = 'full') as full_pacts,
           count(distinct f.pact_id) filter (l.extent = 'part') as part_pacts,
           count(distinct f.pact_id) filter (g.value is null) as pacts_without_amount,
           sum(g.value)::bigint as amount_huf, softness_of_sum(list(g.softness) filter (g.value is not null)) as softness,
           digits_over(g.value::double, g.digits) as digits,
           max(g.as_of) as as_of,
           list_distinct(flatten(list(ifnull(l.sources, [])) || list([g.source_id]))) as source_ids
    from placed l
    join pact_facts f using (pact_id)
    left join grants g using (pact_id)
    group by l.territory
)
select
    t.territory, t.name, t.name_long, t.county, t.population_2018, ifnull(k.pacts, 0) as pacts,
    k.county_pacts, k.city_pacts, k.local_pacts,
    if($kind = 'served' and $level = 'district', k.full_pacts, null) as full_pacts,
    if($kind = 'served' and $level = 'district', k.part_pacts, null) as part_pacts,
    k.pacts_without_amount, k.amount_huf, k.digits,
    if(k.pacts_without_amount > 0 and k.amount_huf is not null, softness_of_sum([k.softness, 'lower']), k.softness) as softness,
    if($kind = 'seat' and $level = 'county', k.amount_huf / nullif(t.population_2018, 0), null) as per_inhabitant_huf,
    k.as_of, list_filter(k.source_ids, lambda x: x is not null) as source_ids
from map_territories t
left join known k using (territory)
where t.level = $level
order by pacts desc, t.name collate hu
