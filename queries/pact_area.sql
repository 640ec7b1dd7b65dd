-- The districts that a pact serves, wholly or in part.
-- One row is a district; extent NULL = the source does not say how far; basis inferred = it follows from county, seat or lead.
-- $pact varchar: the pact
select c.district_ksh, d.name_long as name, d.county, c.extent, c.settlements, d.n_settlements, c.basis, c.note, t.text_hu as note_hu,
       d.population_2024, l.registered_jobseekers_avg_2024 as jobseekers_2024, c.source_id, [c.source_id] as source_ids
from coverage c
join districts d using (district_ksh)
left join district_labour_2024 l using (district_ksh)
left join translations t on t.text_en = c.note
where c.pact_id = $pact::varchar
order by d.county collate hu, d.name collate hu
