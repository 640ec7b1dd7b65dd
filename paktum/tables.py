"""A table of an answer: which columns in which order, printed as on the screen, and as CSV and XLSX bytes.

One layout serves the table twin of a figure and both downloads, so they cannot differ in rows, order or masks. On the
screen a figure is one cell ("≥ 3 Mrd Ft"); in a download it is a full number with its precision in the next column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

from paktum.questions import Answer, remembered
from paktum.wording import Words

# A cell that begins with one of these would be a formula in a spreadsheet program.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Column:
    """One column of a layout.

    kind: "text"; "slice" (of a breakdown); "both" (name_hu or name_en, else the text `words`); "words" (a code, worded by the
    language section `words`); "names" (a list in each language, as one text); "group" (a value of a group of participants); "date";
    "figure" (a number with `unit`, which may be the name of a column, and the columns `soft` and `digits`); "count".
    state: the column that says whether a figure is suppressed or of nobody (cells of participants).
    """

    name: str
    kind: str = "text"
    unit: str = ""
    soft: str = ""
    digits: str = ""
    words: str = ""
    label: str = ""
    state: str = ""

    @property
    def title(self) -> str:
        """The key of the column's heading."""
        return f"column.{self.label or self.name}"


@dataclass(frozen=True)
class Cell:
    """A value as it is printed, and the number behind it, if it is one."""

    text: str
    number: float | None = None
    unit: str = ""
    softness: str = ""
    absent: bool = False


@dataclass(frozen=True)
class Table:
    """Headings and rows as printed; `numeric` says which columns hold figures."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[bool, ...]


PACT = (Column("short", "both", label="pact"),)
MONEY = Column("amount_huf", "figure", "HUF", "softness", "digits")


def told(name: str, state: str, unit: str = "persons", label: str = "") -> Column:
    """Return a figure of participants, which may be suppressed."""
    return Column(name, "figure", unit, label=label, state=state)


PEOPLE_SEX = (Column("sex", "words", words="people_sex", label="people_sex"),)
# In every table of participants, so that a file of invented rows says so in each of them.
PEOPLE_ORIGIN = Column("origin", "words", words="people_origin", label="people_origin")
PEOPLE_OUTCOMES = (
    told("people", "people_state", label="participants"),
    told("found_job", "found_state"),
    told("placement_rate", "found_state", "percent"),
    told("elapsed", "kept_state"),
    told("employed_6m", "kept_state"),
    told("retention_rate", "kept_state", "percent", label="true_retention_rate"),
    told("leavers", "left_state"),
    told("immediate_rate", "left_state", "percent"),
)
LAYOUTS: Mapping[str, tuple[Column, ...]] = {
    "territories": (
        Column("name_long", label="territory"),
        Column("county"),
        Column("pacts", "count"),
        Column("county_pacts", "count"),
        Column("city_pacts", "count"),
        Column("local_pacts", "count"),
        Column("full_pacts", "count"),
        Column("part_pacts", "count"),
        Column("amount_huf", "figure", "HUF", "softness", "digits", label="amount_of_pacts"),
        Column("pacts_without_amount", "count"),
        Column("population_2018", "figure", "persons"),
        Column("per_inhabitant_huf", "figure", "HUF", "softness", "digits"),
    ),
    "city_pacts": (
        Column("short", "both", label="city_pact"),
        Column("district"),
        Column("extent", "words", words="extent"),
        Column("amount_huf", "figure", "HUF", "softness", label="grant"),
        Column("county_pact", "both"),
        Column("county_extent", "words", words="county_extent"),
        Column("county_amount_huf", "figure", "HUF", "county_softness", label="county_grant"),
        Column("note", "both"),
    ),
    "district_profile": (
        Column("name", label="district"),
        Column("county"),
        Column("n_settlements", "count"),
        Column("population_2018", "figure", "persons"),
        Column("population_2024", "figure", "persons"),
        Column("jobseekers_2024", "figure", "persons"),
        Column("newest_jobseekers", "figure", "persons"),
        Column("newest_month", "date"),
        Column("working_age", "figure", "persons"),
        Column("rate", "figure", "percent", label="jobseeker_rate"),
        Column("national_rate", "figure", "percent"),
        Column("rate_to_national", "figure", "ratio"),
        Column("category", "words", words="category"),
    ),
    "district_pacts": (
        *PACT,
        Column("level", "words", words="level"),
        Column("cycle", "words", words="cycle"),
        Column("extent", "words", words="extent"),
        Column("settlements", "count"),
        Column("n_settlements", "count"),
        Column("basis", "words", words="basis"),
        Column("districts", "count", label="districts_served"),
        Column("amount_huf", "figure", "HUF", "softness", label="whole_grant"),
        Column("note", "both"),
    ),
    "district_settlements": (
        Column("name", label="settlement"),
        Column("ksh_code"),
        Column("population_2024", "figure", "persons"),
        Column("population_2018", "figure", "persons"),
    ),
    "indicator_groups": (
        Column("indicator", "words", words="indicator", label="indicator"),
        Column("value", "figure", "unit", "softness", "digits"),
        Column("pacts_known", "count"),
        Column("pacts_asked", "count"),
        Column("as_of_first", "date"),
        Column("as_of", "date"),
    ),
    "indicator_values": (
        Column("indicator", "words", words="indicator", label="indicator"),
        *PACT,
        Column("value", "figure", "unit", "softness", "digits"),
        Column("state", "words", words="kind"),
        Column("as_of", "date"),
        Column("doubt", "words", words="doubt"),
        Column("contradicted", "words", words="yes"),
    ),
    "peer_position": (
        Column("indicator", "words", words="indicator", label="indicator"),
        Column("value", "figure", "unit", "softness", "digits"),
        Column("median", "figure", "unit"),
        Column("lower_quartile", "figure", "unit"),
        Column("upper_quartile", "figure", "unit"),
        Column("peers_known", "count"),
        Column("left_out", "count"),
        Column("quarter", "count"),
        Column("peers_below", "count"),
        Column("peers_equal", "count"),
        Column("better", "words", words="better"),
        Column("reason", "words", words="peer_reason"),
        Column("as_of", "date"),
    ),
    "field_coverage": (
        Column("field", "words", words="field"),
        Column("known", "count"),
        Column("total", "count"),
        Column("as_of", "date", label="newest"),
    ),
    "targets_and_results": (
        *PACT,
        Column("level", "words", words="level"),
        Column("cycle", "words", words="cycle"),
        Column("result", "figure", "persons", "result_softness", "result_digits"),
        Column("result_as_of", "date"),
        Column("target", "figure", "persons", "target_softness", "target_digits"),
        Column("target_as_of", "date"),
        Column("fulfilment", "figure", "percent"),
        Column("doubt", "words", words="doubt"),
        Column("contradicted", "words", words="yes"),
    ),
    "target_versions": (
        *PACT,
        Column("kind", "words", words="kind"),
        Column("value", "figure", "persons", "softness", "digits", label="target"),
        Column("as_of", "date"),
        Column("chosen", "words", words="headline", label="headline"),
        Column("contradicted", "words", words="yes"),
    ),
    "lasting_results": (
        *PACT,
        Column("state", "words", words="lasting_state", label="lasting_state"),
        Column("employed_6m", "figure", "persons", "employed_6m_softness", "employed_6m_digits"),
        Column("retention", "figure", "percent", "retention_softness", "retention_digits"),
        Column("lasting", "figure", "percent", "lasting_softness", "lasting_digits"),
        Column("as_of", "date"),
        Column("after_support", "figure", "persons", "after_support_softness", "after_support_digits"),
        Column("note", "both"),
        Column("doubt", "words", words="doubt"),
    ),
    "placement_rates": (
        Column("part", "words", words="part", label="part"),
        *PACT,
        Column("cycle", "words", words="cycle"),
        Column("level", "words", words="level"),
        Column("amount", "figure", "persons", "amount_softness", "amount_digits", label="found_job"),
        Column("per", "figure", "persons", "per_softness", "per_digits", label="participants"),
        Column("value", "figure", "percent", "softness", "digits", label="placement_rate"),
        Column("group_rate", "figure", "percent"),
        Column("low_998", "figure", "percent"),
        Column("low_95", "figure", "percent"),
        Column("high_95", "figure", "percent"),
        Column("high_998", "figure", "percent"),
        Column("verdict", "words", words="verdict"),
        Column("reason", "words", words="reason", label="no_part"),
        Column("as_of", "date"),
    ),
    "ranking": (
        *PACT,
        Column("cycle", "words", words="cycle"),
        Column("level", "words", words="level"),
        Column("status", "words", words="statuses"),
        Column("rank", "count"),
        Column("rank_of", "count"),
        Column("reason", "words", words="reason", label="no_rank"),
        Column("value", "figure", "unit", "softness", "digits"),
        Column("as_of", "date"),
    ),
    "aggregates": (
        Column("scope", "both"),
        Column("measure", "both"),
        Column("kind", "words", words="kind"),
        Column("value", "figure", "unit", "softness", "digits"),
        Column("as_of", "date"),
        Column("note", "both"),
    ),
    "county_grants": (
        Column("name", label="county"),
        Column("per_inhabitant_huf", "figure", "HUF", "softness"),
        Column("amount_huf", "figure", "HUF", "softness", "digits"),
        Column("population_2018", "figure", "persons"),
        Column("pacts", "count"),
        Column("pacts_outside", "count"),
        Column("pacts_without_amount", "count"),
        Column("as_of", "date"),
    ),
    "pact_money": (
        *PACT,
        Column("kind", "words", words="kind"),
        MONEY,
        Column("as_of", "date"),
        Column("source_title"),
        Column("headline", "words", words="headline"),
        Column("note", "both"),
    ),
    "pact_outcomes": (
        Column("name", "both", label="measure"),
        Column("result", "figure", "persons", "result_softness", "result_digits"),
        Column("result_as_of", "date"),
        Column("target", "figure", "persons", "target_softness", "target_digits"),
        Column("target_as_of", "date"),
        Column("doubt", "words", words="doubt"),
    ),
    "pact_observations": (
        Column("measure", "both"),
        Column("value", "figure", "unit", "softness", "digits"),
        Column("value_date", "date"),
        Column("kind", "words", words="kind"),
        Column("precision", "words", words="precision"),
        Column("as_of", "date"),
        Column("source_title"),
        Column("publisher"),
        Column("url"),
        Column("role", "words", words="role"),
        Column("why_left", "words", words="why_left"),
        Column("note", "both"),
        Column("observation_id"),
    ),
    "money_states": (
        Column("state", "words", words="money_state"),
        MONEY,
        Column("known", "count"),
        Column("total", "count"),
        Column("grants", "count"),
        Column("undated", "count", label="undated_figures"),
        Column("as_of_first", "date"),
        Column("as_of", "date"),
    ),
    "grants_by": (
        Column("slice", "slice"),
        MONEY,
        Column("pacts", "count"),
        Column("grants", "count"),
        Column("grants_without_amount", "count"),
        Column("grants_later", "count"),
        Column("as_of_first", "date"),
        Column("as_of", "date"),
    ),
    "grant_changes": (
        *PACT,
        Column("awarded_huf", "figure", "HUF", "awarded_softness", "awarded_digits"),
        Column("awarded_as_of", "date"),
        Column("later_huf", "figure", "HUF", "later_softness", "later_digits"),
        Column("later_as_of", "date"),
        Column("later_kind", "words", words="kind"),
        Column("change_huf", "figure", "HUF", "change_softness"),
        Column("change_percent", "figure", "percent", "change_softness"),
        Column("contradicted", "words", words="yes"),
    ),
    "eu_and_intensity": (
        *PACT,
        Column("value", "figure", "percent", "softness", "digits"),
        Column("amount_eur", "figure", "EUR"),
        Column("total_eur", "figure", "EUR"),
        Column("why", "words", words="why_none", label="why_none"),
        Column("as_of", "date"),
    ),
    "grant_sizes": (
        *PACT,
        Column("level", "words", words="level"),
        Column("cycle", "words", words="cycle"),
        Column("value", "figure", "unit", "softness", "digits"),
        Column("why", "words", words="why_none", label="why_none"),
        MONEY,
        Column("state", "words", words="kind"),
        Column("people", "figure", "persons"),
        Column("people_year"),
        Column("rank", "count"),
        Column("peers", "count"),
        Column("median", "figure", "HUF", "median_softness", "median_digits", label="median_of_group"),
        Column("doubt", "words", words="doubt"),
        Column("contradicted", "words", words="yes"),
        Column("as_of", "date"),
    ),
    "contradictions": (
        *PACT,
        Column("measure", "both", words="contradiction.code"),
        Column("topic", "words", words="topic"),
        Column("chosen_value", "figure", "unit", "chosen_softness", "chosen_digits"),
        Column("chosen_date", "date"),
        Column("chosen_text"),
        Column("chosen_publisher"),
        Column("other_value", "figure", "unit", "other_softness", "other_digits"),
        Column("other_date", "date"),
        Column("other_text"),
        Column("other_publisher"),
    ),
    "pact_members": (
        Column("organisation"),
        Column("sector", "words", words="sector"),
        Column("role", "role"),
        Column("joined_on", "date"),
        Column("left_on", "date"),
        Column("source_id"),
    ),
    "pact_partners": (
        Column("organisation"),
        Column("role", "words", words="partner_role"),
        Column("sector", "words", words="sector"),
        Column("project_id"),
        Column("source_id"),
    ),
    "member_coverage": (
        Column("field", "words", words="member_field"),
        Column("known", "count"),
        Column("total", "count"),
        Column("as_of_first", "date"),
        Column("as_of", "date", label="newest"),
    ),
    "pacts_without_members": (
        *PACT,
        Column("level", "words", words="level"),
        Column("cycle", "words", words="cycle"),
        Column("county"),
    ),
    "member_counts": (
        *PACT,
        Column("founding", "figure", "organisations", "founding_softness", "founding_digits"),
        Column("founding_as_of", "date"),
        Column("members", "figure", "organisations", "members_softness", "members_digits", label="members_later"),
        Column("members_as_of", "date"),
        Column("change", "figure", "organisations"),
        Column("contradicted", "words", words="yes"),
    ),
    "member_figures": (
        *PACT,
        Column("measure", "both"),
        Column("value", "figure", "unit", "softness", "digits"),
        Column("as_of", "date"),
        Column("source_title"),
        Column("publisher"),
        Column("url"),
        Column("note", "both"),
    ),
    "members_at": (
        *PACT,
        Column("members", "figure", "organisations", "softness", label="named_by_day"),
        Column("perhaps", "count"),
        Column("undated", "count"),
        Column("named", "count"),
        Column("founders", "figure", "organisations"),
        Column("complete", "words", words="yes"),
        Column("balance", "figure", "index"),
        Column("as_of", "date", label="newest"),
    ),
    "sectors": (
        Column("sector", "words", words="sector"),
        Column("organisations", "count"),
        Column("whole", "count", label="of_all"),
        Column("pacts", "count", label="in_pacts"),
    ),
    "organisations": (
        Column("organisation"),
        *PACT,
        Column("capacity", "words", words="capacity"),
        Column("role", "role", label="member_role"),
        Column("partner_role", "words", words="partner_role"),
        Column("sector", "words", words="sector"),
        Column("joined_on", "date"),
        Column("left_on", "date"),
        Column("source_title"),
        Column("publisher"),
        Column("url"),
    ),
    "shared_organisations": (
        Column("organisation"),
        Column("sector", "words", words="sector"),
        Column("pacts", "count", label="in_pacts"),
        Column("as_member", "count"),
        Column("as_partner", "count"),
        Column("pact_names", "both"),
        Column("other_spellings"),
    ),
    "membership_events": (
        *PACT,
        Column("kind", "words", words="membership_event", label="event"),
        Column("happened_on", "date"),
        Column("title"),
        Column("place"),
        Column("organisations", "count", label="attendance_or_members"),
    ),
    "pact_area": (
        Column("name", label="district"),
        Column("county"),
        Column("extent", "words", words="extent"),
        Column("basis", "words", words="basis"),
        Column("settlements", "count"),
        Column("n_settlements", "count"),
        Column("population_2024", "figure", "persons"),
        Column("jobseekers_2024", "figure", "persons"),
        Column("source_id"),
    ),
    "quality_matrix": (
        *PACT,
        Column("level", "words", words="level"),
        Column("cycle", "words", words="cycle"),
        Column("county"),
        Column("field", "words", words="main_field", label="field_of_pact"),
        Column("state", "words", words="field_state", label="field_state"),
        Column("as_of", "date", label="newest"),
    ),
    "never_published": (
        Column("place", "count", label="place_rank"),
        Column("kind", "words", words="published_kind", label="information"),
        Column("silent", "count"),
        Column("published", "count"),
        Column("total", "count"),
        Column("as_of", "date", label="newest"),
    ),
    "quality_counties": (
        Column("place", "count", label="place_rank"),
        Column("name", label="county"),
        Column("pacts", "count"),
        Column("pacts_without_outcome", "count"),
        Column("known", "count", label="published_figures"),
        Column("asked", "count"),
        Column("share", "figure", "percent"),
        Column("as_of", "date", label="newest"),
    ),
    "data_age": (
        Column("year"),
        Column("pacts", "count"),
        Column("total", "count"),
        Column("pacts", "names", label="which_pacts"),
    ),
    "check_warnings": (
        Column("check", "words", words="check"),
        Column("rule"),
        *PACT,
        Column("measure", "both"),
        Column("why"),
        Column("as_of", "date"),
        Column("publisher"),
        Column("row_key"),
    ),
    "indicators": (
        Column("indicator", "words", words="indicator"),
        Column("code"),
        Column("indicator", "words", words="indicator_how", label="how_computed"),
        Column("unit", "words", words="unit_name"),
        Column("indicator", "words", words="indicator_per", label="per"),
        Column("better", "words", words="indicator_better"),
        Column("form", "words", words="indicator_form"),
        Column("indicator", "words", words="indicator_caveat", label="caveat"),
        Column("indicator", "words", words="indicator_not_for", label="not_for"),
        Column("indicator", "words", words="indicator_source", label="definition_source"),
        Column("sql"),
    ),
    "vocabulary": (
        Column("name", "both"),
        Column("definition", "both"),
        Column("unit", "words", words="unit_name"),
        Column("official_code"),
        Column("whole", "both"),
        Column("better", "words", words="indicator_better"),
        Column("figures", "count", label="figures_read"),
        Column("pacts", "count"),
        Column("as_of", "date", label="newest"),
        Column("measure", label="row_key"),
    ),
    "sources_read": (
        Column("title"),
        Column("publisher"),
        Column("kind", "words", words="source_kind", label="source_kind"),
        Column("published_on", "date"),
        Column("figures", "count", label="figures_read"),
        Column("several", "count"),
        Column("other", "count", label="others_read"),
        Column("url"),
        Column("source_id"),
    ),
    "people_release": (
        Column("origin", "words", words="people_origin", label="people_origin"),
        Column("as_of", "date"),
        Column("accepted", "count", label="people_accepted"),
        Column("rejected", "count", label="people_rejected"),
        Column("ignored", "count", label="people_ignored"),
        Column("k", "count", label="people_k"),
    ),
    "people_funnel": (*PEOPLE_OUTCOMES, PEOPLE_ORIGIN),
    "people_groups": (Column("value", "group", label="people_group"), *PEOPLE_SEX, *PEOPLE_OUTCOMES[:6], PEOPLE_ORIGIN),
    "people_group_outcomes": (
        Column("panel", "words", words="people_panel", label="people_dimension"),
        Column("value", "group", label="people_group"),
        *PEOPLE_SEX,
        *PEOPLE_OUTCOMES[:6],
        PEOPLE_ORIGIN,
    ),
    "people_months": (
        Column("entered", "date", label="people_month"),
        told("people", "people_state", label="people_entered"),
        told("found_job", "found_state"),
        told("placement_rate", "found_state", "percent"),
        told("leavers", "left_state"),
        told("immediate_rate", "left_state", "percent"),
        told("people_so_far", "people_so_far_state"),
        told("jobs_so_far", "jobs_so_far_state"),
        PEOPLE_ORIGIN,
    ),
    "people_speed": (
        Column("dimension", "words", words="people_dimension", label="people_dimension"),
        Column("value", "group", label="people_group"),
        told("people", "state", label="found_job"),
        told("share_of_jobs", "state", "percent"),
        PEOPLE_ORIGIN,
    ),
    "people_pacts": (
        Column("name", "both", label="pact"),
        *PEOPLE_OUTCOMES,
        told("per_head_huf", "people_state", "HUF"),
        told("per_job_huf", "found_state", "HUF"),
        PEOPLE_ORIGIN,
    ),
    "people_districts": (Column("name", label="district"), Column("county"), *PEOPLE_OUTCOMES[:6], PEOPLE_ORIGIN),
    "people_reconciliation": (
        Column("name", "both", label="pact"),
        Column("measure", "both", words="absent.unknown", label="measure"),
        told("counted", "state"),
        Column("published", "figure", "persons", "published_softness", "published_digits", label="published_value"),
        Column("published_as_of", "date"),
        Column("differs", "words", words="yes", label="people_differs"),
    ),
    "pact_events": (
        Column("happened_on", "date"),
        Column("kind", "words", words="event"),
        Column("title"),
        Column("place"),
        Column("attendance", "count"),
        Column("source_id"),
    ),
}


@remembered
def layout(answer: Answer, words: Words, leave_out: tuple[str, ...] = ()) -> Table:
    """Return an answer as a table in the reader's language, in the column order of its layout."""
    columns = [c for c in LAYOUTS[answer.question.name] if c.name not in leave_out]
    rows = tuple(tuple(cell(row, c, words) for c in columns) for row in answer.rows)
    return Table(tuple(words(c.title) for c in columns), rows, tuple(c.kind in ("figure", "count") for c in columns))


def cell(row: Mapping[str, object], column: Column, words: Words) -> Cell:
    """Return one cell: unknown is a word in a figure's column and an empty cell in a column of text."""
    value = row.get(column.name)
    if column.kind in ("both", "role"):
        return Cell(worded(row, column.name, words) or (words(column.words) if column.words else ""))
    if column.kind == "names":
        listed = row.get(f"{column.name}_{words.language}")
        return Cell(", ".join(map(str, listed)) if isinstance(listed, list) else "")
    if column.kind == "slice":
        return Cell(slice_name(str(row["dimension"]), value, words))
    if column.kind == "words":
        text = words(f"{column.words}.{str(value).lower() if isinstance(value, bool) else value}") if value is not None else ""
        return Cell(text)
    if column.kind == "group":
        return Cell(group_name(str(value), words))
    if column.kind == "date":
        return Cell(words.date(str(value)) if value is not None else "")
    if column.kind == "count":
        return Cell(words.number(value), float(value)) if isinstance(value, int | float) else Cell("")
    if column.kind == "figure":
        return figure_cell(row, column, words)
    return Cell("" if value is None else str(value))


def slice_name(dimension: str, value: object, words: Words) -> str:
    """Return the name of a slice of a breakdown; a slice of what is not known says what is not known."""
    if value is None:
        return words(f"slice_unknown.{dimension}")
    if dimension == "level":
        return words(f"level_of.{value}")
    return words(f"cycle.{value}") if dimension == "cycle" else str(value)


def group_name(value: str, words: Words) -> str:
    """Return the name of a group of participants: a value of an attribute, a target group, a year of entry, or everybody."""
    if value.isdigit():
        return value
    return words(f"people_leaf.{value}") if value.startswith("group_") else words(f"people_value.{value or 'all'}")


def worded(row: Mapping[str, object], name: str, words: Words) -> str:
    """Return `name_hu` or `name_en`; a text that exists in English only stands under `name` and is the last resort."""
    value = row.get(f"{name}_{words.language}") or row.get(name) or row.get(f"{name}_hu")
    return "" if value is None else str(value)


def figure_cell(row: Mapping[str, object], column: Column, words: Words) -> Cell:
    """Return a figure with its unit and softness."""
    value, unit = row.get(column.name), str(row.get(column.unit) or column.unit)
    softness = str(row.get(column.soft) or "exact")
    digits = row.get(column.digits)
    if not isinstance(value, int | float):
        if column.state:
            suppressed = row.get(column.state) == "suppressed"
            return Cell(words("absent.suppressed" if suppressed else "absent.meaningless"))
        return Cell("" if unit in ("date", "code") else words("absent.unknown"), absent=unit not in ("date", "code"))
    text = words.figure(float(value), unit, softness, int(digits) if isinstance(digits, int | float) else None)
    known = softness != "none"
    return Cell(text, float(value) if known else None, unit, softness, absent=not known)


# ---------------------------------------------------------------- bytes to take away


def exported(table: Table, words: Words) -> tuple[list[str], list[list[str | float | None]]]:
    """Return headings and rows for a spreadsheet: full numbers, and a column of precision after each soft one."""
    soft = [any(row[i].softness not in ("", "exact") for row in table.rows) for i in range(len(table.headings))]
    headings: list[str] = []
    for i, heading in enumerate(table.headings):
        unit = next((row[i].unit for row in table.rows if row[i].unit), "")
        same = len({row[i].unit for row in table.rows if row[i].unit}) == 1
        headings.append(f"{heading} ({words('unit_name.' + unit)})" if unit and same else heading)
        headings += [words("column.precision_of", heading=heading)] if soft[i] else []
    rows: list[list[str | float | None]] = []
    for row in table.rows:
        out: list[str | float | None] = []
        for i, c in enumerate(row):
            out.append(c.number if c.number is not None else inert(c.text))
            out += [words(f"softness.{c.softness or 'exact'}") if c.number is not None else ""] if soft[i] else []
        rows.append(out)
    return headings, rows


def inert(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula.

    Reading takes the quote in front away again (exports/names.py); a text that has such a quote of its own gets another.
    """
    return "'" + text if text.lstrip("'").lstrip(" \u00a0").startswith(FORMULA_STARTS) else text


def to_csv(table: Table, words: Words) -> bytes:
    """Return CSV as Hungarian Excel reads it: UTF-8 with BOM, semicolons, decimal comma."""
    headings, rows = exported(table, words)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(h) for h in headings])
    mark = "," if words.language == "hu" else "."
    for row in rows:
        writer.writerow([plain_number(v, mark) if isinstance(v, float) else v for v in row])
    return out.getvalue().encode("utf-8-sig")


def plain_number(value: float, mark: str) -> str:
    """Return a number with all its digits and nothing else: 433100000, 54,487179."""
    text = str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")
    return text.replace(".", mark)


def to_xlsx(table: Table, about: Mapping[str, Sequence[tuple[str, str]]], words: Words) -> bytes:
    """Return a workbook: the table on the first sheet, then a sheet of two columns for each entry of `about`."""
    headings, rows = exported(table, words)
    out = io.BytesIO()
    # Text stays text: no formulas, links or numbers are read into it.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, number = book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), book.add_format({"num_format": "#,##0.###"})
        whole, wrapped = book.add_format({"num_format": "#,##0"}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(words("sheet.data"))
        sheet.write_row(0, 0, [inert(h) for h in headings], bold)
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate(row):
                if isinstance(value, float):
                    sheet.write_number(r, c, value, whole if value == int(value) else number)
                elif value:
                    sheet.write_string(r, c, value)
        sheet.freeze_panes(1, 1)
        for c, heading in enumerate(headings):
            longest = max([len(heading), *(len(str(row[c] or "")) for row in rows)])
            sheet.set_column(c, c, min(60, max(10, longest + 2)))
        for name, pairs in about.items():
            page = book.add_worksheet(words(f"sheet.{name}"))
            page.set_column(0, 0, 32)
            page.set_column(1, 1, 90)
            for r, (left, right) in enumerate(pairs):
                page.write_string(r, 0, inert(left), bold)
                page.write_string(r, 1, inert(right), wrapped)
    return out.getvalue()
