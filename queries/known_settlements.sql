-- Which settlement a name means, and its county.
-- One row is a settlement.
select ksh_code, name, county_ksh
from settlements
order by ksh_code
