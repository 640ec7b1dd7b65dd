"""What a reader hands over: rows in our words, and a finding for everything that was wrong, doubtful or tolerated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """Something about one place of a file that a clerk should know.

    level: "error" (nothing of a small file is loaded), "warning", or "note" (a tolerance that was used, counted per column).
    rule: an import rule (V01-V25) or the format's own id (EMIR01 ...); `rule.<rule>` says what is wrong, `rule_do.<rule>` what
    to do. sheet: name of the sheet or of the member of an archive, empty in a plain text file. row: physical line or row,
    counted from 1, None for the whole file. column: the heading as printed. value: as found, at most 200 characters.
    values: what the two sentences need beyond these; "n" is how many places a counted finding stands for.
    """

    level: Level
    rule: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, str]:
        """The keys of the two sentences: what is wrong, what to do."""
        return f"rule.{self.rule}", f"rule_do.{self.rule}"


@dataclass(frozen=True)
class Link:
    """What a row says of another one: `value` in a column names a row of `table`."""

    sheet: str
    row: int
    column: str
    value: str
    table: str


@dataclass(frozen=True)
class Grant:
    """One supported project of an export, in our words; None is "the file does not say".

    amount: in whole or decimal units of `currency`; `measure` says what it is: "grant" (awarded), "eu_support",
    "total_eligible". precision: as in observations. decided_on, starts_on, ends_on: ISO dates. row, sheet: where it stands. other_amounts:
    "total_eligible" in the same currency, "eu_rate_percent". partners: the consortium beside the applicant, where a file names it.
    """

    row: int
    sheet: str = ""
    internal_id: str | None = None
    project_code: str | None = None
    call_code: str | None = None
    territory_code: str | None = None
    cycle: str | None = None
    applicant: str | None = None
    title: str | None = None
    place: str | None = None
    county: str | None = None
    district: str | None = None
    amount: Decimal | None = None
    currency: str = "HUF"
    measure: str = "grant"
    precision: str = "exact"
    decided_on: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    other_amounts: Mapping[str, Decimal] = field(default_factory=dict)
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file as understood: accepted + rejected + ignored = rows, always.

    format: the recognised format, or "unknown". certainty: 0..1, how sure the recognition is (the finding
    FILE10 of each sheet says by what).
    rows: data rows of the file. ignored: rows left out on purpose, `ignored_why` counts them by reason ("not_a_pact_call",
    "repeat", ...). grants: what formats of projects give. tables: {table of tables.sql: rows of text cells} for formats in our
    own words and for labour statistics. whole: whether `tables` replaces those tables (a full data package) or adds to them.
    """

    format: str
    certainty: float
    file_name: str
    sha256: str
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    ignored: int = 0
    ignored_why: Mapping[str, int] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    tables: Mapping[str, tuple[Mapping[str, str | None], ...]] = field(default_factory=dict)
    whole: bool = False
    places: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def format_words(self) -> str:
        """The key of the format's name."""
        return f"format.{self.format}"

    @property
    def ignored_words(self) -> Mapping[str, str]:
        """{reason of `ignored_why`: key of its words}."""
        return {reason: f"ignored.{reason}" for reason in self.ignored_why}

    @property
    def amounts(self) -> Mapping[str, Decimal]:
        """What the accepted grants come to, by currency; a grant whose amount the file does not say is in no sum."""
        found: dict[str, Decimal] = {}
        for grant in self.grants:
            if grant.amount is not None:
                found[grant.currency] = found.get(grant.currency, Decimal(0)) + grant.amount
        return found

    @property
    def errors(self) -> int:
        """The number of findings that stop the file from being loaded."""
        return sum(f.level == "error" for f in self.findings)
