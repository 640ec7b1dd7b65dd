"""The command line: build, check, import, ask, questions, snapshots. `python -m paktum --help` lists them."""

from __future__ import annotations

import csv
import functools
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, ParamSpec

import typer
from rich.console import Console
from rich.table import Table

from paktum import commands, package, questions, selection, store, tables
from paktum.errors import PaktumError, QuestionError, StoreError
from paktum.pacts import find_pacts
from paktum.participants import release
from paktum.readings import closing
from paktum.takeaway import Dress
from paktum.wording import LANGUAGES, Words

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=Words("hu")("cli.about"))
MOST_LISTED = 20
P = ParamSpec("P")
Format = Literal["table", "csv", "json"]


def words() -> Words:
    """Return the words of the command line: Hungarian, or what PAKTUM_LANGUAGE says."""
    return Words(os.environ.get("PAKTUM_LANGUAGE", "hu"))


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Let a user's mistake end in one clear line and exit code 1; a bug keeps its traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except PaktumError as error:
            typer.echo(words()(error.key, **error.values), err=True)
            raise typer.Exit(1) from None

    return run


@app.command(help=Words("hu")("cli.build"))
@plainly
def build() -> None:
    """Build, check and publish the store."""
    snapshot = store.build()
    typer.echo(words()("cli.built", id=snapshot.id, n=len(snapshot.warnings)))


@app.command(help=Words("hu")("cli.check"))
@plainly
def check(
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE...]")] = None,
    form: Annotated[commands.ReportFormat, typer.Option("--format")] = "text",
) -> None:
    """Check files as an import would; without any, check the bundled data."""
    if files:
        commands.check_files(files, form)
    else:
        check_bundled(form)


def check_bundled(form: str) -> None:
    """Check the bundled data; exit code 1 when they break a truth."""
    found, say = store.examine(), words()
    errors = sum(f.level == "error" for f in found)
    if form == "json":
        typer.echo(json.dumps({"format": "bundled", "findings": [vars(f) for f in found], "files": []}, ensure_ascii=False, indent=1))
    else:
        for f in found:
            typer.echo(f"{say('cli.level_' + f.level)} {f.rule} {f.check}: {f.table}, {f.row}: {f.why}")
        typer.echo(say("cli.summary", errors=errors, warnings=len(found) - errors) if found else say("cli.fine"))
    if errors:
        raise typer.Exit(1)


@app.command("import", help=Words("hu")("cli.import"))
@plainly
def import_(
    files: commands.Files,
    note: Annotated[str, typer.Option("--note", help=Words("hu")("cli.note"))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=Words("hu")("cli.yes"))] = False,
    decide: Annotated[list[str] | None, typer.Option("--decide", metavar="KEY=CHOICE", help=Words("hu")("cli.decide"))] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help=Words("hu")("cli.as_of"))] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help=Words("hu")("import_doubt.help"))] = False,
) -> None:
    """Import files: read, report, preview, publish."""
    commands.import_files(files, note, yes, decide or [], as_of, confirm)


@app.command(help=Words("hu")("cli.snapshots"))
@plainly
def snapshots() -> None:
    """List the kept snapshots."""
    commands.list_snapshots()


@app.command(help=Words("hu")("cli.rollback"))
@plainly
def rollback(snapshot: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Publish a kept snapshot again."""
    commands.step_back(snapshot)


@app.command(help=Words("hu")("cli.diff"))
@plainly
def diff(before: Annotated[str, typer.Argument(metavar="ID")], after: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Say what two kept snapshots do not share."""
    commands.print_diff(before, after)


@app.command(help=Words("hu")("cli.template"))
@plainly
def template(
    output: Annotated[Path, typer.Option("-o", "--output")] = Path("minta.xlsx"),
    people: Annotated[bool, typer.Option("--participants", help=Words("hu")("cli.template_participants"))] = False,
) -> None:
    """Write the empty workbook to fill in."""
    commands.write_template(output, people)


@app.command(help=Words("hu")("cli.participants"))
@plainly
def participants(
    file: Annotated[str, typer.Argument()],
    k: Annotated[int, typer.Option("--k")] = release.PUBLIC_K,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    as_of: Annotated[str, typer.Option("--as-of", metavar="YYYY-MM-DD")] = "",
) -> None:
    """Take in an export of participants and publish its cubes."""
    taken = release.receive(file if "://" in file else Path(file), k, yes, date.fromisoformat(as_of) if as_of else None)
    snapshot, i, say = store.build(), taken.intake, words()
    typer.echo(
        say(
            "cli.participants_done",
            file=i.file,
            rows=i.rows,
            accepted=i.accepted,
            rejected=i.rejected,
            ignored=i.ignored,
            as_of=i.as_of,
            shown=taken.shown,
            cells=taken.cells,
            k=taken.k,
            id=snapshot.id,
        )
    )
    for r in i.rejects[:MOST_LISTED]:
        typer.echo(say("cli.participants_reject", line=r.line, column=r.column, rule=r.rule, value=tables.inert(r.value), near=r.near))
    if len(i.rejects) > MOST_LISTED:
        typer.echo(say("cli.participants_more", n=len(i.rejects) - MOST_LISTED))


@app.command(help=Words("hu")("cli.share"))
@plainly
def share(out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER")]) -> None:
    """Write the published snapshot as Parquet with its description."""
    snapshot = store.build()
    typer.echo(words()("cli.shared", n=package.share(snapshot, out), folder=out, id=snapshot.id))


@app.command("questions", help=Words("hu")("cli.questions"))
@plainly
def list_questions() -> None:
    """List the questions: name, first comment line, parameters."""
    for name, question in questions.catalogue().items():
        typer.echo(f"{name}: {question.about}")
        for parameter in question.parameters.values():
            typer.echo(f"    --set {parameter.name}=  {parameter.type}: {parameter.about}")


@app.command(help=Words("hu")("cli.ask"))
@plainly
def ask(
    name: str,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE")] = None,
    form: Annotated[Format, typer.Option("--format")] = "table",
) -> None:
    """Answer a question from the published snapshot; a list repeats its key."""
    question = questions.find(name)
    store.build()  # an up-to-date store is not built again
    answer = questions.ask(name, **read_settings(question, settings or []))
    {"table": print_table, "csv": print_csv, "json": print_json}[form](answer)


Pacts = Annotated[list[str], typer.Argument(metavar="PACT...")]
Blocks = Annotated[list[str] | None, typer.Option("--block", metavar="[CYCLE=]FILE")]


@app.command("sheet", help=Words("hu")("cli.sheet"))
@plainly
def make_sheet(
    pacts: Pacts,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.pdf")],
    block: Blocks = None,
    lang: Annotated[str, typer.Option("--lang")] = "",
    draft: Annotated[bool, typer.Option("--draft")] = False,
) -> None:
    """Write the fact sheet of some pacts; it is a draft until the file of the information block is given."""
    from paktum import sheet

    store.build()
    said, found = spoken_words(lang), find_pacts(pacts)
    dress = dress_of(found, block, draft, said)
    save(out, sheet.sheet(found, said, dress, link_of(found, said)))


@app.command("handout", help=Words("hu")("cli.handout"))
@plainly
def make_handout(
    pacts: Pacts,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.html")],
    block: Blocks = None,
    lang: Annotated[str, typer.Option("--lang")] = "",
    draft: Annotated[bool, typer.Option("--draft")] = False,
) -> None:
    """Write the hand-out of some pacts: HTML, or a workbook where the file's name ends in .xlsx."""
    from paktum import handout

    store.build()
    said, found = spoken_words(lang), find_pacts(pacts)
    link = link_of(found, said)
    if out.suffix.lower() == ".xlsx":
        save(out, handout.workbook(closing.storyboard(found, said), said, link))
    else:
        save(out, handout.handout(found, said, dress_of(found, block, draft, said), link).encode())


def dress_of(pacts: list[str], block: list[str] | None, draft: bool, said: Words) -> Dress:
    """Return the dress of a document; without a file of the information block it can only be a draft."""
    from paktum.slides.block import blocks

    cycles = closing.storyboard(pacts, said).cycles
    return Dress(draft or not block, blocks(read_blocks(block or [], cycles), cycles, draft or not block))


def link_of(pacts: list[str], said: Words) -> str:
    """Return the link of the same view, without the name of a server that the command line does not know."""
    snapshot = store.current()
    chosen = selection.Selection(language=said.language, pacts=tuple(pacts), snapshot=snapshot.id if snapshot else "")
    return selection.link("", chosen, "zaro-rendezveny", ("language", "pacts", "snapshot"))


def save(out: Path, data: bytes) -> None:
    """Write a document and say how large it is."""
    written(out, data)
    typer.echo(words()("cli.saved", file=out, kb=words().number(len(data) / 1000)))


@app.command(help=Words("hu")("cli.deck"))
@plainly
def deck(
    pacts: Annotated[list[str], typer.Argument(metavar="PACT...")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE")],
    block: Annotated[list[str] | None, typer.Option("--block", metavar="[CYCLE=]FILE")] = None,
    lang: Annotated[str, typer.Option("--lang")] = "",
    draft: Annotated[bool, typer.Option("--draft")] = False,
) -> None:
    """Write the deck of the closing event of some pacts; without the information block only a draft."""
    from paktum import slides  # only this command needs the libraries of the deck

    store.build()
    said = spoken_words(lang)
    found = find_pacts(pacts)
    board = closing.storyboard(found, said)
    data = slides.deck(board, said, read_blocks(block or [], board.cycles), draft)
    written(out, data)
    say = words()
    names = [str(questions.ask("pact", pact=i).row[f"short_{'hu' if say.language == 'hu' else 'en'}"]) for i in found]
    typer.echo(say("cli.deck_done", file=out, pacts=say.list(names)))
    for line in board.told:
        typer.echo(f"– {line}")


def spoken_words(language: str) -> Words:
    """Return the words of a document: of the language asked for, else those of the command line."""
    if language and language not in LANGUAGES:
        raise QuestionError("no_language", name=language, known=", ".join(LANGUAGES))
    return Words(language) if language else words()


def read_blocks(given: list[str], cycles: tuple[str, ...]) -> dict[str, Path] | Path | None:
    """Return the files of the information block: one for the only cycle, or each with its cycle (2014-2020=FILE)."""
    if not given:
        return None
    named = {}
    for text in given:
        cycle, sign, file = text.partition("=")
        if not sign or not cycle[:4].isdigit():
            if len(given) == 1:
                return Path(text)
            raise QuestionError("block_which", cycles=", ".join(cycles))
        named[cycle.strip()] = Path(file)
    return named


def written(file: Path, data: bytes) -> None:
    """Write a document, or say why that cannot be done."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise StoreError("no_document", file=file, why=error.strerror or error) from None


def read_settings(question: questions.Question, settings: list[str]) -> dict[str, questions.Value]:
    """Return `key=value` settings as parameters; the values of a repeated key are a list."""
    given: dict[str, list[str]] = {}
    for text in settings:
        key, sign, value = text.partition("=")
        if not sign:
            raise QuestionError("bad_setting", text=text)
        given.setdefault(key, []).append(value)
    many = {name for name, p in question.parameters.items() if p.many}
    repeated = [key for key, values in given.items() if len(values) > 1 and key not in many]
    if repeated:
        raise QuestionError("not_a_list", name=question.name, parameter=repeated[0])
    return {key: values if key in many else values[0] for key, values in given.items()}


def print_table(answer: questions.Answer) -> None:
    """Print the answer with its figures in words where the question has a layout, else as it is; then its sources."""
    say, console = words(), Console(width=None if sys.stdout.isatty() else 220)
    grid = Table(box=None, pad_edge=False)
    if answer.question.name in tables.LAYOUTS:
        shown = tables.layout(answer, say)
        for heading, numeric in zip(shown.headings, shown.numeric, strict=True):
            grid.add_column(heading, justify="right" if numeric else "left", overflow="fold")
        for row in shown.rows:
            grid.add_row(*(cell.text for cell in row))
    else:
        names = [c for c in answer.frame.columns if c not in ("source_ids", "observation_ids", "sql")]
        for name in names:
            grid.add_column(name, overflow="fold")
        for record in answer.rows:
            grid.add_row(*(text(record[name]) for name in names))
    console.print(grid, markup=False)
    for s in answer.documents:
        typer.echo(f"[{say('source_kind.' + s['kind'])}] {s['title']} – {s['publisher']}, {say.date(s['published_on'])}")
    typer.echo(f"{say('how.snapshot')}: {answer.snapshot.id} · {say('card.as_of')}: {say.period(answer.as_of)}")


def text(value: object) -> str:
    """Return a plain value for a terminal: unknown is empty, whole numbers have no fraction."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value)


def print_csv(answer: questions.Answer) -> None:
    """Print the answer as CSV with full numbers and comma separators; lists are joined with |."""
    # With these line ends a lone carriage return in a cell is quoted too and cannot tear a row.
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(tables.inert(str(c)) for c in answer.frame.columns)
    for record in answer.rows:
        # A number keeps its minus sign; only what is text could be a formula.
        cells = ("|".join(map(str, v)) if isinstance(v, list) else v for v in record.values())
        writer.writerow(tables.inert(c) if isinstance(c, str) else text(c) for c in cells)


def print_json(answer: questions.Answer) -> None:
    """Print the answer as JSON: rows with full numbers, sources, dates, snapshot."""
    out = {
        "question": answer.question.name, "parameters": answer.parameters, "snapshot": answer.snapshot.id, "as_of": answer.as_of,
        "rows": answer.rows, "sources": questions.records(answer.sources),
    }  # fmt: skip
    typer.echo(json.dumps(out, ensure_ascii=False, indent=1, default=str))


if __name__ == "__main__":
    app()
