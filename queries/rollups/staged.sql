-- The rows of an export in their types, with the number that says which rules they break (0 = none) and, where some, their cells as found.
-- One row is a row of the export: accepted, ignored or rejected is settled later. texts: the cells in the order of the format, cut.
-- Built from faulted: the rows of queries/rollups/checked.sql with their rules summed up as bits, which paktum.participants.rules writes.
select
    f.file, f.place, f.person, f.pact, f.district_ksh, f.entered as entry_date, f.left_on as leaving_date, f.job_on as job_date,
    f.sex, f.born as birth_year, f.schooling, f.status_at_entry,
    f.group_under_30 = '1' as group_under_30,
    f.group_over_50 = '1' as group_over_50,
    f.group_low_skilled = '1' as group_low_skilled,
    f.group_returning_parent = '1' as group_returning_parent,
    f.group_disabled = '1' as group_disabled,
    f.group_long_term = '1' as group_long_term,
    f.trained = '1' as trained,
    f.job_kind, f.status_at_leaving, f.employed_6m = '1' as employed_6m, f.forints as spent_huf, f.origin, f.names_somebody, f.fault,
    case when f.fault <> 0 then [
        left(f.participant_id, 200), left(f.pact_key, 200), left(f.home_code, 200), left(f.entry_date, 200),
        left(f.leaving_date, 200), left(f.sex, 200), left(f.birth_year, 200), left(f.schooling, 200),
        left(f.status_at_entry, 200), left(f.group_under_30, 200), left(f.group_over_50, 200), left(f.group_low_skilled, 200),
        left(f.group_returning_parent, 200), left(f.group_disabled, 200), left(f.group_long_term, 200), left(f.trained, 200),
        left(f.job_date, 200), left(f.job_kind, 200), left(f.status_at_leaving, 200), left(f.employed_6m, 200),
        left(f.spent_huf, 200), left(f.origin, 200)
    ] end as texts
from faulted f
