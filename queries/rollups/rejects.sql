-- Every fault of an export: where it stands, which rule it breaks, and the cell as found, cut.
-- One row is a fault; a row of the export may have several. Built from staged, repeats and rules (rule, column, bit).
-- The embedded engine finds the same faults in its own way, because it also knows the physical lines of a text file.
select
    s.file, s.place, u."column", u.rule,
    coalesce(case u."column"
        when 'participant_id' then s.texts[1]
        when 'pact_key' then s.texts[2]
        when 'home_code' then s.texts[3]
        when 'entry_date' then s.texts[4]
        when 'leaving_date' then s.texts[5]
        when 'sex' then s.texts[6]
        when 'birth_year' then s.texts[7]
        when 'schooling' then s.texts[8]
        when 'status_at_entry' then s.texts[9]
        when 'group_under_30' then s.texts[10]
        when 'group_over_50' then s.texts[11]
        when 'group_low_skilled' then s.texts[12]
        when 'group_returning_parent' then s.texts[13]
        when 'group_disabled' then s.texts[14]
        when 'group_long_term' then s.texts[15]
        when 'trained' then s.texts[16]
        when 'job_date' then s.texts[17]
        when 'job_kind' then s.texts[18]
        when 'status_at_leaving' then s.texts[19]
        when 'employed_6m' then s.texts[20]
        when 'spent_huf' then s.texts[21]
        when 'origin' then s.texts[22] end, '') as value
from staged s
join rules u on (s.fault & u.bit) <> 0
where s.fault <> 0
union all
select r.file, r.place, 'birth_year' as "column", 'person_contradicts' as rule, cast(r.birth_year as varchar) as value
from repeats r
where r.contradicts
