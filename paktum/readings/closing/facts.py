"""What is known about one pact, asked once: the answers that the slides of its storyboard are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from paktum.questions import Answer, ask
from paktum.readings.marks import Row, number, text
from paktum.wording import Words


@dataclass(frozen=True)
class Facts:
    """The answers about a pact; `values` holds its indicators, `stages` its people, both by name."""

    pact: Row
    values: Mapping[str, Row]
    stages: Mapping[str, Row]
    identity: Answer
    indicators: Answer
    outcomes: Answer
    money: Answer
    partners: Answer
    projects: Answer
    events: Answer
    area: Answer
    figures: Answer
    contradictions: Answer
    context: Answer

    @property
    def id(self) -> str:
        """The id of the pact."""
        return text(self.pact["pact_id"])

    @property
    def over(self) -> bool:
        """Whether the verbs of a pact stand in the past: it is closed, or its cycle is and nobody says that it runs."""
        return self.pact["status"] == "closed" or (self.cycle == "2014-2020" and self.pact["status"] != "running")

    @property
    def cycle(self) -> str:
        """The programming cycle, as an id."""
        return text(self.pact["cycle"])

    def result(self, measure: str) -> Row | None:
        """Return a stage whose result is known."""
        row = self.stages.get(measure)
        return row if row is not None and row["result"] is not None else None

    def target(self, measure: str) -> Row | None:
        """Return a stage whose target is known."""
        row = self.stages.get(measure)
        return row if row is not None and row["target"] is not None else None

    def headline(self, measure: str) -> Row | None:
        """Return the chosen published figure of a measure; a fact before a plan."""
        rows = [r for r in self.figures.rows if r["measure"] == measure and r["role"] == "headline"]
        return min(rows, key=lambda r: r["series"] in ("planned", "target"), default=None)

    def name(self, words: Words) -> str:
        """Return the full name of the pact."""
        return words.pick(self.pact, "name")

    def adjective(self, words: Words) -> str:
        """Return "jászberényi" in Hungarian, the short name in English; of a pact that came with an export, its quoted name."""
        if words.language != "hu":
            return self.short(words)
        return text(self.pact["adjective_hu"]) or words("funding.quoted", name=self.short(words))

    def short(self, words: Words) -> str:
        """Return the short name without its cycle."""
        return words.pick(self.pact, "short").removesuffix(f" {words('cycles.' + self.cycle)}")


def gather(pact: str) -> Facts:
    """Ask everything about a pact that a storyboard can show."""
    identity = ask("pact", pact=pact)
    indicators, outcomes = ask("indicator_values", pacts=[pact]), ask("pact_outcomes", pact=pact)
    return Facts(
        pact=identity.row,
        values={text(r["indicator"]): r for r in indicators.rows if r["softness"] != "none"},
        stages={text(r["measure"]): r for r in outcomes.rows},
        identity=identity,
        indicators=indicators,
        outcomes=outcomes,
        money=ask("pact_money", pacts=[pact]),
        partners=ask("pact_partners", pacts=[pact]),
        projects=ask("pact_projects", pact=pact),
        events=ask("pact_events", pact=pact),
        area=ask("pact_area", pact=pact),
        figures=ask("pact_observations", pacts=[pact]),
        contradictions=ask("contradictions", pacts=[pact]),
        context=ask("area_context", pact=pact),
    )


def whole(value: object) -> int:
    """Return a cell that counts something; unknown counts nothing."""
    return int(number(value) or 0)
