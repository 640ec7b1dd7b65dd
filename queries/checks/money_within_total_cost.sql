-- Within one source the grant and the EU contribution are not more than the total cost, and the EU part not more than the grant.
-- rule: V11 | level: error
-- Only figures of the same day: a total of the plan and a grant after its increase are both right.
with money (part, whole) as (
    values ('grant', 'total_cost'), ('eu_contribution', 'total_cost'), ('eu_contribution', 'grant'),
           ('grant_eur', 'total_cost_eur'), ('eu_contribution_eur', 'total_cost_eur'), ('eu_contribution_eur', 'grant_eur')
)
select
    'observations' as table_name,
    a.observation_id as row_key,
    printf('%s %.12g > %s %.12g', a.measure, a.value::double, b.measure, b.value::double) as why
from money m
join figures a on a.measure = m.part
join figures b on b.measure = m.whole and b.unit_id = a.unit_id and b.source_id = a.source_id
    and b.as_of is not distinct from a.as_of
where a.low > b.high
  and (a.series = b.series or b.measure <> 'grant')
