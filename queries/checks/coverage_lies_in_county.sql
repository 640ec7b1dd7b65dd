-- The seat of a pact and the districts that it covers lie in the county of the pact.
-- rule: V18 | level: warning
-- An area may one day cross a county border; so far none does, and a wrong code looks exactly like that.
select
    'coverage' as table_name,
    c.pact_id || ' / ' || c.district_ksh as row_key,
    concat(d.name, ': ', d.county_ksh, ' <> ', p.county_ksh) as why
from coverage c
join pacts p using (pact_id)
join districts d using (district_ksh)
where d.county_ksh <> p.county_ksh
union all
select 'pacts', p.pact_id, concat(s.name, ': ', s.county_ksh, ' <> ', p.county_ksh)
from pacts p
join settlements s on s.ksh_code = p.seat_ksh
where s.county_ksh <> p.county_ksh
