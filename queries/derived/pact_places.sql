-- Where pacts stand on a map. kind served: every district of the area served; seat: the district of the seat of the lead.
-- One row is a pact in a district. The districts of Budapest are one territory, 000; a pact whose districts nobody published
-- has its county but no district, and one whose seat is not known has no row of the kind seat.
select 'served' as kind, v.pact_id, if(d.county_ksh = '01', '000', v.district_ksh) as district_ksh, d.county_ksh, v.extent, v.source_id
from coverage v
join districts d using (district_ksh)
union all
select 'served', p.pact_id, null, p.county_ksh, null, null
from pacts p
where not exists (select 1 from coverage v where v.pact_id = p.pact_id)
union all
select 'seat', p.pact_id, if(s.county_ksh = '01', '000', s.district_ksh), s.county_ksh, null, null
from pacts p
join settlements s on s.ksh_code = p.seat_ksh
