-- The pacts that serve a district, wholly or in part, of both cycles.
-- One row is a pact; extent NULL = the source does not say how far; basis inferred = it follows from county, seat or lead. The
-- grant is that of the whole pact: it is not split over the districts that the pact serves (districts = how many).
-- $district varchar: its KSH code
select
    f.pact_id, f.short_hu, f.short_en, f.level, f.cycle, f.status, c.extent, c.settlements, d.n_settlements, c.basis,
    c.note, t.text_hu as note_hu, (select count(*) from coverage o where o.pact_id = f.pact_id) as districts,
    m.value as amount_huf, m.softness, m.as_of, [c.source_id] || ifnull(m.source_ids, []) as source_ids
from coverage c
join pact_facts f using (pact_id)
join districts d using (district_ksh)
left join pact_grants m using (pact_id)
left join translations t on t.text_en = c.note
where c.district_ksh = $district::varchar
order by f.cycle, array_position(['county', 'city', 'district'], f.level), f.short_hu collate hu
