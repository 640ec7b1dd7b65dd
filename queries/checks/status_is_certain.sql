-- The wording of the source leaves no doubt whether a figure is a target or a result.
-- rule: V15 | level: warning
-- Doubts are written down by hand in doubts.csv; a figure of people printed without a stage is one too.
select
    'observations' as table_name,
    observation_id as row_key,
    printf('%s %.12g: %s ?', f.measure, f.value::double, ifnull(f.doubt, f.kind)) as why
from figures f
join measures m using (measure)
where f.doubt is not null
   or (f.kind = 'reported' and m.better = 'higher' and m.unit in ('persons', 'jobs'))
