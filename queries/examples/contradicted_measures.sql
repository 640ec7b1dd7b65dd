-- Which measures the sources contradict each other on most often.
select c.topic, m.name_hu, count(*) as contradictions, count(distinct c.pact_id) as pacts
from contradictions c
left join measures m using (measure)
group by c.topic, m.name_hu
order by contradictions desc, m.name_hu collate hu
