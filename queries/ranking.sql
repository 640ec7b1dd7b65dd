-- Which pact stands where by one indicator, and why a rank is withheld?
-- One row is a pact. A rank counts only firm figures of its own group: same cycle, level, status and, for money, same state.
-- Ties share a rank; reason says why there is none; rows without a rank stand in the order of their names.
-- $indicator varchar: the indicator
-- $pacts varchar[]: the pacts in the view; null = all
with looked_at as (
    select f.pact_id, f.short_hu, f.short_en, f.cycle, f.level, f.status, v.unit, v.form, v.value, v.softness, v.digits,
           v.amount, v.amount_softness, v.amount_digits, v.per, v.per_softness, v.per_digits,
           -- people in people: chance is part of the interval
           if(v.indicator like '%_rate', wilson_middle(v.amount, v.per) - wilson_half(v.amount, v.per), v.low) as low,
           if(v.indicator like '%_rate', wilson_middle(v.amount, v.per) + wilson_half(v.amount, v.per), v.high) as high,
           v.as_of, v.doubt, v.contradicted, if(v.topic = 'unit_cost', v.state, '') as state,
           if(v.better = 'lower', v.value, -v.value) as distance, v.better, v.observation_ids, v.source_ids,
           try_cast(rpad(v.as_of, 10, if(length(v.as_of) = 4, '-07-01', '-01')) as date) as day
    from pact_facts f
    left join pact_values v on v.pact_id = f.pact_id and v.indicator = $indicator::varchar
    where $pacts::varchar[] is null or f.pact_id = any($pacts)
),
judged as (
    select *, case
        when value is null then 'no_figure'
        when contradicted then 'contradicted'
        when doubt is not null then 'doubtful'
        when softness = 'approximate' then 'approximate'
        when softness not in ('exact', 'rounded') or low is null or high is null then 'bound'
        when form = 'ratio' and per < 10 then 'small_base'
        when day is null then 'undated'
        when better = 'neither' then 'no_direction' end as weakness
    from looked_at
),
grouped as (
    select *, count(*) filter (weakness is null) over peers as rank_of,
           date_diff('month', min(day) filter (weakness is null) over peers, max(day) filter (weakness is null) over peers) as months,
           rank() over (partition by cycle, level, status, state, weakness is null order by distance) as standing
    from judged
    window peers as (partition by cycle, level, status, state)
),
overlapping as (
    select distinct a.pact_id
    from grouped a
    join grouped b on a.pact_id <> b.pact_id and a.cycle = b.cycle and a.level = b.level and a.status = b.status and a.state = b.state
    where a.weakness is null and b.weakness is null and a.low <= b.high and b.low <= a.high
      and not (a.value = b.value and a.softness = 'exact' and b.softness = 'exact')
),
reasoned as (
    select g.*, case when weakness is not null then weakness when rank_of = 1 then 'alone' when months > 12 then 'date'
                     when o.pact_id is not null then 'overlap' end as reason
    from grouped g
    left join overlapping o using (pact_id)
)
select pact_id, short_hu, short_en, cycle, level, status, state, if(reason is null, standing, null) as rank,
       if(reason is null, rank_of, null) as rank_of, reason, unit, form, better, value, low, high, softness, digits,
       amount, amount_softness, amount_digits, per, per_softness, per_digits, as_of, doubt, contradicted, observation_ids, source_ids,
       $indicator::varchar as indicator
from reasoned
order by value is null, cycle, level, status, state, rank nulls last, short_hu collate hu
