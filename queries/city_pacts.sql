-- City pacts beside the county pact of the same cycle: who serves the city's district, and how far.
-- One row is a city pact in a district that it serves; county_extent outside = the county pact leaves this district out, NULL = no
-- county pact is known, or the source does not say how far. Where the mark of the city stands comes as longitude and latitude.
-- $pacts varchar[]: the pacts in the view (city pacts among them are the rows); null = all
select
    f.pact_id, f.short_hu, f.short_en, f.cycle, f.county_ksh, f.county, d.district_ksh, d.name_long as district,
    s.longitude, s.latitude, v.extent,
    m.value as amount_huf, m.softness,
    c.pact_id as county_pact_id, c.short_hu as county_pact_hu, c.short_en as county_pact_en,
    if(c.pact_id is not null and w.pact_id is null, 'outside', w.extent) as county_extent,
    n.value as county_amount_huf, n.softness as county_softness,
    w.note, t.text_hu as note_hu, greatest(m.as_of, n.as_of) as as_of,
    list_distinct(list_filter([v.source_id, w.source_id] || ifnull(m.source_ids, []) || ifnull(n.source_ids, []), lambda x: x is not null)) as source_ids
from pact_facts f
join coverage v using (pact_id)
join districts d using (district_ksh)
left join district_seats s on s.district_code = d.district_ksh
left join pact_grants m using (pact_id)
left join pact_facts c on c.level = 'county' and c.county_ksh = f.county_ksh and c.cycle = f.cycle
left join coverage w on w.pact_id = c.pact_id and w.district_ksh = v.district_ksh
left join pact_grants n on n.pact_id = c.pact_id
left join translations t on t.text_en = w.note
where f.level = 'city' and ($pacts::varchar[] is null or f.pact_id = any($pacts))
order by f.short_hu collate hu, d.name collate hu
