-- The largest awarded grants, with how sure each amount is.
select f.short_hu, f.level, f.cycle, g.value as amount_huf, g.softness, g.as_of
from pact_grants g
join pact_facts f using (pact_id)
where g.value is not null
order by g.value desc, f.short_hu collate hu
limit 20
