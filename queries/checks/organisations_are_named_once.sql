-- A pact names a member, and a project a partner, once: not again in another spelling.
-- rule: V22 | level: warning
-- Spellings are compared without case, accents, spaces and punctuation, and with "megye" for "vármegye".
with named as (
    select 'members' as table_name, pact_id as subject, organisation from members
    union all
    select 'partners', project_id, organisation from partners
),
spelled as (
    select *, regexp_replace(replace(strip_accents(lower(organisation)), 'varmegye', 'megye'),
        'onkormanyzata\b|[^a-z0-9]', '', 'g') as spelling
    from named
)
select
    table_name,
    subject || ' / ' || organisation as row_key,
    string_agg(organisation, ' = ') over (partition by table_name, subject, spelling) as why
from spelled
qualify count(*) over (partition by table_name, subject, spelling) > 1
