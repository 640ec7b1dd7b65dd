-- The controlled vocabulary of published figures, and how many figures there are of each.
-- One row is a measure: name, definition, unit, official code, the measure whose people it is part of.
-- $text varchar: a part of a name, a definition or a code, whatever its accents and case; null = all
with counted as (
    select measure, count(*) as figures, count(distinct pact_id) as pacts, max(as_of) as as_of,
           list(distinct source_id) as source_ids
    from observations
    group by measure
)
select
    m.measure, m.name_hu, m.name_en, m.definition_hu, m.definition_en, m.unit, m.official_code, m.better,
    m.subset_of, w.name_hu as whole_hu, w.name_en as whole_en, ifnull(c.figures, 0) as figures, ifnull(c.pacts, 0) as pacts, c.as_of, c.source_ids
from measures m
left join measures w on w.measure = m.subset_of
left join counted c on c.measure = m.measure
where $text::varchar is null
   or folded($text) <> '' and contains(folded(concat_ws(' ', m.name_hu, m.name_en, m.definition_hu, m.definition_en, m.official_code, m.measure)), folded($text))
order by m.rowid
