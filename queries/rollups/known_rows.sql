-- Rows of an export of participants as text, with the pact and the district that their keys mean; a blank cell is NULL.
-- One row is a row of the export: place numbers the rows of a file from 0. person only groups the rows of one person.
-- Built from given (the export as read), pact_keys and places. The embedded engine looks the keys up in its own way, to keep the order.
with blanked as (
    select
        g.file, g.place,
        nullif(cast(g.participant_id as varchar), '') as participant_id,
        nullif(cast(g.pact_key as varchar), '') as pact_key,
        nullif(cast(g.home_code as varchar), '') as home_code,
        nullif(cast(g.entry_date as varchar), '') as entry_date,
        nullif(cast(g.leaving_date as varchar), '') as leaving_date,
        nullif(cast(g.sex as varchar), '') as sex,
        nullif(cast(g.birth_year as varchar), '') as birth_year,
        nullif(cast(g.schooling as varchar), '') as schooling,
        nullif(cast(g.status_at_entry as varchar), '') as status_at_entry,
        nullif(cast(g.group_under_30 as varchar), '') as group_under_30,
        nullif(cast(g.group_over_50 as varchar), '') as group_over_50,
        nullif(cast(g.group_low_skilled as varchar), '') as group_low_skilled,
        nullif(cast(g.group_returning_parent as varchar), '') as group_returning_parent,
        nullif(cast(g.group_disabled as varchar), '') as group_disabled,
        nullif(cast(g.group_long_term as varchar), '') as group_long_term,
        nullif(cast(g.trained as varchar), '') as trained,
        nullif(cast(g.job_date as varchar), '') as job_date,
        nullif(cast(g.job_kind as varchar), '') as job_kind,
        nullif(cast(g.status_at_leaving as varchar), '') as status_at_leaving,
        nullif(cast(g.employed_6m as varchar), '') as employed_6m,
        nullif(cast(g.spent_huf as varchar), '') as spent_huf,
        nullif(cast(g.origin as varchar), '') as origin
    from given g
)
select b.*, upper(b.participant_id) as person, k.pact, p.district_ksh
from blanked b
left join pact_keys k on k.pact_key = b.pact_key
left join places p on p.home_code = b.home_code
