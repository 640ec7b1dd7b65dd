-- Amounts that one source prints in forints and in euro imply a rate between 250 and 450 forints to the euro.
-- rule: V17 | level: warning
-- Another rate means a slip of the unit (Eurofound: nearly 100 billion forints as about 30 million euro).
with amounts as (
    select observation_id, 'observations' as table_name, unit_id as scope, source_id, measure, value
    from figures
    union all
    select observation_id, 'aggregates', scope, source_id, measure, value
    from aggregates
),
rates as (
    select e.table_name, e.observation_id, h.value as huf, e.value as eur, h.value::double / nullif(e.value, 0) as rate
    from amounts e
    join amounts h using (table_name, scope, source_id)
    where ends_with(e.measure, '_eur')
      and (h.measure || '_eur' = e.measure or (h.measure = 'grant' and e.measure = 'total_cost_eur'))
)
select
    table_name,
    observation_id as row_key,
    printf('%.12g HUF / %.12g EUR = %.1f', huf::double, eur::double, rate) as why
from rates
where rate not between 250 and 450
