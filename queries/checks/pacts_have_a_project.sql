-- Every pact has at least one project.
-- rule: V02 | level: error
-- The cycle of a pact is the cycle of its projects: without one the pact is lost to every filter.
select
    'pacts' as table_name,
    pact_id as row_key,
    'projects: 0' as why
from pacts
where pact_id not in (select pact_id from projects)
