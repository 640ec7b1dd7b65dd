-- Row sets that several queries share; created after the derived tables that they read.

-- pacts that the reader's filters leave: a null list is "no filter"; a district means the area served includes it
create macro selected_pacts(cycles, levels, counties, districts, statuses) as table
    select f.pact_id
    from pact_facts f
    where (cycles is null or f.cycle = any(cycles))
      and (levels is null or f.level = any(levels))
      and (counties is null or f.county_ksh = any(counties))
      and (statuses is null or f.status = any(statuses))
      and (districts is null or exists (
            select 1 from coverage c where c.pact_id = f.pact_id and c.district_ksh = any(districts)));

-- one headline per unit (a grant, or the pact itself) in the columns that every indicator shares
create macro total_of(measure_name, series_name) as table
    select h.pact_id, h.unit_id,
           h.value::double as amount, h.low as amount_low, h.high as amount_high,
           h.softness as amount_softness, h.digits as amount_digits,
           null::double as per, null::double as per_low, null::double as per_high,
           null::varchar as per_softness, null::integer as per_digits,
           h.as_of, h.kind as state, h.doubt, h.contradicted, [h.observation_id] as observation_ids, [h.source_id] as source_ids
    from headlines h
    where h.measure = measure_name and h.series = series_name and h.value is not null;

-- numerator over denominator, only where both are known for the same unit
create macro ratio_of(numerator, numerator_series, denominator, denominator_series) as table
    select a.pact_id, a.unit_id,
           a.value::double as amount, a.low as amount_low, a.high as amount_high,
           a.softness as amount_softness, a.digits as amount_digits,
           p.value::double as per, p.low as per_low, p.high as per_high,
           p.softness as per_softness, p.digits as per_digits,
           greatest(a.as_of, p.as_of) as as_of, a.kind as state,
           coalesce(a.doubt, p.doubt) as doubt, a.contradicted or p.contradicted as contradicted,
           [a.observation_id, p.observation_id] as observation_ids, [a.source_id, p.source_id] as source_ids
    from headlines a
    join headlines p using (unit_id)
    where a.measure = numerator and a.series = numerator_series and a.value is not null
      and p.measure = denominator and p.series = denominator_series and p.value is not null;

-- the last known amount of a grant over a number of people of the same grant
create macro cost_of(denominator) as table
    select g.pact_id, g.unit_id,
           g.value::double as amount, g.low as amount_low, g.high as amount_high,
           g.softness as amount_softness, g.digits as amount_digits,
           p.value::double as per, p.low as per_low, p.high as per_high,
           p.softness as per_softness, p.digits as per_digits,
           greatest(g.as_of, p.as_of) as as_of, g.state,
           p.doubt, g.contradicted or p.contradicted as contradicted,
           [g.observation_id, p.observation_id] as observation_ids, [g.source_id, p.source_id] as source_ids
    from last_grants g
    join headlines p using (unit_id)
    where p.measure = denominator and p.series = 'result' and p.value is not null;
