-- The contract of the store: every table, its types, keys, checks and units.
-- A blank cell of a CSV file is NULL and means "unknown", never zero. Codes are text: leading zeros count.
-- Dates that may be only a year or a month stay text (ISO 8601 with reduced precision: 2016, 2016-07, 2016-07-20).
-- Tables stand in the order in which they are loaded: what is referred to comes first.

-- a page, press release, export or data set that a figure was read from
create table sources (
    source_id varchar primary key,
    title varchar not null,
    publisher varchar not null,
    url varchar,                        -- NULL: the document has no known address
    published_on varchar,               -- ISO date of reduced precision
    kind varchar not null check (kind in (
        'national_export', 'legal', 'statistics', 'eu_dataset', 'project_page', 'press_release', 'news', 'own_record')),
    note varchar
);

create table counties (
    county_ksh varchar primary key,     -- KSH county code, 01-20
    name varchar not null,
    name_long varchar not null,
    name_until_2020 varchar,
    seat varchar,
    nuts3 varchar,
    nuts2 varchar,
    nuts2_name varchar,
    nuts1 varchar,
    ksh_region_code varchar,
    iso_3166_2 varchar,
    top_2014_2020_code varchar,         -- the programme's own territory code, not ISO 3166-2
    n_settlements integer,
    n_districts integer,
    population_2018 integer,            -- people, 1 January
    population_2024 integer             -- people, 1 January
);

create table districts (
    district_ksh varchar primary key,   -- KSH district code of 2024, 001-198 (083 unused)
    name varchar not null,
    name_long varchar not null,
    kind varchar not null,
    seat varchar,
    seat_ksh varchar,
    county_ksh varchar not null references counties (county_ksh),
    county varchar,
    nuts3 varchar,
    n_settlements integer,
    population_2018 integer,            -- people
    population_2024 integer,            -- people
    development_index_2014 double,      -- complex indicator of Government Decree 290/2014
    development_rank_2014 integer,
    beneficiary_2014 integer,           -- 1 = beneficiary district
    to_be_developed_2014 integer,
    complex_programme_2014 integer
);

create table settlements (
    ksh_code varchar primary key,       -- KSH settlement code, five digits
    name varchar not null,
    kind varchar,
    status_2018 varchar,
    status_2024 varchar,
    county_ksh varchar not null references counties (county_ksh),
    district_ksh varchar references districts (district_ksh),
    is_district_seat integer,
    population_2018 integer,            -- people
    population_2024 integer,            -- people
    area_ha integer                     -- hectares
);

create table city_codes (
    top_2014_2020_code varchar,         -- NULL: a city with county rights without a code of its own
    city varchar not null,
    ksh_code varchar primary key references settlements (ksh_code),
    district_ksh varchar references districts (district_ksh),
    county_ksh varchar references counties (county_ksh),
    iso_3166_2 varchar,
    evidence varchar
);

create table district_labour_2024 (
    district_ksh varchar primary key references districts (district_ksh),
    name varchar,
    county varchar,
    working_age_pop_nfsz integer,               -- people aged 15-64
    registered_jobseekers_avg_2024 double,      -- people, mean of twelve months
    relative_rate_pct double                    -- per cent of the working-age population
);

-- registered jobseekers by month: filled only by deliveries of NFSZ T01, added up to districts
create table district_labour (
    district_ksh varchar not null references districts (district_ksh),
    month varchar not null,             -- ISO, 2016-03: the state of the 20th
    registered_jobseekers integer,      -- people
    registered_over_a_year integer,     -- people registered for more than 365 days on end
    working_age_population integer,     -- people of working age, as NFSZ counts them
    source_id varchar not null references sources (source_id),
    primary key (district_ksh, month)
);
comment on table district_labour is 'deliveries';

create table district_seats (
    district_code varchar primary key,  -- KSH district code; 000 = Budapest as one unit
    seat varchar not null,
    county_code varchar not null references counties (county_ksh),
    tile_column integer,
    tile_row integer,
    longitude double,                   -- degrees east, WGS 84
    latitude double                     -- degrees north, WGS 84
);

-- the controlled vocabulary of published figures
create table measures (
    measure varchar primary key,
    unit varchar not null,
    official_code varchar,              -- PO25, PR25, PR26 of TOP 2014-2020
    subset_of varchar,                  -- the measure whose people these people are part of
    name_hu varchar not null,
    name_en varchar not null,
    definition_en varchar not null,
    definition_hu varchar not null,
    better varchar not null check (better in ('higher', 'lower', 'neither'))
);

-- a pact is a partnership (agreement, members, forum, office), not a grant
create table pacts (
    pact_id varchar primary key,
    name_hu varchar not null,
    name_en varchar not null,
    level varchar not null check (level in ('county', 'city', 'district')),
    county_ksh varchar not null references counties (county_ksh),
    seat varchar,
    seat_ksh varchar references settlements (ksh_code),
    predecessor_pact_id varchar,        -- checked by checks/links_exist.sql: a table cannot refer to itself while it loads
    status varchar not null check (status in ('running', 'closed', 'unknown')),
    coverage_note varchar
);

-- short names for labels: made here, not printed by a source
create table labels (
    pact_id varchar primary key references pacts (pact_id),
    short_hu varchar not null unique,
    short_en varchar not null unique,
    adjective_hu varchar                -- as it stands inside a sentence: jászberényi, miskolci, vasi; NULL: nobody wrote one
);

-- a project is one grant; a pact can have several
create table projects (
    project_id varchar primary key,
    pact_id varchar not null references pacts (pact_id),
    project_code varchar,               -- normalised; NULL where no source prints it in full
    code_as_printed varchar,            -- other spellings, as printed
    call_code varchar,
    territory_code varchar not null,
    emir_id varchar,                    -- internal number of the national export
    cycle varchar not null check (cycle in ('2014-2020', '2021-2027')),
    title_hu varchar,
    place varchar,                      -- place in the export: not the area served
    place_ksh varchar references settlements (ksh_code)
);

create table project_sources (
    project_id varchar not null references projects (project_id),
    source_id varchar not null references sources (source_id),
    role varchar not null check (role in ('record', 'code', 'title', 'match')),
    note varchar,
    primary key (project_id, source_id, role)
);

-- a consortium organisation spends money; it is not the same as a member of the pact
create table partners (
    project_id varchar not null references projects (project_id),
    organisation varchar not null,
    role varchar not null check (role in ('lead', 'consortium_member')),
    sector varchar not null,
    source_id varchar not null references sources (source_id),
    primary key (project_id, organisation)
);

-- a member signs the agreement
create table members (
    pact_id varchar not null references pacts (pact_id),
    organisation varchar not null,
    sector varchar not null,
    role varchar not null,
    joined_on varchar,                  -- ISO date of reduced precision
    left_on varchar,                    -- ISO date of reduced precision
    source_id varchar not null references sources (source_id),
    note varchar,
    primary key (pact_id, organisation)
);

-- many to many: several pacts can serve one district, so money is never split over districts
create table coverage (
    pact_id varchar not null references pacts (pact_id),
    district_ksh varchar not null references districts (district_ksh),
    extent varchar check (extent in ('full', 'part')),  -- NULL: the source does not say how far
    settlements integer,                -- settlements of the district that the pact covers
    basis varchar not null check (basis in ('published', 'inferred')),
    source_id varchar not null references sources (source_id),
    note varchar,
    primary key (pact_id, district_ksh)
);

-- one published figure of one pact or project; contradicting figures are all kept
create table observations (
    observation_id varchar primary key,
    pact_id varchar not null references pacts (pact_id),
    project_id varchar references projects (project_id),  -- NULL: a figure of the pact, not of one grant
    measure varchar not null references measures (measure),
    kind varchar not null check (kind in (
        'target', 'actual', 'awarded', 'modified', 'planned', 'milestone', 'reported')),
    value decimal(18, 2),               -- in the unit; NULL when the unit is date
    value_date varchar,                 -- ISO date of reduced precision, only when the unit is date
    unit varchar not null,
    precision varchar not null check (precision in (
        'exact', 'counted', 'rounded', 'approximate', 'derived', 'lower_bound', 'upper_bound')),
    as_of varchar,                      -- the day the figure refers to or was published; NULL: undated page
    source_id varchar not null references sources (source_id),
    note varchar
);

-- one published figure whose scope is not one pact: never added to pacts, never a headline
create table aggregates (
    observation_id varchar primary key,
    scope varchar not null,
    measure varchar not null references measures (measure),
    kind varchar not null,
    value decimal(18, 2),
    value_date varchar,
    unit varchar not null,
    precision varchar not null,
    as_of varchar,
    source_id varchar not null references sources (source_id),
    note varchar
);

create table events (
    pact_id varchar not null references pacts (pact_id),
    kind varchar not null,
    "on" varchar,                       -- ISO date of reduced precision; NULL: undated
    title varchar not null,             -- as printed, in Hungarian
    place varchar,
    attendance integer,                 -- organisations present
    source_id varchar not null references sources (source_id)
);

-- figures whose status (target or result) the wording of the source leaves open
create table doubts (
    observation_id varchar primary key references observations (observation_id),
    doubt varchar not null check (doubt in ('target_or_actual'))
);

-- Hungarian wording of the English notes of the tables above
create table translations (
    text_en varchar primary key,
    text_hu varchar not null
);
