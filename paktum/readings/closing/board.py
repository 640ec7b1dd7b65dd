"""A storyboard from the ids of pacts: which slides there are, and what the presenter is told before the event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from paktum.questions import Answer, ask
from paktum.readings.closing import ending, opening, places, results, several
from paktum.readings.closing.facts import Facts, gather
from paktum.readings.closing.parts import Slide, Storyboard
from paktum.readings.marks import text
from paktum.readings.pact import mid_sentence, unknowns
from paktum.wording import Words


def storyboard(pacts: Sequence[str], words: Words, shapes: Mapping[str, Any] | None = None) -> Storyboard:
    """Return the storyboard of one pact or several, in the order given.

    `shapes` is a FeatureCollection of districts (properties code, name, county_code) in place of the bundled schematic one.
    Raises KeyError with the id when there is no such pact, ValueError when none is given.
    """
    ids = list(dict.fromkeys(pacts))
    if not ids:
        raise ValueError("a storyboard needs a pact")
    facts = [gather(i) for i in ids]
    for given, found in zip(ids, facts, strict=True):
        if not found.pact:
            raise KeyError(given)
    told: list[str] = []
    slides = tuple(one(facts[0], told, words, shapes) if len(facts) == 1 else many(facts, told, words))
    told += [t for f in facts for t in warnings(f, words)]
    told += [words("closing.told.held_back", title=s.title, why=s.held_back) for s in slides if s.held_back]
    return assembled(facts, slides, told, words)


def one(facts: Facts, told: list[str], words: Words, shapes: Mapping[str, Any] | None) -> Iterator[Slide]:
    """Yield the slides of one pact; what leaves itself out is told."""
    yield opening.cover(facts, words)
    optional = {
        "partnership": opening.partnership(facts, words),
        "context": opening.context(facts, words),
        "money": results.money(facts, words),
        "funnel": results.funnel(facts, words),
        "groups": results.groups(facts, words),
        "map": places.place_map(facts, words, shapes),
    }
    for name, slide in optional.items():
        if slide is not None:
            yield slide
        else:
            told.append(words(f"closing.told.{name}"))
    crowd = places.crowd(facts, words)
    if isinstance(crowd, Slide):
        yield crowd
    else:
        told.append(words("closing.told.crowd", why=crowd))
    yield ending.story([facts], words)
    yield ending.questions([facts], words)


def many(facts: Sequence[Facts], told: list[str], words: Words) -> Iterator[Slide]:
    """Yield the slides of several pacts."""
    guard = ask("comparability", pacts=[f.id for f in facts])
    yield several.cover(facts, words)
    yield from several.grids(facts, guard, words)
    for slide, why in (
        (several.amounts(facts, words), "money"),
        (several.targets(facts, "participants", words), "targets"),
        (several.targets(facts, "found_job", words), "targets_jobs"),
    ):
        if slide is not None:
            yield from several.paged(slide, words)
        else:
            told.append(words(f"closing.told.{why}"))
    yield from several.people(facts, words)
    yield ending.story(facts, words)
    yield ending.questions(facts, words)


def warnings(facts: Facts, words: Words) -> Iterator[str]:
    """Yield what a presenter must know beforehand: what is not known, what is doubtful, what contradicts."""
    missing = unknowns(facts.values, facts.outcomes, words)
    yield words("closing.told.unknown", name=facts.short(words), listed=words.list(mid_sentence(m) for m in missing))
    if any(r["doubt"] == "target_or_actual" for r in facts.outcomes.rows):
        yield words("closing.told.doubt", name=facts.short(words))
    if n := len(facts.contradictions.frame):
        yield words("closing.told.contradicted", name=facts.short(words), n=words.number(n))


def assembled(facts: Sequence[Facts], slides: tuple[Slide, ...], told: Sequence[str], words: Words) -> Storyboard:
    """Return the storyboard with all that a take-away carries."""
    answers = [a for f in facts for a in answers_of(f)]
    cycles = tuple(sorted({f.cycle for f in facts}))
    cycle = words(f"cycles.{cycles[0]}")
    name = facts[0].name(words) if len(facts) == 1 else " · ".join(f.short(words) for f in facts)
    return Storyboard(
        language=words.language,
        pacts=tuple(f.id for f in facts),
        cycles=cycles,
        title=slides[0].title,
        name=f"{name.removesuffix(f' ({cycle})')} · {cycle}" if len(facts) == 1 else name,
        slides=slides,
        told=tuple(dict.fromkeys(told)),
        view=words("closing.view", names="; ".join(f.name(words) for f in facts), cycles=words.list(words("cycles." + c) for c in cycles)),
        sources=sources(answers),
        as_of=words.period([d for f in facts for d in f.figures.as_of]),
        snapshot=facts[0].figures.snapshot.id,
        notices=(words("closing.notice_gross"), words("closing.notice_data"), words("closing.notice_map")),
    )


def answers_of(facts: Facts) -> list[Answer]:
    """Return the answers about a pact whose documents stand behind its storyboard."""
    return [facts.figures, facts.projects, facts.partners, facts.events, facts.area, facts.context]


def sources(answers: Sequence[Answer]) -> pd.DataFrame:
    """Return the documents behind some answers, each once."""
    frames = [a.sources for a in answers if len(a.sources)]
    if not frames:
        return pd.DataFrame(columns=["source_id", "title", "publisher", "url", "published_on", "kind", "note"])
    together = pd.concat(frames, ignore_index=True).drop_duplicates("source_id", ignore_index=True)
    return together.sort_values("source_id", key=lambda c: c.map(text), ignore_index=True)
