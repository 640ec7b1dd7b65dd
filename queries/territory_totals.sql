-- What the map holds and what it cannot show, each pact counted once.
-- One row is a part: on_map = the pact has a territory with a shape, off_map = it has none; together they are the whole view.
-- $kind varchar: served = the area served, seat = the seat of the lead
-- $level varchar: county or district
-- $drawn varchar[]: the territories that the map has a shape for; null = all
-- $pacts varchar[]: the pacts in the view; null = all
with placed as (
    select distinct l.pact_id
    from pact_places l
    join map_territories t on t.level = $level::varchar and t.territory = if($level = 'county', l.county_ksh, l.district_ksh)
    where l.kind = $kind::varchar and ($drawn::varchar[] is null or t.territory = any($drawn))
),
asked as (
    select f.pact_id, f.short_hu, f.short_en, if(l.pact_id is null, 'off_map', 'on_map') as part
    from pact_facts f
    left join placed l using (pact_id)
    where $pacts::varchar[] is null or f.pact_id = any($pacts)
),
parts(part) as (values ('on_map'), ('off_map'))
select
    p.part, count(distinct a.pact_id) as pacts,
    count(distinct a.pact_id) filter (a.pact_id is not null and g.value is null) as pacts_without_amount,
    sum(g.value)::bigint as amount_huf, digits_over(g.value::double, g.digits) as digits,
    case when count(g.value) > 0 then softness_of_sum(list(g.softness) filter (g.value is not null)
        || if(count(*) filter (a.pact_id is not null and g.value is null) > 0, ['lower'], [])) end as softness,
    list(distinct a.short_hu order by a.short_hu) filter (p.part = 'off_map' and a.pact_id is not null) as names_hu,
    list(distinct a.short_en order by a.short_en) filter (p.part = 'off_map' and a.pact_id is not null) as names_en,
    max(g.as_of) as as_of, list(distinct g.source_id) filter (g.source_id is not null) as source_ids
from parts p
left join asked a using (part)
left join grants g using (pact_id)
group by p.part
order by p.part desc
