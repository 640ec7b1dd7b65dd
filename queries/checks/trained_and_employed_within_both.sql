-- People who found a job and were trained are not more than those trained, nor than those who found a job.
-- rule: V05 | level: error
-- Found a job is also a subset in the sense of V04; trained is not, because people outside the pact can be trained.
select
    'observations' as table_name,
    a.observation_id as row_key,
    printf('found_job_and_trained %.12g > %s %.12g', a.value::double, b.measure, b.value::double) as why
from figures a
join figures b on b.unit_id = a.unit_id and b.series = a.series and b.source_id = a.source_id
    and b.as_of is not distinct from a.as_of
where a.measure = 'found_job_and_trained'
  and b.measure in ('trained', 'found_job')
  and a.low > b.high
