"""The hand-out: one HTML file that opens from a USB stick with no network, and the same data as a workbook.

It follows the storyboard of the closing event section by section: the sentence, a figure that answers to the pointer, the
numbers as a table, where they come from. Below stands every published figure with its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from paktum import tables
from paktum.figures import alone, funnel, interactive, money_steps, ranges, svg_map
from paktum.figures.html import render, style
from paktum.figures.parts import Cell, Column, Mark
from paktum.figures.table import table
from paktum.questions import ask
from paktum.readings import closing, compare
from paktum.readings import pact as read
from paktum.readings.closing import OfficeText, Slide, Storyboard, parts
from paktum.readings.closing.parts import NOTE_HEADINGS, Figure
from paktum.readings.marks import split_unit
from paktum.takeaway import Dress, about, documents, with_contact
from paktum.wording import Words

CSS = "handout.css"


def handout(pacts: Sequence[str], words: Words, dress: Dress | None = None, link: str = "") -> str:
    """Return the hand-out of some pacts as one HTML file. Raises KeyError with the id when there is no such pact."""
    return document(closing.storyboard(pacts, words), words, None, dress, link)


def document(board: Storyboard, words: Words, own: OfficeText | None = None, dress: Dress | None = None, link: str = "") -> str:
    """Return the hand-out of a storyboard as it stands, with the office's own words."""
    own, dress = own or OfficeText(), dress or Dress()
    sections = [s for slide in board.slides if (s := section(slide, board, own, words))]
    names = words.list(words(f"stage.block.{c}") for c in board.cycles)
    return alone.document(
        "handout",
        [style(), (alone.HERE / CSS).read_text(encoding="utf-8")],
        [interactive.library(), interactive.script()],
        language=words.language,
        title=board.title,
        from_data=next((words("own_words.title", sentence=s.from_data) for s in board.slides if s.kind == "title" and s.from_data), ""),
        name=board.name,
        event=own.event,
        draft=words("stage.draft") if dress.draft else "",
        about=about(board, words, link),
        sections=sections,
        published=list(published(board, words)),
        sources=[s | {"date": words.date(s["published_on"])} for s in documents(board)],
        blocks=[alone.picture(b) for b in dress.blocks_of(board.cycles)],
        colours=interactive.colours(),
        said={
            "contents": words("handout.contents"),
            "notes": words("handout.notes"),
            "sieve": words("handout.sieve"),
            "sources": words("how.sources"),
            "block_alt": words("stage.block_alt"),
            "place": words("stage.place", name=names),
        },
    )


# ---------------------------------------------------------------- a section for a slide


def section(slide: Slide, board: Storyboard, own: OfficeText, words: Words) -> dict[str, Any] | None:
    """Return a slide as a section to read; None for a story that nobody has told yet."""
    if slide.kind == "story" and not (own.quotation or own.photo):
        return None
    slide = with_contact(slide, own)
    return {
        "key": slide.key,
        "title": slide.title if slide.kind != "title" else words("handout.who"),
        "from_data": words("own_words.title", sentence=slide.from_data) if slide.from_data and slide.kind != "title" else "",
        "parts": list(body(slide, board, own, words)),
        "source": slide.source,
        "notes": [(words(f"closing.note.{n}"), slide.notes[n]) for n in NOTE_HEADINGS if slide.notes.get(n)],
    }


def body(slide: Slide, board: Storyboard, own: OfficeText, words: Words) -> Iterator[Markup]:
    """Yield the parts of a section: what is drawn first, then the same numbers as a table."""
    shown = slide.body
    caution = getattr(shown, "caution", "")
    if caution:
        yield Markup(render("handout_caution", text=caution))
    if isinstance(shown, parts.Funnel):
        yield Markup(funnel.funnel(steps(shown, words)))
    elif isinstance(shown, parts.Map):
        yield drawn_map(shown, slide.alt or slide.sentence)
    elif isinstance(shown, parts.Money) and len(board.pacts) == 1:
        yield from money(board.pacts[0], words)
    elif isinstance(shown, parts.Bars) and slide.key == "amounts":
        yield amounts(board, words)
    elif isinstance(shown, parts.Crowd):
        yield crowd(shown, slide.alt or slide.sentence, words)
    elif isinstance(shown, parts.Story):
        yield Markup(render("handout_story", story=shown, photo=alone.picture(own.photo) if own.photo else "", alt=own.photo_alt))
    elif isinstance(shown, parts.Questions):
        yield Markup(render("handout_questions", questions=shown.questions, sections=shown.sections))
    if isinstance(shown, parts.Grid):
        yield comparison(shown, slide.sentence)
    elif isinstance(shown, parts.Cover | parts.Partnership):
        yield Markup(render("handout_who", who=shown, figures=closing_figures(shown)))
    elif not isinstance(shown, parts.Story | parts.Questions | parts.Crowd | parts.Map):
        yield numbers(closing_figures(shown), slide.sentence, words)


def closing_figures(shown: parts.Body) -> list[Figure]:
    """Return the figures of a body, in the order in which its slide shows them."""
    return [f for value in vars(shown).values() for f in (value if isinstance(value, tuple) else (value,)) if isinstance(f, Figure)]


def steps(shown: parts.Funnel, words: Words) -> list[funnel.Step]:
    """Return the stages for the funnel of the dashboard."""
    most = max((f.value or 0.0 for f in shown.stages), default=0.0)
    out = []
    for f in shown.stages:
        head, unit = split_unit(f.printed, f.unit) if f.known else ("", "")
        said = [(f.share, f.of)] if f.share else []
        said += [("", words("stage.target", target=f.target_printed))] if f.target is not None else []
        share = f.value / most if f.value is not None and most else None
        marks = (Mark(f.caution, "warn"),) if f.caution and not shown.caution else ()
        out.append(funnel.Step(f.label, head, unit, share, captions=tuple(said), marks=marks, absent="" if f.known else f.printed))
    return out


def drawn_map(shown: parts.Map, alt: str) -> Markup:
    """Return the map and its list, each of which shows where the other's thing is."""
    said = {f.label: f.printed for f in shown.rows}
    areas = svg_map.draw([svg_map.Area(s.name, s.rings, s.shade, s.ours, said.get(s.name, "")) for s in shown.shapes])
    context = {"heading": shown.heading, "caution": shown.caution, "attribution": shown.attribution, "legend": shown.legend}
    return Markup(render("handout_map", areas=areas, alt=alt, rows=shown.rows, width=svg_map.WIDTH, height=svg_map.HEIGHT, **context))


def money(pact: str, words: Words) -> Iterator[Markup]:
    """Yield the money of a pact over time; nothing when no amount was published."""
    answer = ask("pact_money", pacts=[pact])
    if len(answer.frame):
        figure = money_steps.money_steps(read.points(answer, words), words, chosen=True)
        yield interactive.placed(figure, read.money_sentence(answer, words), words)


def amounts(board: Storyboard, words: Words) -> Markup:
    """Return every published amount of several pacts, with whiskers and open ends."""
    drawn = compare.amounts(ask("pact_money", pacts=board.pacts), board.pacts, "", words)
    return interactive.placed(ranges.ranges(drawn, words), compare.amounts_sentence(drawn, words), words)


def crowd(shown: parts.Crowd, alt: str, words: Words) -> Markup:
    """Return the crowd as columns that say their names when pointed at."""
    known = [f for f in shown.columns if f.value is not None]
    chosen = next((i for i, f in enumerate(known) if f.chosen), -1)
    figure = interactive.columns([f.label for f in known], [f.value or 0.0 for f in known], [f.printed for f in known], chosen)
    return interactive.placed(figure, alt, words) + Markup(render("handout_crowd", crowd=shown))


def numbers(figures: Sequence[Figure], caption: str, words: Words) -> Markup:
    """Return figures as a table: what, how much, when, part of what."""
    titles = (words("sheet_page.item"), words("sheet_page.value"), words("handout.part"), words("handout.date"))
    columns = [Column(title, "right" if place else "left") for place, title in enumerate(titles)]
    rows = [
        [
            Cell(f.label, sub=(f.detail,) if f.detail else ()),
            Cell(f.printed, absent=not f.known, strong=f.known, marks=(Mark(f.caution, "warn"),) if f.caution else ()),
            Cell(
                " ".join(t for t in (f.share, f.of) if t), sub=(words("stage.target", target=f.target_printed),) if f.target_printed else ()
            ),
            Cell(f.when),
        ]
        for f in figures
    ]
    return Markup(table(columns, rows, caption))


def goal(f: Figure, words: Words) -> tuple[str, ...]:
    """Return the target of a figure in words, if anything is said of one."""
    return (words("stage.target", target=f.target_printed),) if f.target_printed else ()


def comparison(shown: parts.Grid, caption: str) -> Markup:
    """Return the comparison as a table, what forbids a ranking on top."""
    columns = [Column(""), *(Column(h, "right") for h in shown.heads)]
    rows = [[Cell(("≠ " if differs else "") + label), *(Cell(c) for c in cells)] for label, cells, differs in shown.guard]
    for label, figures in shown.rows:
        cells = [Cell(f"{f.printed} {f.mark}".strip(), absent=not f.known, strong=f.known) for f in figures]
        rows.append([Cell(label), *cells])
    return Markup(table(columns, rows, caption) + render("handout_caution", text=" · ".join(shown.footnotes)))


# ---------------------------------------------------------------- everything that was published


def published(board: Storyboard, words: Words) -> Iterator[tuple[str, str, Markup]]:
    """Yield (heading, id, table) of every published figure of each pact, and of what contradicts."""
    for pact in board.pacts:
        row = ask("pact", pact=pact).row
        columns, rows = read.observation_table(ask("pact_observations", pacts=[pact]), words)
        heading = words("handout.published", name=words.pick(row, "short"))
        yield heading, f"published-{pact}", Markup(table(columns, rows, heading))
    disagreements = ask("contradictions", pacts=board.pacts)
    if len(disagreements.frame):
        columns, rows = compare.contradiction_table(disagreements, words)
        yield words("card.contradictions.title"), "contradictions", Markup(table(columns, rows, words("card.contradictions.title")))


# ---------------------------------------------------------------- workbook


def workbook(board: Storyboard, words: Words, link: str = "") -> bytes:
    """Return the workbook: data, filters, sources, notes, dictionary."""
    values = ask("indicator_values", pacts=board.pacts)
    used = {str(r["indicator"]) for r in values.rows}
    indicators = [r for r in ask("indicators").rows if str(r["indicator"]) in used]
    enclosed: Mapping[str, Sequence[tuple[str, str]]] = {
        "filters": about(board, words, link),
        "sources": [source(s, words) for s in documents(board)],
        "notes": [*notes(board, words), *((words("closing_page.told"), text) for text in board.told)],
        "dictionary": compare.formulas(indicators, words),
    }
    return tables.to_xlsx(tables.layout(values, words), enclosed, words)


def source(document: Mapping[str, str], words: Words) -> tuple[str, str]:
    """Return a document as name and address."""
    address = document["url"] or words("source.no_address")
    return f"{document['title']} – {document['publisher']}", f"{address} ({words.date(document['published_on'])})"


def notes(board: Storyboard, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what is said of each slide: its sentence, then its numbers, formula and precision."""
    for slide in board.slides:
        if slide.kind != "story":
            said = [f"{words(f'closing.note.{n}')}: {slide.notes[n]}" for n in NOTE_HEADINGS if slide.notes.get(n)]
            yield slide.sentence, "\n".join(said)
