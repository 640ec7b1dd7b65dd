-- What the filters can be set to, with names in both languages.
-- One row is an option of a filter (county, district); pacts = how many pacts it would leave on its own.
select 'county' as filter, c.county_ksh as option, c.name as name_hu, c.name as name_en, null as parent,
       count(f.pact_id) as pacts
from counties c
left join pact_facts f using (county_ksh)
group by all
union all
select 'district', d.district_ksh, d.name_long, d.name_long, c.name, count(v.pact_id)
from districts d
join counties c using (county_ksh)
left join coverage v using (district_ksh)
group by all
order by filter, name_hu collate hu, option
