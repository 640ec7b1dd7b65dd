-- An unknown text is a blank cell, not a dash, dots or "n.a.".
-- rule: V23 | level: warning
-- In a number column such a sign is an error already while loading. A source whose publisher is not known
-- says "unknown", because that cell must not be blank.
with texts as (
    select 'pacts' as table_name, pact_id as row_key, unnest([name_hu, name_en, seat, coverage_note]) as said from pacts
    union all select 'projects', project_id, unnest([project_code, code_as_printed, emir_id, title_hu, place]) from projects
    union all select 'members', pact_id || ' / ' || organisation, unnest([organisation, role, note]) from members
    union all select 'partners', project_id || ' / ' || organisation, organisation from partners
    union all select 'events', concat_ws(' / ', pact_id, kind, "on"), unnest([title, place]) from events
    union all select 'sources', source_id, unnest([title, url, note]) from sources
    union all select 'observations', observation_id, note from observations
    union all select 'aggregates', observation_id, note from aggregates
)
select table_name, row_key, said as why
from texts
where regexp_full_match(lower(trim(said)), '[-–—.…?x*]*|n\.? ?[a/]\.?|na|nan|null|none|nincs( adat)?|ismeretlen|unknown')
