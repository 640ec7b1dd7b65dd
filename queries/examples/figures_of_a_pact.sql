-- Every published figure of one pact with its source; those that contradict each other stand below each other.
select m.name_hu, o.kind, o.value, o.value_date, o.unit, o.precision, o.as_of, s.title, s.published_on
from observations o
join measures m using (measure)
join sources s using (source_id)
where o.pact_id = 'miskolc-city'
order by m.name_hu collate hu, o.kind, o.as_of
