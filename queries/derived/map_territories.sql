-- The territories of the maps. One row is a county or a district; Budapest is one of both.
select 'county' as level, county_ksh as territory, name, name_long, name_until_2020, nuts3, name as county, population_2018
from counties
union all
select 'district', '000', name, name_long, null, null, name, population_2018
from counties
where county_ksh = '01'
union all
select 'district', district_ksh, name, name_long, null, null, county, population_2018
from districts
where county_ksh <> '01'
