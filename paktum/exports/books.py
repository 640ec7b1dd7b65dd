"""The books of a file: every row is accepted, rejected or left out, and what is said of it stands once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from paktum.exports.faults import finding
from paktum.exports.reading import Finding, Reading
from paktum.exports.values import Said

WARNINGS = 100  # of one rule and column that are listed one by one; the rest is counted
SEPARATE = ("NUM05",)  # tolerances that are counted apart by what was found


@dataclass
class Books:
    """What is counted while rows are read; `findings` are complete after `close`."""

    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    _tally: Counter[Any] = field(default_factory=Counter)
    _listed: Counter[Any] = field(default_factory=Counter)
    _open: list[tuple[Finding, Any]] = field(default_factory=list)

    def reject(self, *faults: Finding) -> None:
        """Count a row as rejected, with the reasons."""
        self.rejected += 1
        self.findings += faults

    def ignore(self, reason: str, *faults: Finding) -> None:
        """Count a row as left out on purpose."""
        self.ignored[reason] += 1
        for fault in faults:
            self.say(fault)

    def say(self, said: Finding) -> None:
        """Note a doubt or tolerance of a row that was kept or left out."""
        values = tuple(said.values.items())
        if self._counts(said.level, said.rule, said.sheet, said.column, values):
            self._write(said, values)

    def tell(self, said: Said, sheet: str, line: int, column: str, raw: str) -> None:
        """Note what was said of a cell: the same, without making a finding for every cell."""
        if self._counts(said.level, said.rule, sheet, column, said.values):
            found_ = finding(said.level, said.rule, sheet=sheet, row=line, column=column, value=raw, **dict(said.values))
            self._write(found_, said.values)

    def _counts(self, level: str, rule: str, sheet: str, column: str, values: tuple[tuple[str, str], ...]) -> bool:
        """Say whether a finding must be written: warnings one by one up to a number, tolerances once a column."""
        if level == "warning":
            self._listed[rule, column] += 1
            return self._listed[rule, column] <= WARNINGS + 1
        key = (rule, sheet, column, values if rule in SEPARATE else ())
        self._tally[key] += 1
        return self._tally[key] == 1

    def _write(self, said: Finding, values: tuple[tuple[str, str], ...]) -> None:
        if said.level == "warning" and self._listed[said.rule, said.column] <= WARNINGS:
            self.findings.append(said)
        elif said.level == "warning":
            self._open.append((said, (said.rule, said.column)))
        else:
            self._open.append((said, (said.rule, said.sheet, said.column, values if said.rule in SEPARATE else ())))

    def close(self) -> None:
        """Write the counted findings down."""
        for said, key in self._open:
            n = self._tally[key] if said.level == "note" else self._listed[key] - WARNINGS
            self.findings.append(replace(said, values={**said.values, "n": str(n)}))
        self._open.clear()
        self._tally.clear()
        self._listed.clear()

    def add(self, other: Books) -> None:
        """Add the books of another sheet."""
        other.close()
        self.rows += other.rows
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.ignored.update(other.ignored)
        self.findings += other.findings

    def reading(self, **kept: Any) -> Reading:
        """Return the reading that these books add up to."""
        self.close()
        order = {"error": 0, "warning": 1, "note": 2}
        findings = sorted(self.findings, key=lambda f: (order[f.level], f.sheet, f.row or 0, f.rule, f.column))
        why = dict(sorted(self.ignored.items()))
        return Reading(
            rows=self.rows,
            accepted=self.accepted,
            rejected=self.rejected,
            ignored=sum(why.values()),
            ignored_why=why,
            findings=tuple(findings),
            **kept,
        )
