"""What is fuzzed: each target makes one input from dice and says what is wrong with what became of it, or nothing."""

from __future__ import annotations

import functools
import io
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from benchmarks import mutations, oracles
from benchmarks.mutations import PIECES, files, spoilt_bytes, spoilt_text
from paktum import __main__ as command_line
from paktum import borders, commands, exports, imports, questions, store
from paktum.errors import PaktumError
from paktum.exports.reading import Reading
from paktum.selection import ALL, NAMES, NONE, TEXTS, Options, Selection, accepted, from_query, to_query
from paktum.wording import LANGUAGES, Words

TODAY = date(2026, 11, 24)
SAID = {language: Words(language) for language in LANGUAGES}
PROJECTS = [name for name in files.GOOD if name != "nfsz"]


@dataclass(frozen=True)
class Tried:
    """One input: as it would be shown in a report, and what is wrong with what became of it (empty: nothing)."""

    shown: str
    wrong: str = ""


Target = Callable[[random.Random], Tried]

# ---------------------------------------------------------------- files of exports


def unfit(reading: Reading) -> str:
    """Say which promise that every reading gives is broken."""
    if (
        reading.accepted + reading.rejected + reading.ignored != reading.rows
        or min(reading.accepted, reading.rejected, reading.ignored) < 0
    ):
        return f"the books do not balance: {reading.accepted} + {reading.rejected} + {reading.ignored} of {reading.rows}"
    if reading.format in PROJECTS and len(reading.grants) != reading.accepted:
        return f"{len(reading.grants)} grants of {reading.accepted} accepted rows"
    if not reading.accepted and not reading.findings:
        return "nothing was taken and nothing was said"
    for f in reading.findings:
        place = {"sheet": f.sheet, "row": f.row, "column": f.column, "value": f.value}
        for language in LANGUAGES:
            for key in f.words:
                if not SAID[language](key, **(place | dict(f.values))):
                    return f"no words for {key}"
        for text in (f.value, f.column, f.sheet, *f.values.values()):
            if len(text) > 200 or any(ord(c) < 32 or c in "\u202e\u200b" for c in text):
                return f"a value that is long or not inert: {text[:40]!r}"
    return ""


def whole_files(dice: random.Random) -> Tried:
    """Try any file, spoilt anywhere."""
    name, content = mutations.any_file(dice)
    reading = exports.read(content, spoilt_text(name, dice) if dice.random() < 0.1 else name, TODAY)
    wrong = unfit(reading)
    if not wrong and dice.random() < 0.02 and exports.read(content, name, TODAY) != exports.read(content, name, TODAY):
        wrong = "the same bytes give another reading"
    return Tried(repr(content[:2000]), wrong)


CELLS = ("amount", "amount", "amount", "decided_on", "starts_on", "ends_on", "title", "applicant", "code", "place", "internal_id")


def cells(dice: random.Random) -> Tried:
    """Try one cell of a valid list, spoilt: its row is refused or says what was written, and the other rows stay as they were."""
    form, container = dice.choice(PROJECTS), dice.choice(("csv", "csv", "xlsx", "json", "xls"))
    names = files.headings(form)
    field = dice.choice([c for c in CELLS if c in names])
    text = spoilt_text(str(files.GOOD[form][1][1][field]), dice, 2)
    if container == "xls" and len(text) > 30_000:
        container = "csv"
    try:
        content = written(form, container, {field: text})
    except ValueError:  # xlwt and XML cannot hold every sign
        content, container = written(form, "csv", {field: text}), "csv"
    reading = exports.read(content, f"lista.{container}", TODAY)
    shown = f"{form} {container} {field}: {text[:300]!r}"
    return Tried(shown, unfit(reading) or misread(form, container, field, text, reading))


def written(form: str, container: str, spoil: dict[str, Any]) -> bytes:
    """Return three good rows of a format in a container, the second one changed."""
    if container == "json":
        return files.json_bytes(form, spoil)
    rows = files.table(form, spoil)
    if container == "xlsx":
        return files.xlsx_bytes({"Lista": rows})
    return files.xls_bytes({"Lista": rows}) if container == "xls" else files.csv_bytes(rows)


@functools.cache
def untouched(form: str, container: str) -> Reading:
    """Return the reading of the three good rows."""
    return exports.read(written(form, container, {}), f"lista.{container}", TODAY)


def told(grant: Any) -> tuple[Any, ...]:
    """Return what a grant says, without its place in the file."""
    return tuple(getattr(grant, f) for f in ("internal_id", "project_code", "call_code", "title", "applicant", "place", "amount",
                                             "decided_on", "starts_on", "ends_on"))  # fmt: skip


def misread(form: str, container: str, field: str, text: str, reading: Reading) -> str:
    """Say which grant is not what was written. A text with a line break may be more than one record of CSV: then only neighbours count."""
    if reading.errors and not reading.grants:
        return ""
    good = untouched(form, container).grants
    others = {told(good[0]), told(good[2])}
    found = [g for g in reading.grants if told(g) not in others]
    if len(reading.grants) - len(found) < 2 and not reading.errors:
        return "a row that nobody touched has changed or gone"
    for grant in found:
        warned = any(f.row == grant.row and f.level != "note" for f in reading.findings)
        comma = files.GOOD[form][0]
        wrong = ""
        if field == "amount":
            wrong = oracles.wrong_amount(text, grant.amount, warned)
        elif field in ("decided_on", "starts_on", "ends_on"):
            wrong = oracles.wrong_day(text, getattr(grant, field), warned, comma.dmy)
        elif field in ("title", "applicant") and not (form == "kohesio" and not oracles.letters_of(text)):
            # Where Kohesio has no title in the language of the programme, the English one stands in for it.
            wrong = oracles.wrong_name(text, getattr(grant, field))
        elif field == "code" and grant.call_code:
            letters = oracles.letters_of(grant.project_code or f"{grant.call_code}{grant.territory_code or ''}").upper()
            written_ = oracles.letters_of(text).upper()
            lengthened = grant.project_code and written_.startswith(letters[:-5])
            wrong = "" if letters in written_ or lengthened else f"{letters} is not in {written_[:60]}"
        if wrong:
            return wrong
        if field != "amount" and grant.amount not in {g.amount for g in good}:
            return f"the amount {grant.amount} of nobody"
    return ""


# ---------------------------------------------------------------- links


@functools.cache
def options() -> Options:
    """Return what the choices of the real pages can be set to."""
    from paktum.screen import choices

    snapshot = store.current() or store.build()
    with questions.reading(snapshot):
        return choices.options()


@functools.cache
def pages() -> tuple[Any, ...]:
    """Return the entries of the real menu."""
    from paktum.screen import frame

    return tuple(e for entries in frame.MENU.values() for e in entries)


@functools.cache
def ids() -> tuple[str, ...]:
    """Return every id and name that a link may hold."""
    return tuple(text for named in options().names.values() for i, names in named.items() for text in (i, *names))


def value(dice: random.Random) -> str:
    """Return a value of a link: good, spoilt, or nothing that was ever good."""
    which = dice.randrange(4)
    if which == 0:
        return dice.choice(ids())
    if which == 1:
        return spoilt_text(dice.choice(ids()), dice)
    if which == 2:
        return dice.choice(("mind", "semmi", "*", "", "2019-04-04", "2019-02-30", "9999-12-31", *PIECES))
    return "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 4)))


def query(dice: random.Random) -> dict[str, list[str]]:
    """Return the parameters of a link."""
    names = list(NAMES.values())
    return {
        (dice.choice(names) if dice.random() < 0.93 else dice.choice(PIECES)[:80] or "x"): [
            value(dice) for _ in range(dice.choice((1, 1, 2, 4)))
        ]
        for _ in range(dice.choice((1, 1, 2, 3, 6)))
    }


def links(dice: random.Random) -> Tried:
    """Try a link: every value is in force under an id that is known, or is returned; the link of the choices says the same again."""
    asked, entry = query(dice), dice.choice(pages())
    # As it comes over the wire.
    asked = parse_qs(urlencode(asked, doseq=True, errors="surrogatepass"), keep_blank_values=True, errors="replace")
    uses = ("language", *entry.uses, "snapshot")
    chosen, ignored = from_query(asked, options(), Selection(), uses)
    return Tried(f"{entry.path} {json.dumps(asked)[:1500]}", lost(asked, chosen, ignored, uses) or unknown(chosen) or drifted(chosen, uses))


def lost(asked: dict[str, list[str]], chosen: Selection, ignored: Sequence[Any], uses: Sequence[str]) -> str:
    """Say which value is neither in force nor returned."""
    known, returned = {NAMES[n]: n for n in (*NAMES, *uses)}, {(i.parameter, i.value) for i in ignored}
    for parameter, values in asked.items():
        name = known.get(parameter)
        now = getattr(chosen, name) if name else ()
        for text in values:
            option = accepted(name, text, options()) if name else None
            used = option is not None and (option == now if isinstance(now, str) else option in now)
            if not used and (parameter, text) not in returned and not (name not in TEXTS and text in (ALL, NONE)):
                return f"{parameter}={text[:60]!r} is neither in force nor returned"
    return ""


def unknown(chosen: Selection) -> str:
    """Say which choice has a value that is no option."""
    for name, allowed in options().names.items():
        now = getattr(chosen, name)
        for one in (now,) if isinstance(now, str) else now:
            if one not in allowed and one != getattr(Selection(), name) and one not in getattr(Selection(), name):
                return f"{name} is {one[:60]!r}, which is no option"
    return ""


def drifted(chosen: Selection, uses: Sequence[str]) -> str:
    """Say what the link of the choices means otherwise."""
    again, left = from_query(to_query(chosen, uses), options(), Selection(), uses)
    wrong = [n for n in uses if getattr(again, n) != getattr(chosen, n)]
    return f"the link of the choices means another {wrong} ({left[:1]})" if wrong or left else ""


def asked_questions(dice: random.Random) -> Tried:
    """Try a question with any values: it answers, or says which value it cannot take."""
    question = dice.choice(list(questions.catalogue().values()))
    settings = [f"{p}={value(dice)}" for p in question.parameters for _ in range(dice.choice((0, 1, 1, 2)))]
    try:
        given = command_line.read_settings(question, settings)
        questions.ask(question.name, **given)
    except PaktumError as error:
        assert SAID["hu"](error.key, **error.values)
    return Tried(f"{question.name} {settings}"[:1500])


def opened_pages(dice: random.Random) -> Tried:
    """Try a page opened by a hostile link: no exception, no error that is not in words."""
    from test_pages import open_page

    entry, asked = dice.choice(pages()), query(dice)
    page = open_page(entry.path, asked)
    wrong = f"exception: {page.exception[0].value}" if page.exception else f"error: {page.error[0].value}" if page.error else ""
    return Tried(f"{entry.path} {json.dumps(asked)[:1500]}", wrong)


def presentations(dice: random.Random) -> Tried:
    """Try the address of the presentation with anything: it answers with a document, or a plain sentence."""
    from starlette.requests import Request

    from paktum.screen import presenting

    asked = urlencode(query(dice), doseq=True, errors="surrogatepass").encode()
    scope = {
        "type": "http",
        "method": "GET",
        "path": presenting.PATH,
        "query_string": asked,
        "headers": [(b"host", b"x")],
        "server": ("x", 80),
    }
    answer = presenting.present(Request(scope))
    return Tried(asked.decode()[:1500], "" if answer.status_code in (200, 404) else f"status {answer.status_code}")


# ---------------------------------------------------------------- participants, borders, pictures, what the store reads


@functools.cache
def people_file() -> tuple[bytes, bytes]:
    """Return a small export of invented participants, and its pacts."""
    from benchmarks import generate

    folder = Path(tempfile.mkdtemp(prefix="paktum-fuzz-"))
    generate.write(60, 3, folder, "csv", 0.05, "Fuzz")
    return (folder / "participants.csv").read_bytes(), (folder / "pacts.csv").read_bytes()


def participants(dice: random.Random) -> Tried:
    """Try an export of participants, spoilt: it is refused, or its books balance."""
    import duckdb

    from paktum.participants import intake

    rows, pacts = people_file()
    text = dice.random() < 0.6
    content = spoilt_text(rows.decode(), dice).encode("utf-8", "surrogatepass") if text else spoilt_bytes(rows, dice)
    wrong = ""
    with (
        tempfile.TemporaryDirectory(prefix="paktum-fuzz-") as folder,
        duckdb.connect(config={"memory_limit": "500MB", "threads": 1}) as con,
    ):
        path, beside = Path(folder) / "participants.csv", Path(folder) / "pacts.csv"
        path.write_bytes(content)
        beside.write_bytes(pacts)
        try:
            intake.references(con, beside)
            taken = intake.take_in(con, path, "0" * 64, TODAY)
            if taken.accepted + taken.rejected + taken.ignored != taken.rows:
                wrong = f"the books do not balance: {taken.accepted} + {taken.rejected} + {taken.ignored} of {taken.rows}"
            wrong = wrong or misplaced(content, taken.rejects)
        except PaktumError as error:
            assert SAID["hu"](error.key, **error.values)
    return Tried(repr(content[:3000]), wrong)


def misplaced(content: bytes, rejects: Sequence[Any]) -> str:
    """Say which reject does not stand where its value is; a file with other line ends or quotes has no simple lines."""
    lines = content.decode("utf-8", "replace").split("\n")
    simple = b"\r" not in content and content.count(b'"') == 44
    for r in rejects:
        if not 2 <= r.line <= max(len(lines), content.count(b"\r") + 2):
            return f"a reject stands on line {r.line}, which is not there"
        if simple and r.value.isascii() and r.value.isprintable() and r.value[:60].split("?")[0] not in lines[r.line - 1]:
            return f"the reject of line {r.line} does not stand there: {r.value[:60]!r}"
    return ""


@functools.cache
def territories() -> tuple[Any, ...]:
    """Return a few districts as the borders know them, the capital as one of them."""
    named = {"000": "Budapest", "162": "Jászberényi", "022": "Ózdi"}
    return tuple(borders.Territory("district", code, (name,)) for code, name in named.items())


@functools.cache
def shapes() -> str:
    """Return a valid file of borders."""
    ring = [[19.0, 47.0], [19.5, 47.0], [19.5, 47.5], [19.0, 47.5], [19.0, 47.0]]
    features = [
        {"type": "Feature", "properties": {"name": t.names[0], "code": t.code},
         "geometry": {"type": "Polygon", "coordinates": [[[x + n, y] for x, y in ring]]}}
        for n, t in enumerate(territories())
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features, "licence": "x"}, ensure_ascii=False)


def geometry(dice: random.Random) -> Tried:
    """Try a file of borders, spoilt: it is refused in words, or read."""
    content = spoilt_text(shapes(), dice)
    with tempfile.TemporaryDirectory(prefix="paktum-fuzz-") as folder:
        path = Path(folder) / "b.geojson"
        path.write_bytes(content.encode("utf-8", "surrogatepass"))
        try:
            borders.read(path, territories())
        except PaktumError as error:
            assert SAID["hu"](error.key, **error.values)
    return Tried(content[:2000])


@functools.cache
def picture() -> bytes:
    """Return a picture that can be placed."""
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((900, 300), 40).save(out, "PNG")
    return out.getvalue()


def pictures(dice: random.Random) -> Tried:
    """Try a picture of the office, spoilt: it is refused in words, or placed."""
    from paktum.slides.block import checked

    content = spoilt_bytes(picture(), dice)
    try:
        checked(content, "kép.png")
    except PaktumError as error:
        assert SAID["hu"](error.key, **error.values)
    return Tried(repr(content[:400]))


def store_notes(dice: random.Random) -> Tried:
    """Try what the store wrote for itself, spoilt: no snapshot, the former one or the right one, never a failure."""
    current = store.current() or store.build()
    folder = current.path.parent
    with tempfile.TemporaryDirectory(prefix="paktum-fuzz-") as place:
        home = Path(place) / "store"
        home.mkdir()
        texts = {p.name: p.read_text(encoding="utf-8") for p in (folder / "current.json", folder / f"{current.id}.json")}
        name = dice.choice(list(texts))
        texts[name] = spoilt_text(texts[name], dice)
        for file, text in texts.items():
            (home / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        (home / f"{current.id}.duckdb").touch()
        store.pointer(home), store.published_ids(home), store.snapshots(home)
        found = store.current(home)
        wrong = "" if found is None else "an empty file is served"
        (home.with_name("deliveries")).mkdir()
        (home.with_name("deliveries") / "decisions.json").write_bytes(
            spoilt_text('{"id:1": {"choice": "new"}}', dice).encode("utf-8", "surrogatepass")
        )
        imports.decisions.remembered(home)
    return Tried(f"{name}: {texts[name][:1500]!r}", wrong)


def typed(dice: random.Random) -> Tried:
    """Try what a person types: a date, a decision, a name."""
    text = spoilt_text(dice.choice(("2026-10-31", "2026. 10. 31.", "id:1=new", "*=project:x")), dice)
    found = imports.day(text)
    wrong = oracles.wrong_day(text, found, True, False) if found else ""
    try:
        commands.decisions([text])
    except PaktumError as error:
        assert SAID["hu"](error.key, **error.values)
    return Tried(repr(text[:300]), wrong)


# How often each is taken, in a thousand: cheap ones often, a page that is really opened rarely.
TARGETS: dict[str, tuple[int, Target]] = {
    "whole_files": (400, whole_files),
    "cells": (300, cells),
    "links": (220, links),
    "typed": (30, typed),
    "store_notes": (20, store_notes),
    "geometry": (15, geometry),
    "asked_questions": (8, asked_questions),
    "pictures": (4, pictures),
    "participants": (2, participants),
    "opened_pages": (1, opened_pages),
    "presentations": (1, presentations),
}  # fmt: skip


def parts(count: int) -> Iterator[tuple[str, int]]:
    """Yield how many inputs each target gets of so many."""
    whole = sum(weight for weight, _ in TARGETS.values())
    for name, (weight, _) in TARGETS.items():
        yield name, max(1, count * weight // whole)
