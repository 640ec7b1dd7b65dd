-- A project code reads programme-call-territory-year-serial and agrees with the call, territory and cycle beside it.
-- rule: V01 | level: error
-- A call or territory code is compared only where the project states it.
select
    'projects' as table_name,
    project_id as row_key,
    concat_ws(' | ', project_code, call_code, territory_code, cycle) as why
from projects
where not regexp_full_match(project_code, 'TOP(_PLUSZ)?-\d\.\d\.\d-\d{2}-[A-Z]{2}\d-\d{4}-\d{5}')
   or not starts_with(project_code, call_code || '-')
   or not contains(project_code, '-' || territory_code || '-')
   or starts_with(project_code, 'TOP_PLUSZ') <> (cycle = '2021-2027')
