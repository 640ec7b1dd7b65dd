-- People who come several times into one pact.
-- One row is a person and a pact: few, most people come once. Built from staged.
select s.person, s.pact
from staged s
where s.fault = 0
group by s.person, s.pact
having count(*) > 1
