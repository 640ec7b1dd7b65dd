"""Methods in words: rules, signs, the entry of each indicator, the vocabulary, the sources, licences."""

from __future__ import annotations

from collections.abc import Sequence

from paktum.figures.parts import Cell, Column, Mark
from paktum.questions import Answer
from paktum.readings.marks import Row, absent, number, softness_mark, text
from paktum.readings.quality import counted
from paktum.store import Snapshot
from paktum.wording import Words

# The sections of the page: key of their title, anchor in a link.
SECTIONS = {
    "gross": "szamok",
    "signs": "jelek",
    "indicators": "mutatok",
    "vocabulary": "szotar",
    "sources": "forrasok",
    "disclosure": "adatvedelem",
    "download": "letoltes",
    "licence": "licenc",
}
Block = tuple[str, str, list[str], bool]  # title, lead, items, numbered


def anchor(indicator: str) -> str:
    """Return the anchor of an indicator's entry: mutato-placement-rate."""
    return "mutato-" + indicator.replace("_", "-")


def contents(words: Words) -> list[tuple[str, str]]:
    """Return the contents list of the page: (text, link)."""
    return [(words(f"contents.{name}"), f"#{place}") for name, place in SECTIONS.items()]


def numbered(stem: str, words: Words) -> list[str]:
    """Return the texts <stem>_1, <stem>_2 ... as long as there are any."""
    out: list[str] = []
    while words.has(key := f"{stem}_{len(out) + 1}"):
        out.append(words(key))
    return out


def rules(words: Words) -> list[Block]:
    """Return the headline rule and the rules of comparison."""
    return [
        (words("methods.headline_title"), words("methods.headline_lead"), numbered("methods.headline", words), True),
        (words("methods.compare_title"), words("methods.compare_lead"), numbered("methods.compare", words), True),
    ]


def money(words: Words) -> list[tuple[str, list[Cell]]]:
    """Return the three states of money, each with what it is."""
    return [(words(f"methods.money_{s}"), [Cell(words(f"methods.money_{s}_text"))]) for s in ("planned", "awarded", "paid")]


def disclosure(release: Row, words: Words) -> list[tuple[str, list[Cell]]]:
    """Return what protects participants: k in force, what it protects against and not, what is hidden, why sums may not add up."""
    if release:
        k = words("disclosure.k_text", k=words.number(number(release["k"]) or 0), as_of=words.date(text(release["as_of"])))
    else:
        k = words("disclosure.k_none")
    parts = [
        (words(f"disclosure.{p}"), [Cell(words(f"disclosure.{p}_text"))]) for p in ("protects", "not", "hidden", "sums", "releases", "rows")
    ]
    return [(words("disclosure.k"), [Cell(k)]), *parts]


# ---------------------------------------------------------------- signs


def signs(words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the table of signs and absences; the numbers are examples, printed as everywhere."""
    columns = [
        Column(words("methods.sign_state")),
        Column(words("methods.sign_number")),
        Column(words("methods.sign_meaning")),
    ]
    return columns, [*softnesses(words), *states(words), *absences(words)]


def softnesses(words: Words) -> list[list[Cell]]:
    """Return a row for each precision."""
    examples = {
        "exact": (2_943e6, "HUF"),
        "rounded": (430e6, "HUF"),
        "approximate": (900e6, "HUF"),
        "lower": (3e9, "HUF"),
        "upper": (1000.0, "persons"),
    }
    out = []
    for softness, (value, unit) in examples.items():
        shown = Cell(words.figure(value, unit, softness, 2), marks=softness_mark(softness, words), strong=True)
        out.append([Cell(words(f"softness.{softness}")), shown, Cell(words(f"methods.sign_{softness}"))])
    return out


def states(words: Words) -> list[list[Cell]]:
    """Return a row for a target, a doubtful and a contradicted figure."""
    examples = {
        "target": (2014.0, "persons", Mark(words("kind.target"), "plan")),
        "doubt": (312.0, "persons", Mark(words("mark.target_or_actual"), "warn")),
        "contradicted": (1_650.0, "persons", Mark(words("mark.contradicted"), "warn")),
    }
    return [
        [
            Cell(words(f"methods.{name}_state")),
            Cell(words.quantity(value, unit), marks=(mark,), strong=True),
            Cell(words(f"methods.sign_{name}")),
        ]
        for name, (value, unit, mark) in examples.items()
    ]


def absences(words: Words) -> list[list[Cell]]:
    """Return a row for each way in which a number can be absent, and one for a printed zero."""
    out = [
        [Cell(words("absent.unknown")), absent(words), Cell(words("methods.absent_unknown"))],
        [Cell(words("methods.zero_state")), Cell(words.quantity(0, "persons"), strong=True), Cell(words("methods.absent_zero"))],
        [Cell(words("methods.suppressed")), Cell(words("methods.suppressed")), Cell(words("methods.absent_suppressed"))],
    ]
    for name in ("meaningless", "not_yet"):
        out.append([Cell(words(f"absent.{name}")), absent(words, f"absent.{name}"), Cell(words(f"methods.absent_{name}"))])
    return out


# ---------------------------------------------------------------- indicators and vocabulary


def indicator_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return all indicators at a glance, each linked to its entry."""
    columns = [Column(words(f"column.{c}")) for c in ("indicator", "unit", "form")]
    rows = [
        [
            Cell(words(f"indicator.{r['indicator']}"), href=f"#{anchor(text(r['indicator']))}"),
            Cell(words(f"unit_name.{r['unit']}")),
            Cell(words(f"indicator_form.{r['form']}").partition(":")[0]),
        ]
        for r in answer.rows
    ]
    return columns, rows


def entry(row: Row, words: Words) -> list[tuple[str, list[Cell]]]:
    """Return the entry of an indicator: formula, unit, denominator, direction, roll-up, caveat, what it is not for, source."""
    name = text(row["indicator"])
    said = {
        "how": words(f"indicator_how.{name}"),
        "code": text(row["code"]),
        "unit": words(f"unit_name.{row['unit']}"),
        "per": words(f"indicator_per.{name}"),
        "better": words(f"indicator_better.{row['better']}"),
        "rollup": words(f"indicator_form.{row['form']}"),
        "caveat": words(f"indicator_caveat.{name}"),
        "not_for": words(f"indicator_not_for.{name}"),
        "definition": words(f"indicator_source.{name}"),
    }
    return [(words(f"methods.{key}"), [Cell(value)]) for key, value in said.items()]


def vocabulary_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the vocabulary: name, unit and code, definition and whole, number of figures."""
    columns = [Column(words("column.name")), Column(words("column.definition")), Column(words("column.figures_read"), "right")]
    return columns, [vocabulary_row(r, words) for r in answer.rows]


def vocabulary_row(row: Row, words: Words) -> list[Cell]:
    """Return one measure of the vocabulary."""
    code = words("methods.official", code=row["official_code"]) if row["official_code"] else ""
    about = " · ".join(part for part in (words(f"unit_name.{row['unit']}"), code) if part)
    whole = (words("methods.part_of", whole=words.pick(row, "whole")),) if row["whole_hu"] else ()
    figures = int(number(row["figures"]) or 0)
    return [
        Cell(words.pick(row, "name"), sub=(about,), strong=bool(code)),
        Cell(words.pick(row, "definition"), sub=whole),
        Cell(counted(words, "methods.n_figures", figures)) if figures else absent(words),
    ]


def vocabulary_scope(found: Answer, everything: Answer, words: Words) -> tuple[str, str]:
    """Return how many measures are shown, and how many the search leaves out."""
    return scope(found, everything, "vocabulary", words)


def scope(found: Answer, everything: Answer, name: str, words: Words) -> tuple[str, str]:
    """Return how many rows are shown and how many are left out, in the words methods.<name>_view and _left."""
    left = len(everything.frame) - len(found.frame)
    shown = words(f"methods.{name}_view", n=words.number(len(found.frame)))
    return shown, words(f"methods.{name}_left", n=words.number(left)) if left else ""


# ---------------------------------------------------------------- sources, download, licences


def source_table(answer: Answer, words: Words) -> tuple[list[Column], list[list[Cell]]]:
    """Return the documents: title with its link, publisher and kind, date, how much was read from it."""
    columns = [Column(words("column.source")), Column(words("column.published_on")), Column(words("column.figures_read"), "right")]
    return columns, [source_row(r, words) for r in answer.rows]


def source_row(row: Row, words: Words) -> list[Cell]:
    """Return one document."""
    address = () if row["url"] else (words("source.no_address"),)
    when = words.date(text(row["published_on"])) if row["published_on"] else words("absent.undated")
    return [
        Cell(
            text(row["title"]), href=text(row["url"]), sub=(f"{row['publisher']} · {words('source_kind.' + text(row['kind']))}", *address)
        ),
        Cell(when),
        read_from(row, words),
    ]


def read_from(row: Row, words: Words) -> Cell:
    """Return how much was read from a document: figures of one pact, of several, other rows."""
    own, several, other = (int(number(row[c]) or 0) for c in ("figures", "several", "other"))
    more = [words("methods.several", n=words.number(several))] if several else []
    more += [words("methods.others", n=words.number(other))] if other else []
    if not own and not more:
        return Cell(words("methods.nothing_read"))
    return Cell(words.number(own) if own else "–", sub=tuple(more))


def source_scope(found: Answer, everything: Answer, words: Words) -> tuple[str, str]:
    """Return how many documents are shown, and how many of other kinds there are."""
    return scope(found, everything, "sources", words)


def licences(snapshot: Snapshot, newest: str, words: Words) -> list[tuple[str, list[Cell]]]:
    """Return licences, data version and how to report an error."""
    kinds = ("code", "fact", "ksh", "shape", "labour")
    pairs = [(words(f"methods.{k}_licence"), [Cell(words(f"methods.{k}_licence_text"))]) for k in kinds]
    version = words("methods.version_text", id=snapshot.id, date=words.date(snapshot.built_on))
    pairs += [(words("methods.version"), [Cell(version)]), (words("methods.newest"), [Cell(words.date(newest))])]
    return [*pairs, (words("methods.error"), [Cell(words("methods.error_text"))])]


def without(words: Words) -> list[Block]:
    """Return what the data package does not hold."""
    return [(words("methods.without_title"), "", numbered("methods.without", words), False)]


def access(words: Words) -> list[Block]:
    """Return the accessibility statement: what works, what does not, what nobody tried, how it was tested."""
    return [
        (words(f"access.{part}_title"), "", numbered(f"access.{part}", words), False) for part in ("works", "fails", "untried", "tested")
    ]


def tables_said(rows: Sequence[int], version: str, words: Words) -> str:
    """Return how many tables and rows the package holds, and of which data version."""
    return words("methods.download_tables", tables=words.number(len(rows)), rows=words.number(sum(rows)), version=version)
