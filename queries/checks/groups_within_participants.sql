-- Groups that exclude each other are together not more than the participants: unemployed + inactive, young + aged 50 or over.
-- rule: V07 | level: error
-- The sum need not reach the participants: those employed at entry and the middle ages have no measure.
with groups (measure, grouping_name) as (
    values ('participants_unemployed', 'status'), ('participants_inactive', 'status'),
           ('participants_young', 'age'), ('participants_50plus', 'age')
),
sums as (
    select f.unit_id, f.series, f.source_id, f.as_of, g.grouping_name,
           sum(f.low) as low, string_agg(printf('%.12g', f.value::double), ' + ' order by f.measure) as parts
    from figures f
    join groups g using (measure)
    group by all
)
select
    'observations' as table_name,
    p.observation_id as row_key,
    printf('%s > participants %.12g', s.parts, p.value::double) as why
from sums s
join figures p on p.measure = 'participants' and p.unit_id = s.unit_id and p.series = s.series
    and p.source_id = s.source_id and p.as_of is not distinct from s.as_of
where s.low > p.high
