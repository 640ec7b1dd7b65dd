-- The consortium of a pact's grants: who spends the money.
-- One row is an organisation of a project, the lead first.
-- $pacts varchar[]: the pacts
select j.pact_id, p.project_id, p.organisation, p.role, p.sector, p.source_id, [p.source_id] as source_ids
from partners p
join projects j using (project_id)
where j.pact_id = any($pacts::varchar[])
order by j.pact_id, p.project_id, p.role <> 'lead', p.organisation collate hu
