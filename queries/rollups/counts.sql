-- What an export is as a whole: how many rows, whether some name a person, whose they are, up to which day they tell.
-- One row is the export. last_day is the last day of a row without a fault. Built from staged.
select
    count(*) as file_rows,
    sum(case when s.fault = 0 then 1 else 0 end) as good_rows,
    sum(case when s.names_somebody then 1 else 0 end) as naming_rows,
    sum(case when s.origin = 'register' then 1 else 0 end) as register_rows,
    sum(case when s.origin = 'invented' then 1 else 0 end) as invented_rows,
    max(case when s.fault = 0
        then greatest(s.entry_date, coalesce(s.leaving_date, s.entry_date), coalesce(s.job_date, s.entry_date)) end) as last_day
from staged s
