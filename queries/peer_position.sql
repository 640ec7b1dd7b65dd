-- Where one pact stands among its peers: median and middle half of the peers, and the pact's own value beside them.
-- One row is an indicator that the pact or a peer has. Only firm values are compared: bounds, approximate, contradicted and
-- doubtful ones are counted in left_out; position is withheld (reason) when the pact's own value is not firm or fewer than
-- three peers have one. quarter 1 = lowest. Ties: peers_below and peers_equal are counted apart.
-- $pact varchar: the pact
-- $peers varchar[]: its peers
-- $indicators varchar[]: the indicators; null = all
with judged as (
    select *, pact_id = $pact::varchar as own, softness in ('exact', 'rounded') and not contradicted and doubt is null as firm
    from pact_values
    where form <> 'fact' and (pact_id = $pact or pact_id = any($peers::varchar[]))
      and ($indicators::varchar[] is null or indicator = any($indicators))
),
peers as (
    select indicator, any_value(unit) as unit, any_value(better) as better, any_value(place) as place,
           count(*) filter (not own and firm) as peers_known, count(*) filter (not own and not firm) as left_out,
           median(value) filter (not own and firm) as median,
           quantile_cont(value, 0.25) filter (not own and firm) as lower_quartile,
           quantile_cont(value, 0.75) filter (not own and firm) as upper_quartile,
           max(as_of) as as_of, list_distinct(flatten(list(source_ids))) as source_ids
    from judged
    group by indicator
)
select
    p.indicator, p.unit, p.better, o.value, o.softness, o.digits, o.doubt, o.contradicted,
    p.peers_known, p.left_out, p.median, p.lower_quartile, p.upper_quartile,
    case when o.value is null then 'no_figure' when not o.firm then 'not_firm' when p.peers_known < 3 then 'few_peers' end as reason,
    if(o.firm and p.peers_known >= 3,
       1 + (o.value >= p.lower_quartile)::integer + (o.value >= p.median)::integer + (o.value >= p.upper_quartile)::integer, null) as quarter,
    (select count(*) from judged j where j.indicator = p.indicator and not j.own and j.firm and j.value < o.value) as peers_below,
    (select count(*) from judged j where j.indicator = p.indicator and not j.own and j.firm and j.value = o.value) as peers_equal,
    p.as_of, p.source_ids
from peers p
left join judged o on o.indicator = p.indicator and o.own
order by p.place, p.indicator
