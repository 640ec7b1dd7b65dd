-- Rows of people who come several times into one pact: which contradict, and which one of the others stays for all (ESF rule).
-- One row is such a row. The first row of a person tells sex and year of birth; of the others the latest leaving stays, with the
-- first entry and all money; the same entry told again adds no money. Built from staged and doubles.
with placed as (
    select
        g.file, g.place, g.person, g.pact, g.entry_date, g.leaving_date, g.spent_huf, g.birth_year,
        g.sex <> first_value(g.sex) over first_row or g.birth_year <> first_value(g.birth_year) over first_row as contradicts
    from staged g
    join doubles d on d.person = g.person and d.pact = g.pact
    where g.fault = 0
    window first_row as (partition by g.person, g.pact order by g.file, g.place)
),
told as (
    select
        p.*,
        row_number() over (
            partition by p.person, p.pact, p.entry_date, p.leaving_date, p.spent_huf order by p.file, p.place
        ) as time_told
    from placed p
    where not p.contradicts
),
merged as (
    select
        t.file, t.place,
        row_number() over (
            partition by t.person, t.pact
            order by coalesce(t.leaving_date, date '9999-12-31') desc, t.entry_date desc, t.file desc, t.place desc
        ) as rank_of_leaving,
        min(t.entry_date) over (partition by t.person, t.pact) as first_entry,
        cast(sum(t.spent_huf) over (partition by t.person, t.pact) as bigint) as all_huf
    from told t
    where t.time_told = 1
)
select p.file, p.place, p.contradicts, p.birth_year, coalesce(m.rank_of_leaving = 1, false) as stays, m.first_entry, m.all_huf
from placed p
left join merged m on m.file = p.file and m.place = p.place
