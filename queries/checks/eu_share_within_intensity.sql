-- The EU part of the total cost is not more than the aid intensity that is printed for the project.
-- rule: V11 | level: warning
-- The two are usually read in different sources, so a breach is a contradiction between them.
with shares as (
    select e.observation_id, e.unit_id, 100 * e.value::double / nullif(c.value, 0) as eu_share
    from figures e
    join figures c on c.unit_id = e.unit_id and c.source_id = e.source_id
        and c.measure = replace(e.measure, 'eu_contribution', 'total_cost')
    where e.measure in ('eu_contribution', 'eu_contribution_eur')
      and e.softness = 'exact' and c.softness = 'exact'
)
select
    'observations' as table_name,
    s.observation_id as row_key,
    printf('EU %.1f %% > aid_intensity %.12g %%', s.eu_share, h.value::double) as why
from shares s
join headlines h on h.unit_id = s.unit_id and h.measure = 'aid_intensity'
where s.eu_share > h.high + 0.1
