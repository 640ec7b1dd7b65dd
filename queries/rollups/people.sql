-- The participants of an export: rows without a fault, each person once in a pact.
-- One row is a participant of a pact. Built from staged and from repeats, which is small: most people come once.
select
    s.person, s.pact, s.district_ksh,
    case when r.place is null then s.entry_date else r.first_entry end as entry_date,
    s.leaving_date, s.job_date, s.sex, s.birth_year, s.schooling, s.status_at_entry,
    s.group_under_30, s.group_over_50, s.group_low_skilled, s.group_returning_parent, s.group_disabled, s.group_long_term,
    s.trained, s.job_kind, s.status_at_leaving, s.employed_6m,
    case when r.place is null then s.spent_huf else r.all_huf end as spent_huf
from staged s
left join repeats r on r.file = s.file and r.place = s.place
where s.fault = 0 and (r.place is null or r.stays)
