-- The names and codes under which a map file may call the counties and districts.
-- One row is a territory of a map of counties or of districts (Budapest is one of both).
select level, territory, name, name_long, name_until_2020, nuts3
from map_territories
order by level, territory
