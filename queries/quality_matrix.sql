-- What is published of each pact, field by field, and how far it can be relied on.
-- One row is a pact and a field. state: present, contradicted (sources differ), doubtful (target or result), bound (only a bound, an
-- approximation or an inferred area), stale, missing, not_yet (the programme is running); of several the first that holds.
-- known and asked count the fields of the pact: not_yet is not asked. The pacts with the most fields stand first in their level.
-- $pacts varchar[]: the pacts in the view; null = all
-- $stale_years integer: how many years a figure that changes with time may be older than the end of its pact; null = 2
with states as (
    select s.*,
           count(*) filter (s.state not in ('missing', 'not_yet')) over (partition by s.pact_id) as known,
           count(*) filter (s.state <> 'not_yet') over (partition by s.pact_id) as asked
    from field_states(ifnull($stale_years::integer, 2)) s
    where $pacts::varchar[] is null or s.pact_id = any($pacts)
)
select
    s.pact_id, f.short_hu, f.short_en, f.level, f.cycle, f.county, s.place, s.topic, s.field, s.state,
    s.known, s.asked, 100 * s.known / nullif(s.asked, 0) as share, s.as_of, s.source_ids
from states s
join pact_facts f using (pact_id)
order by array_position(['county', 'city', 'district'], f.level), share desc, f.short_hu collate hu, s.place
