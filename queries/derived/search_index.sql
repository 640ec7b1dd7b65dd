-- Everything that can be found by name: counties, pacts, districts, settlements, organisations, code spellings.
-- One row is a name of a thing; target says where it leads: the overview of a county, a pact page, or the district on the map.
with names as (
    select 'pact' as kind, 'pact' as leads_to, pact_id as target, unnest([name_hu, name_en, short_hu, short_en, pact_id]) as name,
           short_hu as label_hu, short_en as label_en, name_hu as detail
    from pact_facts
    union all
    -- a county has several pacts, and none of them is the county
    select 'county', 'county', c.county_ksh, unnest([c.name, c.name_long]), c.name_long, if(c.name = c.name_long, c.name, c.name || ' County'), count(f.pact_id)::varchar
    from counties c
    left join pact_facts f using (county_ksh)
    group by c.county_ksh, c.name, c.name_long
    union all
    select 'code', 'pact', p.pact_id, unnest([p.project_code, p.code_as_printed, p.call_code || '-' || p.territory_code, p.emir_id]),
           coalesce(p.project_code, p.call_code || '-' || p.territory_code), null, f.short_hu
    from projects p
    join pact_facts f using (pact_id)
    union all
    select 'code', 'pact', p.pact_id, p.territory_code, coalesce(p.project_code, p.call_code || '-' || p.territory_code, p.territory_code), null, f.short_hu
    from projects p
    join pact_facts f using (pact_id)
    union all
    select 'district', 'district', district_ksh, unnest([name, name_long]), name_long, null, county
    from districts
    union all
    select 'settlement', 'district', s.district_ksh, s.name, s.name, null, d.name_long
    from settlements s
    join districts d using (district_ksh)
    union all
    select 'organisation', 'pact', m.pact_id, m.organisation, m.organisation, null, f.short_hu
    from members m
    join pact_facts f using (pact_id)
    union all
    select 'organisation', 'pact', j.pact_id, p.organisation, p.organisation, null, f.short_hu
    from partners p
    join projects j using (project_id)
    join pact_facts f using (pact_id)
)
select distinct
    kind, leads_to, target, label_hu, ifnull(label_en, label_hu) as label_en, detail,
    folded(name) as key,
    -- "megye" and "vármegye" are the same county, old and new
    folded(regexp_replace(lower(name), '(vár)?megye[i]?', 'megye', 'g')) as county_key
from names
where name is not null and target is not null
