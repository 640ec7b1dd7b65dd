-- The territory code of a project is the programme's code of the county of its pact, or of a city there.
-- rule: V18 | level: error
with territories as (
    select top_2014_2020_code as territory_code, county_ksh from counties
    union
    select top_2014_2020_code, county_ksh from city_codes
)
select
    'projects' as table_name,
    p.project_id as row_key,
    p.territory_code || ' | ' || k.county_ksh as why
from projects p
join pacts k using (pact_id)
where not exists (
    select 1 from territories t where t.territory_code = p.territory_code and t.county_ksh = k.county_ksh)
