-- A number printed with "more than", "nearly" or "about" is kept as a bound or an approximation, never as exact.
-- rule: V16 | level: warning
-- The note keeps the words. They count when they stand before this very number (as printed, or in millions or billions),
-- or at the end of a part of the note; a hedge before another number says nothing about this one.
with hedged as (
    select observation_id, value, precision, note,
        regexp_extract_all(lower(note), '(?:more than|fewer than|less than|at least|at most|almost|nearly|about|over|under'
            || '|több mint|legalább|legfeljebb|kevesebb mint|közel|mintegy|csaknem|körülbelül)'
            || ' ([0-9][0-9 ]*(?:[.,][0-9]+)?)', 1) as numbers,
        regexp_matches(lower(note), '(^|: |; )(more than|fewer than|less than|at least|at most|almost|nearly|about'
            || '|több mint|legalább|legfeljebb|kevesebb mint|közel|mintegy|csaknem|körülbelül)( *;|$)') as bare
    from observations
    where precision in ('exact', 'counted', 'rounded') and value is not null
),
parsed as (
    select *, [try_cast(replace(replace(n, ' ', ''), ',', '.') as double) for n in numbers] as amounts
    from hedged
)
select
    'observations' as table_name,
    observation_id as row_key,
    printf('%.12g %s: %s', value::double, precision, note) as why
from parsed
where bare
   or list_has_any(amounts, [value::double, value::double / 1e6, value::double / 1e9])
