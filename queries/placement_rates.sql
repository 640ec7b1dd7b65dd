-- Do placement rates differ by more than chance? Exact binomial control limits around the rate of the group.
-- One row is a pact (part = pact) or a point of the curves (part = limit): the limits of a group of `per` people.
-- The group: pacts of one cycle (the one with most) with exact, uncontradicted, undoubted numbers; its rate is a ratio of sums.
-- $pacts varchar[]: the pacts in the view; null = all
with known as (
    select v.pact_id, f.short_hu, f.short_en, f.cycle, f.level, f.status, v.amount, v.amount_softness, v.amount_digits,
           v.per, v.per_softness, v.per_digits, v.unit, v.value, v.softness, v.digits, v.as_of, v.doubt, v.contradicted, v.observation_ids,
           v.source_ids,
           case when v.contradicted then 'contradicted' when v.softness = 'approximate' then 'approximate'
                when v.softness <> 'exact' then 'bound' when v.per < 10 then 'small_base'
                when v.doubt is not null then 'doubtful' end as weakness
    from pact_values v
    join pact_facts f using (pact_id)
    where v.indicator = 'placement_rate' and ($pacts::varchar[] is null or v.pact_id = any($pacts))
),
one_cycle as (
    select cycle, sum(amount) as group_amount, sum(per) as group_per, sum(amount) / nullif(sum(per), 0) as rate, count(*) as group_pacts
    from known where weakness is null
    group by cycle having count(*) > 1
    order by count(*) desc, cycle limit 1
),
placed as (
    select k.*, o.group_amount, o.group_per, o.group_pacts, o.rate, if(k.cycle <> o.cycle, 'other_cycle', k.weakness) as reason
    from known k left join one_cycle o on true
),
ends as (
    select any_value(rate) as rate, greatest(10, min(per) / 2) as least_people, max(per) * 1.1 as most_people
    from placed where reason is null or reason = 'doubtful'
),
sizes as (
    select distinct rate, round(unnest(
        list_transform(range(25), lambda i: least_people * pow(most_people / nullif(least_people, 0), i / 24))))::bigint as people from ends
    union
    select rate, per::bigint from placed where reason is null or reason = 'doubtful'
),
chances as (
    select people, k, exp(lgamma(people + 1) - lgamma(k + 1) - lgamma(people - k + 1) + k * ln(rate) + (people - k) * ln(1 - rate)) as chance
    from (select people, rate, unnest(range(greatest(0, floor(people * rate - 9 * sqrt(people * rate * (1 - rate))))::bigint,
                 least(people, ceil(people * rate + 9 * sqrt(people * rate * (1 - rate))))::bigint + 1)) as k
          from sizes where rate > 0 and rate < 1)
),
summed as (
    select people, chance, sum(chance) over (partition by people order by k) as up_to, k from chances
),
-- the count at which the summed chance passes the tail, read between two whole counts in proportion
limits as (
    select people,
           min_by(k - (up_to - 0.001) / nullif(chance, 0), k) filter (up_to >= 0.001) * 100 / nullif(people, 0) as low_998,
           min_by(k - (up_to - 0.025) / nullif(chance, 0), k) filter (up_to >= 0.025) * 100 / nullif(people, 0) as low_95,
           min_by(k - (up_to - 0.975) / nullif(chance, 0), k) filter (up_to >= 0.975) * 100 / nullif(people, 0) as high_95,
           min_by(k - (up_to - 0.999) / nullif(chance, 0), k) filter (up_to >= 0.999) * 100 / nullif(people, 0) as high_998
    from summed group by people
),
rows_of_both as (
    select 'pact' as part, p.*, people from placed p left join limits l on l.people = p.per and (p.reason is null or p.reason = 'doubtful')
    union all by name
    select 'limit' as part, people, people::double as per from limits
)
select r.part, r.pact_id, r.short_hu, r.short_en, r.cycle, r.level, r.status, r.amount, r.amount_softness, r.amount_digits,
       r.per, r.per_softness, r.per_digits, r.unit, r.value, r.softness, r.digits, r.reason, r.doubt, r.contradicted,
       case when l.people is null or r.value is null then null when r.value between l.low_95 and l.high_95 then 'inside'
            when r.value between l.low_998 and l.high_998 then 'between' else 'outside' end as verdict,
       100 * r.rate as group_rate, r.group_amount, r.group_per, r.group_pacts,
       l.low_95, l.high_95, l.low_998, l.high_998, r.as_of, r.observation_ids, r.source_ids
from rows_of_both r
left join limits l using (people)
order by r.part desc, r.short_hu collate hu, r.per
