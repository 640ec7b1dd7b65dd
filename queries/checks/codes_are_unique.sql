-- A project code and a number of the national export each belong to one project only.
-- rule: V02 | level: error
with codes as (
    select project_id, project_code as code from projects
    union all
    select project_id, emir_id from projects
)
select
    'projects' as table_name,
    project_id as row_key,
    code as why
from codes
where code is not null
qualify count(*) over (partition by code) > 1
