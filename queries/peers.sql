-- The pacts that are like one pact by the rules that the reader keeps: cycle, level, size of the grant, jobseekers.
-- One row is a peer, nearest in size first; the columns say how it compares on each rule.
-- $pact varchar: the pact
-- $rules varchar[]: cycle, level, grant (between half and double), jobseekers (rate within a quarter); null = cycle, level, grant
with facts as (
    select f.pact_id, f.short_hu, f.short_en, f.cycle, f.level, g.value as grant_huf, g.softness as grant_softness, a.jobseeker_rate
    from pact_facts f
    left join (
        select pact_id, sum(value)::bigint as value, softness_of_sum(list(softness) filter (value is not null)) as softness
        from grants group by pact_id having count(*) = count(value)
    ) g using (pact_id)
    left join pact_areas a using (pact_id)
),
own as (
    select * from facts where pact_id = $pact::varchar
),
kept as (
    select ifnull($rules::varchar[], ['cycle', 'level', 'grant']) as rules
)
select
    f.pact_id, f.short_hu, f.short_en, f.cycle, f.level, f.grant_huf, f.grant_softness as softness, f.jobseeker_rate,
    f.grant_huf / nullif(o.grant_huf, 0) as grant_ratio
from facts f
cross join own o
cross join kept k
where f.pact_id <> o.pact_id
  and (not list_contains(k.rules, 'cycle') or f.cycle = o.cycle)
  and (not list_contains(k.rules, 'level') or f.level = o.level)
  and (not list_contains(k.rules, 'grant') or f.grant_huf between o.grant_huf / 2 and o.grant_huf * 2)
  and (not list_contains(k.rules, 'jobseekers') or f.jobseeker_rate between o.jobseeker_rate * 0.75 and o.jobseeker_rate * 1.25)
order by abs(ln(f.grant_huf / nullif(o.grant_huf, 0))) nulls last, f.short_hu collate hu
