-- Which county each territory code of the programmes means.
-- One row is a code; kind says whether it is that of a county or of a city with county rights.
select top_2014_2020_code as code, 'county' as kind, county_ksh, name_long as place
from counties
where top_2014_2020_code is not null
union all
select top_2014_2020_code, 'city', county_ksh, city
from city_codes
where top_2014_2020_code is not null
