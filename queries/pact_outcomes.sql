-- People of a pact stage by stage: participants, found a job (trained among them), in a job six months later.
-- One row is a stage with its result and target; what nobody published is NULL.
-- $pact varchar: the pact
with stages(place, measure) as (
    values (1, 'participants'), (2, 'found_job'), (3, 'found_job_and_trained'), (4, 'employed_6m'), (5, 'employed_after_support')
),
known as (
    select measure, series, sum(value)::double as value, softness_of_sum(list(softness)) as softness,
           digits_over(value::double, digits) as digits, max(as_of) as as_of, max(doubt) as doubt,
           bool_or(contradicted) as contradicted, list(source_id) as source_ids, list(distinct unit_id order by unit_id) as units
    from headlines
    where pact_id = $pact::varchar and series in ('result', 'target')
    group by measure, series
)
select
    s.measure, m.name_hu, m.name_en, m.subset_of,
    r.value as result, r.softness as result_softness, r.digits as result_digits, r.as_of as result_as_of, r.doubt, r.contradicted, r.units,
    t.value as target, t.softness as target_softness, t.digits as target_digits, t.as_of as target_as_of,
    t.contradicted as target_contradicted, greatest(r.as_of, t.as_of) as as_of, list_concat(r.source_ids, t.source_ids) as source_ids
from stages s
join measures m using (measure)
left join known r on r.measure = s.measure and r.series = 'result'
left join known t on t.measure = s.measure and t.series = 'target'
order by s.place
