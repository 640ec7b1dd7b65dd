-- The names and codes under which a map file may call the counties and districts.
-- One row is a territory of a map of counties or of districts (Budapest is one of both).
select 'county' as level, county_ksh as territory, name, name_long, name_until_2020, nuts3
from counties
union all
select 'district', '000', name, name_long, null, null
from counties
where county_ksh = '01'
union all
select 'district', district_ksh, name, name_long, null, null
from districts
where county_ksh <> '01'
order by level, territory
