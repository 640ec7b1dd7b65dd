-- The settlements of a district and how many people live in them.
-- One row is a settlement; population of 1 January.
-- $district varchar: the KSH code of the district
select
    s.ksh_code, s.name, s.status_2024, s.is_district_seat = 1 as seat, s.population_2018, s.population_2024,
    s.population_2024 - s.population_2018 as change,
    '2018' as as_of_first, '2024' as as_of, ['ksh-gazetteer-2024'] as source_ids
from settlements s
where s.district_ksh = $district::varchar
order by s.population_2024 desc nulls last, s.name collate hu
