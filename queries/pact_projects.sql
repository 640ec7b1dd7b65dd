-- The grants behind a pact, with every spelling of their codes and where each was printed.
-- One row is a project.
-- $pact varchar: the pact
select p.project_id, p.project_code, p.code_as_printed, p.call_code, p.territory_code, p.emir_id, p.cycle, p.title_hu, p.place,
       list({'role': s.role, 'source_id': s.source_id, 'note': s.note, 'note_hu': t.text_hu} order by s.role, s.source_id)
           filter (s.source_id is not null) as evidence,
       list(distinct s.source_id order by s.source_id) filter (s.source_id is not null) as source_ids
from projects p
left join project_sources s using (project_id)
left join translations t on t.text_en = s.note
where p.pact_id = $pact::varchar
group by all
order by p.project_id
