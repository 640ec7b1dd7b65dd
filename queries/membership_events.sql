-- When were the pacts founded, agreed, met and closed, and when did their named members join or leave?
-- One row is an event, or the members who joined or left on one date; first_day and last_day are what a reduced date can mean.
-- organisations = how many were present, joined or left. Pacts in the order of their first date, undated events last.
-- $pacts varchar[]: the pacts in the view; null = all
with happened as (
    select e.pact_id, e.kind, e."on" as happened_on, e.title, e.place, e.attendance as organisations, [e.source_id] as source_ids
    from events e
    where e.kind in ('founding', 'agreement', 'forum', 'closing')
    union all
    select pact_id, 'joined', joined_on, null, null, count(*), list(distinct source_id)
    from members where joined_on is not null group by pact_id, joined_on
    union all
    select pact_id, 'left', left_on, null, null, count(*), list(distinct source_id)
    from members where left_on is not null group by pact_id, left_on
)
select
    h.pact_id, f.short_hu, f.short_en, f.cycle, h.kind, h.happened_on,
    earliest_day(h.happened_on)::varchar as first_day, latest_day(h.happened_on)::varchar as last_day,
    h.title, h.place, h.organisations, h.happened_on as as_of, h.source_ids
from happened h
join pact_facts f using (pact_id)
where $pacts::varchar[] is null or h.pact_id = any($pacts)
order by min(earliest_day(h.happened_on)) over (partition by h.pact_id) nulls last, f.short_hu collate hu,
         earliest_day(h.happened_on) nulls last, array_position(['founding', 'agreement', 'joined', 'left', 'forum', 'closing'], h.kind)
