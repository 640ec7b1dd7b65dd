-- Who a pact is: names, cycle, level, seat, status, predecessor and successor.
-- One row is the pact.
-- $pact varchar: its id
select f.pact_id, f.name_hu, f.name_en, f.short_hu, f.short_en, f.adjective_hu, f.level, f.cycle, f.status, f.county_ksh, f.county, f.seat,
       f.projects, f.calls, f.figures, f.sources, f.newest, f.coverage_note, t.text_hu as coverage_note_hu,
       f.predecessor_pact_id, b.short_hu as predecessor_hu, b.short_en as predecessor_en,
       s.pact_id as successor_pact_id, s.short_hu as successor_hu, s.short_en as successor_en
from pact_facts f
left join pact_facts b on b.pact_id = f.predecessor_pact_id
left join pact_facts s on s.predecessor_pact_id = f.pact_id
left join translations t on t.text_en = f.coverage_note
where f.pact_id = $pact::varchar
