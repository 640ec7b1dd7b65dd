-- Placement by kind of pact: the ratio of sums, over the pacts that have both numbers; nobody averages averages.
select f.level, count(*) as pacts, sum(v.amount) as found_job, sum(v.per) as participants,
    round(sum(v.amount) / nullif(sum(v.per), 0), 3) as placement_rate
from pact_values v
join pact_facts f using (pact_id)
where v.indicator = 'placement_rate' and v.amount is not null and v.per is not null
group by f.level
order by f.level
