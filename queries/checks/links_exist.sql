-- What a row names in its own table, or in a table without a declared key, exists.
-- rule: V02 | level: error
-- The keys that tables.sql declares are checked while loading; a table cannot refer to itself there.
select
    'pacts' as table_name,
    pact_id as row_key,
    'predecessor_pact_id = ' || predecessor_pact_id as why
from pacts
where predecessor_pact_id not in (select pact_id from pacts) or predecessor_pact_id = pact_id
union all
select 'measures', measure, 'subset_of = ' || subset_of
from measures
where subset_of not in (select measure from measures) or subset_of = measure
union all
-- 000 is Budapest as one unit, our own convention for the schematic map
select 'district_seats', district_code, 'district_code = ' || district_code
from district_seats
where district_code <> '000' and district_code not in (select district_ksh from districts)
