-- Find pacts, districts, settlements, organisations and codes by any part of a name, whatever its accents, case or spelling.
-- One row is a thing found, best first: the whole name before its beginning before any part of it.
-- $text varchar: what the reader typed
-- $most integer: how many to return at most; null = 20
with typed as (
    select folded($text::varchar) as word,
           folded(regexp_replace(lower($text::varchar), '(vár|var)?megye[i]?', 'megye', 'g')) as county_word
),
found as (
    select i.*, case when i.key = t.word or i.county_key = t.county_word then 1
                     when starts_with(i.key, t.word) or starts_with(i.county_key, t.county_word) then 2 else 3 end as closeness
    from search_index i
    cross join typed t
    where length(t.word) >= 2 and (contains(i.key, t.word) or contains(i.county_key, t.county_word))
)
select kind, leads_to, target, label_hu, label_en, detail, min(closeness) as closeness
from found
group by kind, leads_to, target, label_hu, label_en, detail
order by closeness, array_position(['pact', 'district', 'code', 'settlement', 'organisation'], kind), label_hu collate hu, target
limit ifnull($most::integer, 20)
