-- Every rule of the format, asked of every row: a column rule__column is true where the cell of the column breaks the rule, NULL or false else.
-- One row is a row of the export, with its days, year and amount cast; what cannot be cast is NULL. docs: data/participants.md.
-- Built from known_rows. Adding a rule is adding a line; at most 62 rules.
-- $today date: the day of the import; nothing in an export lies after it
with cast_rows as (
    select
        r.*,
        case when regexp_matches(r.entry_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}\z') then try_cast(r.entry_date as date) end as entered,
        case when regexp_matches(r.leaving_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}\z') then try_cast(r.leaving_date as date) end as left_on,
        case when regexp_matches(r.job_date, '^[0-9]{4}-[0-9]{2}-[0-9]{2}\z') then try_cast(r.job_date as date) end as job_on,
        case when regexp_matches(r.birth_year, '^[0-9]{4}\z') then try_cast(r.birth_year as smallint) end as born,
        case when regexp_matches(r.spent_huf, '^[0-9]{1,12}\z') then try_cast(r.spent_huf as bigint) end as forints
    from known_rows r
)
select
    c.*,
    -- ids that could be tax or social security numbers, e-mail addresses or names; days of birth
    regexp_matches(c.participant_id, '^[0-9]{9,10}\z') or c.participant_id like '%@%' or c.participant_id like '% %'
    or regexp_matches(c.birth_year, '^[0-9]{4}[-./ ]') as names_somebody,
    c.participant_id is null as blank__participant_id,
    c.pact_key is null as blank__pact_key,
    c.home_code is null as blank__home_code,
    c.entry_date is null as blank__entry_date,
    c.sex is null as blank__sex,
    c.birth_year is null as blank__birth_year,
    c.schooling is null as blank__schooling,
    c.status_at_entry is null as blank__status_at_entry,
    c.group_under_30 is null as blank__group_under_30,
    c.group_over_50 is null as blank__group_over_50,
    c.group_low_skilled is null as blank__group_low_skilled,
    c.group_returning_parent is null as blank__group_returning_parent,
    c.group_disabled is null as blank__group_disabled,
    c.group_long_term is null as blank__group_long_term,
    c.trained is null as blank__trained,
    c.origin is null as blank__origin,
    c.pact_key is not null and c.pact is null as unknown_pact__pact_key,
    c.home_code is not null and c.district_ksh is null as unknown_district__home_code,
    c.sex <> 'female' and c.sex <> 'male' as unknown_code__sex,
    c.schooling <> 'isced_1_2' and c.schooling <> 'isced_3_4' and c.schooling <> 'isced_5_8' as unknown_code__schooling,
    c.status_at_entry <> 'unemployed' and c.status_at_entry <> 'long_term_unemployed'
    and c.status_at_entry <> 'inactive' and c.status_at_entry <> 'employed'
    and c.status_at_entry <> 'public_works' as unknown_code__status_at_entry,
    c.job_kind <> 'supported' and c.job_kind <> 'unsubsidised' and c.job_kind <> 'self_employed' as unknown_code__job_kind,
    c.status_at_leaving <> 'employed' and c.status_at_leaving <> 'unemployed'
    and c.status_at_leaving <> 'inactive' and c.status_at_leaving <> 'in_training' as unknown_code__status_at_leaving,
    c.employed_6m <> '0' and c.employed_6m <> '1' as unknown_code__employed_6m,
    c.group_under_30 <> '0' and c.group_under_30 <> '1' as unknown_code__group_under_30,
    c.group_over_50 <> '0' and c.group_over_50 <> '1' as unknown_code__group_over_50,
    c.group_low_skilled <> '0' and c.group_low_skilled <> '1' as unknown_code__group_low_skilled,
    c.group_returning_parent <> '0' and c.group_returning_parent <> '1' as unknown_code__group_returning_parent,
    c.group_disabled <> '0' and c.group_disabled <> '1' as unknown_code__group_disabled,
    c.group_long_term <> '0' and c.group_long_term <> '1' as unknown_code__group_long_term,
    c.trained <> '0' and c.trained <> '1' as unknown_code__trained,
    c.origin <> 'register' and c.origin <> 'invented' as unknown_code__origin,
    c.entry_date is not null and c.entered is null as impossible_date__entry_date,
    c.leaving_date is not null and c.left_on is null as impossible_date__leaving_date,
    c.job_date is not null and c.job_on is null as impossible_date__job_date,
    c.entered > cast($today as date) as future_date__entry_date,
    c.left_on > cast($today as date) as future_date__leaving_date,
    c.job_on > cast($today as date) as future_date__job_date,
    c.left_on < c.entered as leaving_before_entry__leaving_date,
    c.job_on < c.entered as job_before_entry__job_date,
    c.job_kind is not null and c.job_date is null as job_kind_without_job__job_kind,
    c.job_date is not null and c.job_kind is null as job_without_kind__job_date,
    c.employed_6m is not null and c.job_date is null as six_months_without_job__employed_6m,
    c.status_at_leaving is not null and c.leaving_date is null as status_without_leaving__status_at_leaving,
    c.birth_year is not null and (c.born is null or extract(year from c.entered) - c.born < 14
    or extract(year from c.entered) - c.born > 80) as impossible_year__birth_year,
    c.spent_huf like '-%' as negative_amount__spent_huf,
    not regexp_matches(c.spent_huf, '^-?[0-9]{1,12}\z') as not_whole_forints__spent_huf,
    not regexp_matches(c.participant_id, '^[A-Za-z0-9._/-]{1,40}\z') as bad_id__participant_id
from cast_rows c
