-- No row holds an e-mail address, a telephone number, a tax number or a date of birth.
-- rule: V24 | level: error
-- The product knows organisations and counts, never people.
with texts as (
    select 'members' as table_name, pact_id || ' / ' || organisation as row_key, unnest([organisation, role, note]) as said from members
    union all select 'partners', project_id || ' / ' || organisation, organisation from partners
    union all select 'events', concat_ws(' / ', pact_id, kind, "on"), unnest([title, place]) from events
    union all select 'pacts', pact_id, unnest([name_hu, name_en, coverage_note]) from pacts
    union all select 'coverage', pact_id || ' / ' || district_ksh, note from coverage
    union all select 'observations', observation_id, note from observations
    union all select 'aggregates', observation_id, unnest([scope, note]) from aggregates
)
select table_name, row_key, left(said, 3) || '…' as why
from texts
where regexp_matches(said, '[\w.+-]+@[\w-]+\.\w+')
   or regexp_matches(said, '(\+36|\b06)[ /-]?\(?\d{1,2}\)?[ /-]?\d{3}[ -]?\d{3,4}\b')
   or regexp_matches(lower(said), 'adóazonosító|adószám|taj.?szám|szül(\.|etési|etett)|born on|date of birth')
