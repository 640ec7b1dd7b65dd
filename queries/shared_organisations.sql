-- Which organisations take part in several of the pacts, as a member, as a consortium partner or as both?
-- One row is an organisation, in the most pacts first; spellings are matched by organisation_key, the most frequent is shown.
-- pact_ids, capacities (member, partner, both), pact_names_hu and _en stand side by side. Members who left are not counted.
-- $pacts varchar[]: the pacts in the view; null = all
with named as (
    select organisation_key, organisation, pact_id, capacity, sector, joined_on, source_ids
    from involvements
    where left_on is null and ($pacts::varchar[] is null or pact_id = any($pacts))
),
shown as (
    select organisation_key, organisation,
           row_number() over (partition by organisation_key order by count(*) desc, organisation) as place
    from named
    group by organisation_key, organisation
),
spelt as (
    select organisation_key, min(organisation) filter (place = 1) as organisation,
           string_agg(organisation, '; ' order by organisation) filter (place > 1) as other_spellings
    from shown
    group by organisation_key
),
ties as (
    select organisation_key, pact_id, min(sector) as sector, max(joined_on) as as_of, flatten(list(source_ids)) as source_ids,
           if(count(distinct capacity) = 2, 'both', min(capacity)) as capacity
    from named
    group by organisation_key, pact_id
)
select
    s.organisation, s.other_spellings, min(t.sector) as sector, count(*) as pacts,
    count(*) filter (t.capacity <> 'partner') as as_member, count(*) filter (t.capacity <> 'member') as as_partner,
    list(t.pact_id order by f.short_hu collate hu) as pact_ids, list(t.capacity order by f.short_hu collate hu) as capacities,
    string_agg(f.short_hu, '; ' order by f.short_hu collate hu) as pact_names_hu,
    string_agg(f.short_en, '; ' order by f.short_hu collate hu) as pact_names_en,
    max(t.as_of) as as_of, list_distinct(flatten(list(t.source_ids))) as source_ids
from ties t
join spelt s using (organisation_key)
join pact_facts f using (pact_id)
group by organisation_key, s.organisation, s.other_spellings
having count(*) > 1
order by pacts desc, s.organisation collate hu
