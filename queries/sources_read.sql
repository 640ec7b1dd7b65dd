-- The documents that the figures were read from, and how much was read from each.
-- One row is a document; figures = published figures of one pact, several = figures that cover several pacts, other = rows on
-- members, partners, areas, events and codes. The documents with the most figures stand first.
-- $kinds varchar[]: kinds of document (national_export, project_page, news ...); null = all
with used as (
    select source_id, 1 as figures, 0 as several, 0 as other from observations
    union all select source_id, 0, 1, 0 from aggregates
    union all select source_id, 0, 0, 1 from members
    union all select source_id, 0, 0, 1 from partners
    union all select source_id, 0, 0, 1 from coverage
    union all select source_id, 0, 0, 1 from events
    union all select source_id, 0, 0, 1 from project_sources
)
select
    s.source_id, s.title, s.publisher, s.kind, s.url, s.published_on, s.note,
    sum(u.figures)::bigint as figures, sum(u.several)::bigint as several, sum(u.other)::bigint as other,
    s.published_on as as_of, [s.source_id] as source_ids
from sources s
left join used u using (source_id)
where $kinds::varchar[] is null or s.kind = any($kinds)
group by s.source_id, s.title, s.publisher, s.kind, s.url, s.published_on, s.note
order by figures desc nulls last, several desc nulls last, other desc nulls last, s.publisher collate hu, s.title collate hu
