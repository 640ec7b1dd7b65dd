-- Cubes of participants after disclosure control: no row of a person, no number that may not be shown. Empty without participants.
-- A state is "shown", "suppressed" (the number may not be told, and no other number of the store tells it) or "nobody".

-- what was brought, counted and how it was controlled; no row without participants
create table people_releases (
    as_of varchar not null,             -- ISO day up to which time has elapsed
    origin varchar not null check (origin in ('register', 'invented')),
    k integer not null check (k >= 3),  -- fewer people than this are not told of
    zero_is_safe boolean not null,      -- whether "nobody found a job" and "everybody did" are told
    file_rows bigint not null,
    accepted bigint not null,
    rejected bigint not null,
    ignored bigint not null             -- repeats, and entries of a person that a later one supersedes
);

-- the pacts of the participants; invented ones are not in the table pacts and have the mark in their names
create table people_pacts (
    pact varchar primary key,
    name_hu varchar not null,
    name_en varchar not null,
    county_ksh varchar,
    invented boolean not null
);

-- how many rows of the file broke which rule; the rows themselves stay in the working file
create table people_rejects (
    rule varchar not null,
    "column" varchar not null,
    faults bigint not null
);

-- people of a page (everybody, a pact, a district, the part of a pact that lives in a district), by sex and one leaf
create table people_cells (
    level varchar not null check (level in ('everybody', 'pact', 'district', 'part')),
    pact varchar not null,              -- '' = not by pact
    district_ksh varchar not null,      -- '' = not by district
    sex varchar not null,               -- '' = both
    leaf varchar not null,              -- '' = all people; else age, schooling, status, a target group, year or month of entry
    value varchar not null,
    people_state varchar not null check (people_state in ('shown', 'suppressed', 'nobody')),
    people bigint,
    spent_huf bigint,                   -- told where the spending of all of these people is known
    people_with_spending bigint,
    found_state varchar not null,
    found_job bigint,
    kept_state varchar not null,
    elapsed bigint,                     -- found a job, six months have elapsed and it is known what became of it
    employed_6m bigint,
    kind_state varchar not null,
    supported bigint, unsubsidised bigint, self_employed bigint,
    speed_state varchar not null,
    days_30 bigint, days_90 bigint, days_180 bigint, days_more bigint,  -- days from entry to the job
    left_state varchar not null,
    leavers bigint,                     -- four weeks have elapsed since leaving and the status is known
    employed_at_leaving bigint
);
