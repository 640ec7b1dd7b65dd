"""The first slides: who got the grant, who the partnership is, where the area stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from paktum.questions import ask
from paktum.readings.closing import titles
from paktum.readings.closing.facts import Facts, whole
from paktum.readings.closing.figures import figure, with_article
from paktum.readings.closing.notes import alt, disagreements, notes, source_line
from paktum.readings.closing.parts import Context, Cover, Figure, Moment, Organisation, Partnership, Slide
from paktum.readings.marks import Row, number, text
from paktum.wording import Words, capital

MOST_ORGANISATIONS, MOST_MOMENTS, LONGEST_MOMENT = 6, 6, 40
MOST_CODES = 3


def grants(facts: Facts, words: Words) -> tuple[Figure, ...]:
    """Return the headline grant, and the later amount where it tells something else."""
    row = facts.values.get("grant")
    shown = figure(row, "grant", label_of(row, words), words)
    later = facts.values.get("grant_later")
    if row is None or later is None or row["state"] != "awarded" or not changed(facts):
        return (shown,)
    return shown, figure(later, "grant_later", label_of(later, words), words)


def label_of(row: Row | None, words: Words) -> str:
    """Return what an amount is: the awarded grant, the modified one, one that somebody reported."""
    return words(f"closing.money_label.{row['state']}" if row is not None else "closing.money_label.awarded")


def changed(facts: Facts) -> bool:
    """Whether the later amount differs from the award by more than rounding: by more than one per cent, or as a bound."""
    before, after = facts.values.get("grant"), facts.values.get("grant_later")
    if before is None or after is None:
        return False
    first, second = number(before["value"]) or 0.0, number(after["value"]) or 0.0
    return abs(second - first) > 0.01 * first or text(after["softness"]) not in ("exact", "rounded", "approximate")


def organisations(facts: Facts, words: Words) -> list[Organisation]:
    """Return the consortium, each organisation once, the lead first."""
    leads = {text(r["organisation"]) for r in facts.partners.rows if r["role"] == "lead"}
    names = dict.fromkeys(text(r["organisation"]) for r in sorted(facts.partners.rows, key=lambda r: r["role"] != "lead"))
    sectors = {text(r["organisation"]): text(r["sector"]) for r in facts.partners.rows}
    return [Organisation(n, words("partner_role.lead") if n in leads else words(f"sector.{sectors[n]}"), n in leads) for n in names]


def codes(facts: Facts) -> tuple[str, ...]:
    """Return the project codes that are known."""
    return tuple(dict.fromkeys(text(p["project_code"]) for p in facts.projects.rows if p["project_code"]))


def cover(facts: Facts, words: Words) -> Slide:
    """Return the title slide."""
    money = grants(facts, words)
    intensity = facts.values.get("aid_intensity")
    said = figure(intensity, "aid_intensity", words("indicator.aid_intensity"), words)
    if intensity:
        money = (with_detail(money[0], words("closing.intensity", share=said.printed)), *money[1:])
    project = tuple(dict.fromkeys(text(p["title_hu"]) for p in facts.projects.rows if p["title_hu"]))
    name, wanted = (
        facts.name(words).removesuffix(f" ({words('cycles.' + facts.cycle)})"),
        project[0] if len(project) == 1 and words.language == "hu" else "",
    )
    title = titles.fitting(*(t for t in (wanted, name) if t))
    people = tuple(organisations(facts, words))
    body = Cover(
        names=(name,),
        titles=() if wanted and titles.fitting(wanted) == title else project[:2],
        codes=codes(facts)[:MOST_CODES],
        beneficiaries=people,
        grants=money,
        event=words("closing.event_place"),
    )
    amounts = ask("indicator_values", pacts=[facts.id], indicators=["grant", "grant_later", "aid_intensity"])
    answers = [amounts, facts.projects, facts.partners]
    figures = [*money, *([said] if intensity else [])]
    return Slide(
        "title", "title", title, body, source_line([facts.projects, facts.partners], words), "", notes(name, figures, answers, words,
        unsure=disagreements(facts, ("grant", ""), words)),
    )  # fmt: skip


def with_detail(shown: Figure, detail: str) -> Figure:
    """Return a figure with a small line under it."""
    return Figure(**{**shown.__dict__, "detail": detail})


# ---------------------------------------------------------------- partnership


def partnership(facts: Facts, words: Words) -> Slide | None:
    """Return the consortium and the time line; None when neither is known."""
    members = tuple(organisations(facts, words))
    figures = tuple(member_figures(facts, words))
    moments = time_line(facts, words)
    if not members and not any(f.known for f in figures) and len(moments) < 2:
        return None
    title = titles.partnership(facts, len(members), titles.beginning(facts, words), words)
    years = (int(min(m.at for m in moments)), int(max(m.at for m in moments)) + 1) if moments else (0, 0)
    rough = words("closing.rough_dates") if any(not m.exact for m in moments) else ""
    answers = [facts.partners, facts.events, facts.figures]
    said = "; ".join(f"{m.when} {m.label}" for m in moments)
    return Slide(
        "partnership", "partnership", title, Partnership(members[:MOST_ORGANISATIONS], figures, moments, years),
        source_line([facts.partners, facts.events], words, rough),
        words("closing.alt.time_line", moments=said) if moments else "",
        notes(title, figures, answers, words, unsure=disagreements(facts, ("start_date", "end_date", "founding_members", "members"), words),
        ),
    )  # fmt: skip


def member_figures(facts: Facts, words: Words) -> Iterator[Figure]:
    """Yield founding members, members, working groups: the first always, the others when they are known."""
    yield figure(facts.values.get("founding_members"), "founding_members", words("closing.founding_members"), words)
    if row := facts.headline("members"):
        yield figure(row, "members", words("closing.members"), words)
    if row := facts.values.get("working_groups"):
        yield figure(row, "working_groups", words("closing.working_groups"), words)


def time_line(facts: Facts, words: Words) -> tuple[Moment, ...]:
    """Return the dated moments of a pact in order: application, award, start, events, end."""
    found = [moment(text(r["happened_on"]), event_label(r, words)) for r in facts.events.rows if r["happened_on"] and r["kind"] != "forum"]
    for measure in ("application_date", "start_date", "end_date"):
        if row := facts.headline(measure):
            state = "planned" if row["series"] == "planned" else "known"
            found.append(moment(text(row["value_date"]), words(f"closing.moment.{measure}_{state}")))
    if (grant := facts.values.get("grant")) and grant["state"] == "awarded" and grant["as_of"]:
        found.append(moment(text(grant["as_of"]), words("closing.moment.award")))
    ready = [Moment(at, words.date(iso, long=True), label, exact) for at, iso, label, exact in found]
    kept = list({(m.when, m.label): m for m in sorted(ready, key=lambda m: m.at)}.values())
    return tuple(kept if len(kept) <= MOST_MOMENTS else [*kept[: MOST_MOMENTS - 1], kept[-1]])


def event_label(row: Row, words: Words) -> str:
    """Return what happened: the title of the source while it is short and the reader's language is its own."""
    title = text(row["title"])
    return title if words.language == "hu" and len(title) <= LONGEST_MOMENT else capital(words(f"event.{row['kind']}"))


def moment(iso: str, label: str) -> tuple[float, str, str, bool]:
    """Return a moment: decimal year (the middle of what is not known), date, label, whether its day is known."""
    parts = [int(p) for p in iso[:10].split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5, iso, label, False
    day = (parts[1] - 1) * 30.4375 + (parts[2] if len(parts) > 2 else 15)
    return parts[0] + day / 365.25, iso, label, len(parts) > 2


# ---------------------------------------------------------------- where it began


def context(facts: Facts, words: Words) -> Slide | None:
    """Return the area beside its county and the country; None where the area has no figure."""
    rows = {text(r["scope"]): r for r in facts.context.rows}
    area = rows.get("area")
    if area is None or area["rate"] is None or rows["country"]["rate"] is None:
        return None
    shown = [rate(r, name, words, chosen=scope == "area") for scope, name, r in scopes(facts, rows, words)]
    title = titles.context(where(facts, area, words), shown[0].printed, shown[-1].printed, words)
    start = Figure("start", words("closing.start_rate"), words("absent.unknown"), unit="percent")
    hero = Figure(**{**shown[0].__dict__, "label": words("closing.context_hero")})
    body = Context(words("closing.context_heading"), hero, tuple(shown), words("closing.context_caution"), start)
    return Slide(
        "context", "context", title, body, source_line([facts.context], words, words("closing.third_party")),
        alt("bars", shown, words),
        notes(title, [*shown, start], [facts.context], words, [words("closing.note.rate")],
              [words("closing.context_caution"), words("closing.third_party")]),
        held_back=words("closing.held_back_labour"),
    )  # fmt: skip


def scopes(facts: Facts, rows: Mapping[str, Row], words: Words) -> Iterator[tuple[str, str, Row]]:
    """Yield the scopes that differ: the area, its county unless the area is all of it, the country."""
    area, county = rows["area"], rows.get("county")
    same = county is not None and area["districts"] == county["districts"] and facts.pact["level"] == "county"
    yield "area", text(county["name"]) if same and county is not None else area_name(area, words), area
    if county is not None and not same and county["rate"] is not None:
        yield "county", text(county["name"]), county
    yield "country", words("closing.country"), rows["country"]


def area_name(area: Row, words: Words) -> str:
    """Return the name of the one district, or how many there are."""
    return text(area["district"]) or words("closing.served_districts", n=titles.counting(whole(area["districts"]), words))


def where(facts: Facts, area: Row, words: Words) -> str:
    """Return the area as the place of a sentence: "A Jászberényi járásban"."""
    if facts.pact["level"] == "county" and len(list(scopes(facts, {text(r["scope"]): r for r in facts.context.rows}, words))) == 2:
        return words("closing.in_county", county=text(facts.pact["county"]))
    if area["district"]:
        name = text(area["district"])
        return with_article(words("closing.in_district", name=name), words)
    return words("closing.in_districts", n=titles.counting(whole(area["districts"]), words))


def rate(row: Row, label: str, words: Words, chosen: bool) -> Figure:
    """Return the rate of a scope with two decimals, as the statistics print it."""
    value = number(row["rate"]) or 0.0
    said = words.number(value, 2)
    return Figure(
        text(row["scope"]), label, words("unit.percent", n=said), value, "percent", "exact", said, when=text(row["as_of"]), chosen=chosen
    )
