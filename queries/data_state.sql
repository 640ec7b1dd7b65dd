-- What the store holds: how many pacts, figures and sources, and how new they are.
-- One row is the store.
select
    (select count(*) from pacts) as pacts, (select count(*) from projects) as projects,
    (select count(*) from observations) as figures, (select count(*) from sources) as sources,
    (select max(as_of) from observations) as newest_figure,
    (select max(published_on) from sources) as newest_source
