"""A file that cannot be read at all: raised inside this package, handed over as a finding."""

from __future__ import annotations

import re

from paktum.exports.limits import VALUE_CHARACTERS
from paktum.exports.reading import Finding, Level

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]")


class UnreadableError(Exception):
    """Carries the finding that says why nothing of the file can be read."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.rule)
        self.finding = finding


def shown(value: object) -> str:
    """Return a value as a finding may show it: at most 200 characters, nothing that acts or hides."""
    return UNSEEN.sub("·", str(value)[: VALUE_CHARACTERS + 1])[:VALUE_CHARACTERS]


def finding(
    level: Level, rule: str, *, sheet: str = "", row: int | None = None, column: str = "", value: object = "", **values: object
) -> Finding:
    """Return a finding whose texts are safe to show."""
    said = {key: shown(text) or "–" for key, text in values.items()}
    return Finding(level, rule, shown(sheet), row, shown(column), shown(value), said)


def refuse(
    rule: str, *, sheet: str = "", row: int | None = None, column: str = "", value: object = "", **values: object
) -> UnreadableError:
    """Return the exception that gives a whole file up."""
    return UnreadableError(finding("error", rule, sheet=sheet, row=row, column=column, value=value, **values))
