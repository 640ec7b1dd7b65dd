"""The titles of the slides: one sentence from the data, at most LONGEST_TITLE characters, and a shorter one where it does not fit."""

from __future__ import annotations

from paktum.readings.closing.facts import Facts
from paktum.readings.closing.figures import figure, people, people_on, spelled, with_article
from paktum.readings.closing.parts import LONGEST_TITLE
from paktum.readings.marks import Row, text
from paktum.wording import NBSP, Words, capital, glued

SHORT_WORD = 8


def fitting(*sentences: str) -> str:
    """Return the first sentence that fits; the last one is cut at a word when none does."""
    ready = [capital(closed(glued(s))) for s in sentences if s]
    for sentence in ready:
        if len(sentence) <= LONGEST_TITLE:
            return sentence
    return ready[-1][: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def closed(sentence: str) -> str:
    """Return a sentence whose last line cannot be one short word."""
    head, space, last = sentence.rpartition(" ")
    return f"{head}{NBSP}{last}" if space and len(last) <= SHORT_WORD else sentence


def tense(facts: Facts) -> str:
    """Return which verbs a pact takes: "past" when it is over, "now" while it runs."""
    return "past" if facts.over else "now"


def counting(number: int, words: Words) -> str:
    """Return a small number in words, a larger one in digits."""
    return words(f"closing.count.{number}") if 1 <= number <= 10 else words.number(number)


def partnership(facts: Facts, organisations: int, beginning: str, words: Words) -> str:
    """Return who carries the project, then how the pact began."""
    first = (
        words(f"closing.title.consortium_{tense(facts)}", n=counting(organisations, words))
        if organisations > 1
        else words("closing.title.only_lead")
        if organisations
        else words("closing.title.no_partners")
    )
    return fitting(f"{first}, {beginning}" if organisations > 1 and beginning else f"{first}; {beginning}" if beginning else first, first)


def beginning(facts: Facts, words: Words) -> str:
    """Return how a pact began: its founding members, or when it was founded, signed or opened; empty when nobody says."""
    if members := facts.values.get("founding_members"):
        return words("closing.title.founders", n=people(members, words, "value", ""))
    for kind in ("agreement", "founding", "opening"):
        for r in facts.events.rows:
            if r["kind"] == kind and r["happened_on"]:
                return words(f"closing.title.began_{kind}", when=words.within(text(r["happened_on"])[:7]))
    return ""


def money(facts: Facts, awarded: Row | None, later: Row | None, changed: bool, words: Words) -> str:
    """Return what became of the grant; the paid amount is never known."""
    paid = words("closing.title.paid_unknown")
    if awarded and later and changed:
        both = {"before": spelled(awarded, words), "after": spelled(later, words)}
        return fitting(words("closing.title.money_changed", **both) + "; " + paid, words("closing.title.money_changed", **both))
    if awarded and later and spelled(awarded, words) == spelled(later, words):
        same = words(f"closing.title.money_same_{'to_the_end' if at_the_end(facts, later) else 'later'}", amount=spelled(awarded, words))
        return fitting(f"{same}; {paid}", same)
    if awarded:
        said = words("closing.title.money_awarded", amount=spelled(awarded, words))
        return fitting(f"{said}; {paid}", said)
    said = words("closing.title.money_later", amount=spelled(later, words) if later else "")
    return fitting(f"{said}; {words('closing.title.award_unknown')}", said)


def fulfilment(facts: Facts, words: Words) -> str:
    """Return how far a target was reached where that is all that was published; empty when it is not."""
    for name in ("fulfilment_jobs", "fulfilment_participants"):
        if row := facts.values.get(name):
            return words(f"closing.title.{name}", share=figure(row, "", "", words).printed)
    torn = any(facts.headline(measure) for measure in ("fulfilment_found_job", "fulfilment_participants"))
    return words("closing.title.fulfilment_torn") if torn else ""


def prefixed(prefix: str, sentence: str) -> str:
    """Return a sentence after the name of its pact; the name has the colon."""
    return f"{prefix}: {sentence[:1].lower()}{sentence[1:].replace(': ', '; ')}" if prefix else sentence


def at_the_end(facts: Facts, later: Row) -> bool:
    """Whether an amount was published when the project ended: on the day of its closing event or after."""
    closings = [text(r["happened_on"]) for r in facts.events.rows if r["kind"] == "closing" and r["happened_on"]]
    return bool(later["as_of"] and closings and text(later["as_of"]) >= max(closings))


def results(facts: Facts, words: Words, prefix: str = "") -> str:
    """Return how many took part, found a job and kept it: only what is known, and what is not."""
    joined, found, kept = (facts.result(m) for m in ("participants", "found_job", "employed_6m"))
    parts = {
        "joined": people(joined, words) if joined else "",
        "found": people_on(found, words) if found else "",
        "kept": people_on(kept, words) if kept else "",
        "goal": people(goal, words, "target", "target_") if (goal := facts.target("participants")) else "",
    }
    key = "_".join(name for name, row in (("joined", joined), ("found", found), ("kept", kept)) if row)
    if not key and (reached := fulfilment(facts, words)):
        return fitting(*(prefixed(prefix, s) for s in (reached,)), words("closing.title.results_none"))
    if not key:
        key = "goal" if parts["goal"] else "nothing_past" if facts.over else "nothing_now"
    said = [words(f"closing.title.results_{key}", **parts)]
    if key == "joined_found_kept":
        said.append(words("closing.title.results_brief", **parts))
    said.append(words("closing.title.results_people" if "nothing" not in key else "closing.title.results_none"))
    return fitting(*(prefixed(prefix, s) for s in said))


def groups(facts: Facts, others: int, words: Words) -> str:
    """Return which part of the people is known by group."""
    found, trained = facts.result("found_job"), facts.result("found_job_and_trained")
    if found and trained:
        return fitting(words("closing.title.trained", found=with_article(people(found, words), words), trained=people_on(trained, words)))
    return fitting(words("closing.title.groups", n=counting(others, words)))


def context(place: str, rate: str, country: str, words: Words) -> str:
    """Return the rate of the area beside that of the country."""
    return fitting(
        words("closing.title.context", place=place, rate=rate, country=country),
        words("closing.title.context_short", rate=rate, country=country),
    )


def crowd(facts: Facts, rank: int, of: int, sharing: int, words: Words) -> str:
    """Return the place of a grant among those of its kind; results are never ranked."""
    parts = {
        "of": with_article(words.number(of), words),
        "level": words(f"level.{facts.pact['level']}"),
        "who": with_article(facts.adjective(words), words),
        "place": place(rank, sharing, words),
    }
    return fitting(*(words(f"closing.title.{name}", **parts) for name in ("crowd", "crowd_brief", "crowd_short")))


def place(rank: int, sharing: int, words: Words) -> str:
    """Return "a legnagyobb", "a 12. legnagyobb", and whether others have the same place."""
    said = words("closing.title.largest") if rank == 1 else words("closing.title.nth", n=with_article(words.number(rank), words))
    return words("closing.title.shared", place=said) if sharing else said


def questions(number: int, more: bool, words: Words) -> str:
    """Return how many questions are left open; no number where the slide does not hold them all."""
    key = "open_more" if more else "open_one" if number == 1 else "open"
    return fitting(words(f"closing.title.{key}", n=counting(number, words)))
