-- Find counties, pacts, districts, settlements, organisations and codes by any part of a name, whatever its accents, case or spelling.
-- One row is a thing found, best first: the whole name before its beginning before any part of it before all typed words in any order.
-- A typed word may carry the Hungarian -i (somogyi), and words that only say what is looked for (paktum, pact) need not be in the name.
-- $text varchar: what the reader typed
-- $most integer: how many to return at most; null = 20
with typed as (
    select folded($text::varchar) as word,
           folded(regexp_replace(lower($text::varchar), '(vár|var)?megye[i]?', 'megye', 'g')) as county_word,
           list_filter(
               list_transform(string_split_regex(lower(strip_accents($text::varchar)), '[^a-z0-9]+'), lambda w: regexp_replace(w, 'i$', '')),
               lambda w: w != '' and w not in ('paktum', 'foglalkoztatas', 'foglalkoztatasi', 'pact', 'employment', 'varmegye', 'megye', 'county')
           ) as words
),
found as (
    select i.*, case when i.key = t.word or i.county_key = t.county_word then 1
                     when starts_with(i.key, t.word) or starts_with(i.county_key, t.county_word) then 2
                     when contains(i.key, t.word) or contains(i.county_key, t.county_word) then 3 else 4 end as closeness
    from search_index i
    cross join typed t
    where length(t.word) >= 2
      and (contains(i.key, t.word) or contains(i.county_key, t.county_word)
           or len(t.words) > 0 and length(array_to_string(t.words, '')) >= 2
              and len(list_filter(t.words, lambda w: not contains(i.key, w))) = 0)
)
select kind, leads_to, target, label_hu, label_en, detail, min(closeness) as closeness
from found
group by kind, leads_to, target, label_hu, label_en, detail
order by closeness, array_position(['county', 'pact', 'district', 'code', 'settlement', 'organisation'], kind), label_hu collate hu, target
limit ifnull($most::integer, 20)
