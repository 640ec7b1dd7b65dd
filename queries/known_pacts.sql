-- Which pacts an incoming grant could belong to.
-- One row is a pact.
select p.pact_id, p.name_hu, p.level, p.county_ksh, l.short_hu, l.short_en
from pacts p
left join labels l using (pact_id)
order by l.short_hu collate hu, p.pact_id
