-- The project of a figure belongs to the pact of the figure.
-- rule: V02 | level: error
select
    'observations' as table_name,
    o.observation_id as row_key,
    o.project_id || ': ' || o.pact_id || ' <> ' || p.pact_id as why
from observations o
join projects p using (project_id)
where o.pact_id <> p.pact_id
