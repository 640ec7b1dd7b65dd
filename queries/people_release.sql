-- What the participants of this store are: real or invented, how fresh, and how few people are told of.
-- One row is the release of participants; no row when the store has none.
select r.as_of, r.origin, r.k, r.file_rows, r.accepted, r.rejected, r.ignored,
       (select count(*) from people_pacts) as pacts,
       (select count(*) from people_cells where people_state = 'shown') as cells_shown,
       (select count(*) from people_cells) as cells
from people_releases r
