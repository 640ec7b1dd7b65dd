-- Every pact has a short name for charts.
-- rule: V02 | level: error
select
    'pacts' as table_name,
    pact_id as row_key,
    'labels: 0' as why
from pacts
where pact_id not in (select pact_id from labels)
