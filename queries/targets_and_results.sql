-- Target and result of one measure, pact by pact.
-- One row is a pact with a target or a result; first the results, largest first, then those that have only a target.
-- $measure varchar: participants, found_job or employed_6m
-- $pacts varchar[]: the pacts in the view; null = all
with both_series as (
    select pact_id, series, sum(value)::double as value, softness_of_sum(list(softness)) as softness,
           digits_over(value::double, digits) as digits, max(as_of) as as_of, max(doubt) as doubt,
           bool_or(contradicted) as contradicted, list(source_id) as source_ids, list(observation_id) as observation_ids
    from headlines
    where measure = $measure::varchar and series in ('result', 'target')
      and ($pacts::varchar[] is null or pact_id = any($pacts))
    group by pact_id, series
)
select
    f.pact_id, f.short_hu, f.short_en, f.level, f.cycle,
    a.value as result, a.softness as result_softness, a.digits as result_digits, a.as_of as result_as_of,
    t.value as target, t.softness as target_softness, t.digits as target_digits, t.as_of as target_as_of,
    if(a.softness = 'exact' and t.softness = 'exact' and not a.contradicted and not t.contradicted,
       100 * a.value / nullif(t.value, 0), null) as fulfilment,
    a.doubt, ifnull(a.contradicted, false) or ifnull(t.contradicted, false) as contradicted,
    greatest(a.as_of, t.as_of) as as_of,
    list_concat(a.source_ids, t.source_ids) as source_ids, list_concat(a.observation_ids, t.observation_ids) as observation_ids
from pact_facts f
left join both_series a on a.pact_id = f.pact_id and a.series = 'result'
left join both_series t on t.pact_id = f.pact_id and t.series = 'target'
where a.value is not null or t.value is not null
order by result desc nulls last, target desc nulls last, f.short_hu collate hu
