-- A pact covers at most as many settlements of a district as the district has, and all of them when it covers it in full.
-- rule: V04 | level: error
select
    'coverage' as table_name,
    c.pact_id || ' / ' || c.district_ksh as row_key,
    concat(c.settlements, ' / ', d.n_settlements, ' ', c.extent) as why
from coverage c
join districts d using (district_ksh)
where c.settlements not between 1 and d.n_settlements
   or (c.extent = 'full' and c.settlements <> d.n_settlements)
