-- The name of a county, district or settlement beside its KSH code is the name of that code.
-- rule: V18 | level: error
-- A county may be called as today or as before 2020 (Csongrád, Csongrád-Csanád), with or without "vármegye".
with county_names as (
    select county_ksh, [name, name_long, name_until_2020] as names from counties
),
settlement_names as (
    select 'pacts' as table_name, pact_id as row_key, seat as name, seat_ksh as ksh_code from pacts
    union all
    select 'projects', project_id, place, place_ksh from projects
    union all
    select 'city_codes', ksh_code, city, ksh_code from city_codes
    union all
    select 'districts', district_ksh, seat, seat_ksh from districts
)
select
    n.table_name,
    n.row_key,
    concat(n.name, ' <> ', s.name, ' (', n.ksh_code, ')') as why
from settlement_names n
left join settlements s using (ksh_code)
where n.ksh_code is not null and n.name is distinct from s.name
union all
select 'districts', d.district_ksh, concat(d.county, ' <> ', c.names[1], ' (', d.county_ksh, ')')
from districts d join county_names c using (county_ksh)
where not list_contains(c.names, d.county)
union all
select 'district_labour_2024', l.district_ksh, concat(l.name, ', ', l.county, ' <> ', d.name, ', ', d.county)
from district_labour_2024 l join districts d using (district_ksh) join county_names c using (county_ksh)
where l.name not in (d.name, d.name_long) or not list_contains(c.names, l.county)
union all
select 'settlements', s.ksh_code, concat(s.name, ': ', s.county_ksh, ' <> ', d.county_ksh)
from settlements s join districts d using (district_ksh)
where s.county_ksh <> d.county_ksh
