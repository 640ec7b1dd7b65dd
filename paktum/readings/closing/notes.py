"""What stands under a slide and in its notes: sources, dates, formulas, and what is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paktum.questions import Answer
from paktum.readings.closing.facts import Facts
from paktum.readings.closing.parts import Figure
from paktum.readings.compare import side
from paktum.readings.marks import text
from paktum.wording import Words, capital

LONGEST_SOURCE = 225  # characters: two lines of 12 points


def notes(
    message: str,
    figures: Sequence[Figure],
    answers: Sequence[Answer],
    words: Words,
    formula: Iterable[str] = (),
    unsure: Iterable[str] = (),
) -> dict[str, str]:
    """Return the notes of a slide under the headings of NOTE_HEADINGS."""
    listed = documents(answers)
    dates = [d for a in answers for d in a.as_of]
    return {
        "message": message + ".",
        "number": lines(told(f, words) for f in figures) or words("closing.note.no_number"),
        "formula": lines([*ratios(figures, words), *formula]) or words("closing.note.no_formula"),
        "source": lines(cited(d, words) for d in listed) or words("closing.note.no_source"),
        "as_of": words.period(dates),
        "precision": lines(precise(f, words) for f in figures if f.known) or words("closing.note.no_number"),
        "unsure": lines([*unsure, *doubts(figures)]) or words("closing.note.nothing_unsure"),
        "link": lines(f"{d['publisher']}: {d['url'] or words('closing.note.no_link')}" for d in listed) or words("closing.note.no_link"),
    }


def lines(said: Iterable[str]) -> str:
    """Return some lines as one text, each once."""
    return "\n".join(dict.fromkeys(s for s in said if s))


def told(figure: Figure, words: Words) -> str:
    """Return a figure in full: its label, what is printed, the number with all its digits, its date."""
    if not figure.known:
        return f"{figure.label}: {figure.printed}"
    # All digits only of a published exact amount: a rounded or computed one does not have them.
    whole = figure.unit == "HUF" and figure.softness == "exact" and not figure.base
    said = figure.printed + (f" ({words('unit.huf', n=words.number(figure.value or 0))})" if whole else "")
    when = f", {figure.when}" if figure.when else ""
    share = f"; {figure.share} {figure.of}" if figure.share else ""
    return f"{figure.label}: {said}{share}{when}"


def ratios(figures: Sequence[Figure], words: Words) -> list[str]:
    """Return how each share was computed: numerator, denominator, result."""
    return [
        f"{f.label}: {words.number(f.value or 0)} / {words.number(f.base)} = {f.share} ({f.of})"
        for f in figures
        if f.known and f.base and f.share
    ]


def precise(figure: Figure, words: Words) -> str:
    """Return how exact a figure is, in words."""
    return f"{figure.label}: {words(f'softness.{figure.softness}')}"


def doubts(figures: Sequence[Figure]) -> list[str]:
    """Return what changes the meaning of a figure."""
    return [f"{f.label}: {f.caution}" for f in figures if f.caution]


def disagreements(facts: Facts, measures: Sequence[str], words: Words) -> list[str]:
    """Return where the sources of some measures disagree, which value was chosen and which was not; no measures = all."""
    out = []
    for r in facts.contradictions.rows:
        if not measures or r["measure"] in measures:
            name = words("contradiction.code") if r["topic"] == "code" else words.pick(r, "measure")
            chosen, other = side(r, "chosen", words), side(r, "other", words)
            parts = {"name": name, "chosen": quoted(chosen.text, chosen.sub), "other": quoted(other.text, other.sub)}
            out.append(words("closing.note.disagreement", **parts))
    return out


def quoted(value: str, sub: Sequence[str]) -> str:
    """Return a value with where it stands."""
    return f"{value} ({', '.join(sub)})" if sub else value


def documents(answers: Sequence[Answer]) -> list[dict[str, str]]:
    """Return the documents behind some answers, each once."""
    return list({d["source_id"]: d for a in answers for d in a.documents}.values())


def cited(document: dict[str, str], words: Words) -> str:
    """Return a document as it is cited: publisher, title, date."""
    return f"{document['publisher']}: {document['title']}, {words.date(document['published_on'])}"


def source_line(answers: Sequence[Answer], words: Words, *more: str) -> str:
    """Return the line under a slide: as many documents as two lines hold, how many more there are, and what else must be said."""
    listed = documents(answers)
    tail = "".join(f" · {m}" for m in more if m)
    said = [f"{d['publisher']} ({words('source_kind.' + d['kind'])}, {words.date(d['published_on'])})" for d in listed]
    said = list(dict.fromkeys(said))
    for shown in range(len(said), 0, -1):
        rest = words("closing.more_sources", n=words.number(len(said) - shown)) if shown < len(said) else ""
        line = words("closing.source", listed="; ".join(said[:shown])) + rest + tail
        if len(line) <= LONGEST_SOURCE:
            return line
    return clipped((words("closing.source", listed=said[0]) + tail) if said else tail.removeprefix(" · "))


def clipped(line: str) -> str:
    """Return a line cut at a word when it is too long."""
    return line if len(line) <= LONGEST_SOURCE else line[: LONGEST_SOURCE - 1].rsplit(" ", 1)[0] + "…"


def spoken(figures: Sequence[Figure]) -> str:
    """Return figures as one sentence: the alternative text of what is drawn from them."""
    return "; ".join(
        f"{f.label} {f.printed}" + (f" ({f.share} {f.of})" if f.share else "") + (f", {f.caution}" if f.caution else "") for f in figures
    )


def alt(form: str, figures: Sequence[Figure], words: Words) -> str:
    """Return the alternative text of a picture: what kind it is, then every value, the unknown ones named."""
    return capital(f"{words(f'closing.alt.{form}')}: {spoken(figures)}.")


def dated(value: object) -> str:
    """Return an ISO date of an answer, empty when there is none."""
    return text(value)
