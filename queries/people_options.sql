-- Which pacts and home districts have participants that are told of.
-- One row is an option of a filter (pact, district).
select 'pact' as filter, p.pact as option, p.name_hu, p.name_en
from people_pacts p
join people_cells c on c.pact = p.pact and c.level = 'pact' and c.leaf = '' and c.sex = ''
where c.people_state = 'shown'
union all
select 'district', d.district_ksh, d.name_long, d.name_long
from people_cells c
join districts d using (district_ksh)
where c.level = 'district' and c.leaf = '' and c.sex = ''
order by filter, name_hu collate hu, option
