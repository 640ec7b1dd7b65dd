-- The spelling a source prints is the project code, once case, spaces and dots are normalised.
-- rule: V01 | level: warning
-- What is left are real misprints: a serial of four digits, a missing territory.
with normalised as (
    select
        project_id, project_code, code_as_printed,
        regexp_replace(upper(code_as_printed), '[^A-Z0-9]', '', 'g') as printed,
        regexp_replace(project_code, '[^A-Z0-9]', '', 'g') as expected
    from projects
)
select
    'projects' as table_name,
    project_id as row_key,
    code_as_printed || ' <> ' || project_code as why
from normalised
where printed <> expected
