-- Awarded grants, or where there is no award the later amount, cut along one dimension.
-- One row is a slice; NULL = not known for its grants. A grant is counted once, with one amount; a slice in which an
-- amount is missing is a lower bound. The year is that of the funding decision, known only from a source that gives it.
-- $by varchar: cycle, call, level, county or year; null = level
-- $pacts varchar[]: the pacts in the view; null = all
with cut as (
    select g.*,
           case ifnull($by::varchar, 'level')
                when 'cycle' then g.cycle when 'call' then g.call_code when 'level' then f.level when 'county' then f.county
                when 'year' then ifnull(left(d.value_date, 4), if(g.state = 'awarded' and s.kind = 'national_export', left(g.as_of, 4), null))
           end as slice
    from grants g
    join pact_facts f using (pact_id)
    left join sources s on s.source_id = g.source_id
    left join headlines d on d.unit_id = g.unit_id and d.measure = 'decision_date' and d.series = 'result'
    where $pacts::varchar[] is null or g.pact_id = any($pacts)
)
select
    ifnull($by::varchar, 'level') as dimension, slice, count(distinct pact_id) as pacts, count(*) as grants,
    count(*) - count(value) as grants_without_amount, count(*) filter (state = 'later') as grants_later,
    sum(value)::bigint as amount_huf,
    case when count(value) = 0 then null
         when count(*) > count(value) then softness_of_sum(list(softness) filter (value is not null) || ['lower'])
         else softness_over(softness) end as softness,
    digits_over(value::double, digits) as digits, bool_or(contradicted) as contradicted,
    min(as_of) as as_of_first, max(as_of) as as_of, list(distinct source_id) filter (source_id is not null) as source_ids
from cut
group by slice
order by slice is null, if($by in ('year', 'cycle'), slice, null), amount_huf desc nulls last, slice collate hu
