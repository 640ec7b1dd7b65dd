"""The last slides: an empty place for the office's story, and the questions that are left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paktum.readings.closing import titles
from paktum.readings.closing.facts import Facts
from paktum.readings.closing.figures import people, spelled, with_article
from paktum.readings.closing.notes import disagreements, documents, notes
from paktum.readings.closing.parts import Questions, Slide, Story
from paktum.readings.compare import side
from paktum.readings.marks import text
from paktum.wording import Words

MOST_QUESTIONS, MOST_SETTLED, MOST_CONTINUED = 5, 2, 3


def story(facts: Sequence[Facts], words: Words) -> Slide:
    """Return the place for the office's own story."""
    joined = facts[0].result("participants") if len(facts) == 1 else None
    title = titles.fitting(
        words("closing.title.story_of", n=with_article(people(joined, words), words)) if joined else words("closing.title.story")
    )
    body = Story(words("closing.photo_place"), words("closing.quotation_place"), words("closing.name_place"))
    said = notes(title, [], [], words, unsure=[words("closing.story_source")])
    return Slide("story", "story", title, body, "", "", said | {"source": words("closing.consent_file")})


def questions(facts: Sequence[Facts], words: Words) -> Slide:
    """Return what only the office can answer, which contradictions were settled, how it goes on, and whom to ask."""
    everything = in_turn([[named(q, f, len(facts), words) for q in unknowns(f, words)] for f in facts])
    asked, rest = everything[:MOST_QUESTIONS], everything[MOST_QUESTIONS:]
    title = titles.questions(len(asked), bool(rest), words)
    answers = [a for f in facts for a in (f.indicators, f.outcomes, f.contradictions)]
    settled = in_turn([[named(s, f, len(facts), words) for s in settlements(f, words)] for f in facts])
    more = len(settled) - MOST_SETTLED
    shown = settled[:MOST_SETTLED] + ([words("closing.more_settled", n=words.number(more))] if more > 0 else [])
    sections = [
        (words("closing.settled"), tuple(shown) or (words("contradiction.none"),)),
        (words("closing.goes_on"), tuple(named(continuation(f, words), f, len(facts), words) for f in facts)[:MOST_CONTINUED]),
        (words("closing.contact"), (words("closing.contact_place"),)),
    ]
    unsure = [line for f in facts for line in disagreements(f, (), words)]
    sources = words("closing.all_sources", n=words.number(len(documents([f.figures for f in facts]))))
    return Slide(
        "open", "open", title, Questions(tuple(asked), tuple(sections)), f"{words('closing.gross_results')} · {sources}", "",
        notes("\n".join([title, *rest]), [], answers, words, unsure=unsure),
    )  # fmt: skip


def named(said: str, facts: Facts, pacts: int, words: Words) -> str:
    """Return a line with the pact that it speaks of, where there are several."""
    return f"{facts.short(words)}: {said[:1].lower()}{said[1:]}" if pacts > 1 else said


def in_turn(lists: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of several lists, the first of each, then the second of each: no pact takes all the room."""
    longest = max((len(each) for each in lists), default=0)
    return [each[n] for n in range(longest) for each in lists if n < len(each)]


def unknowns(facts: Facts, words: Words) -> Iterator[str]:
    """Yield the questions that the published data leave open, the most important first."""
    past = "past" if facts.over else "now"
    if not facts.result("participants"):
        yield words(f"closing.ask.participants_{past}")
    if not facts.result("found_job"):
        yield words(f"closing.ask.found_job_{past}")
    if not (facts.target("participants") or facts.target("found_job")):
        yield words("closing.ask.targets")
    grant = facts.values.get("grant")
    yield words(f"closing.ask.paid_{past}", amount=spelled(grant, words)) if grant is not None else words("closing.ask.grant")
    if not (facts.values.get("founding_members") or facts.headline("members")):
        yield words(f"closing.ask.members_{past}")
    if facts.result("found_job") and not facts.result("employed_6m"):
        yield words("closing.ask.employed_6m")
    yield words(f"closing.ask.groups_{past}")
    yield words("closing.ask.jobs")


def settlements(facts: Facts, words: Words) -> Iterator[str]:
    """Yield each settled contradiction in a few words: the chosen value and the other one."""
    for r in facts.contradictions.rows:
        name = words("contradiction.code") if r["topic"] == "code" else words.pick(r, "measure")
        chosen, other = side(r, "chosen", words), side(r, "other", words)
        name += f", {words('kind.target')}" if r["series"] == "target" else ""
        if r["topic"] != "code":
            yield words("closing.settled_one", name=name, chosen=chosen.text.rstrip("."), other=other.text.rstrip("."))


def continuation(facts: Facts, words: Words) -> str:
    """Return what comes after a pact, or that nothing is known about it."""
    if facts.pact["successor_pact_id"]:
        return words("closing.successor", name=words.pick(facts.pact, "successor"))
    if facts.cycle == "2021-2027":
        end = facts.headline("end_date")
        return words("closing.planned_end", date=words.date(text(end["value_date"]), long=True)) if end else words("closing.end_unknown")
    return words("closing.no_successor")
