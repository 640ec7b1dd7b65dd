"""The command line: build, check, ask, questions. `python -m paktum --help` lists them."""

from __future__ import annotations

import csv
import functools
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, ParamSpec

import typer
from rich.console import Console
from rich.table import Table

from paktum import handout, questions, selection, sheet, store, tables, takeaway
from paktum.errors import PaktumError, QuestionError, StoreError
from paktum.readings import closing
from paktum.slides.block import blocks
from paktum.wording import Words

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=Words("hu")("cli.about"))
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
def check(files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE...]")] = None) -> None:
    """Check the bundled data, with the given files (named like the tables) in place of theirs."""
    known = store.table_files()
    replaced = {}
    for file in files or []:
        if not file.is_file():
            raise StoreError("no_file", file=file)
        if file.stem not in known:
            raise StoreError("no_table", file=file.name, known=", ".join(known))
        replaced[file.stem] = file
    found = store.examine(replaced=replaced)
    say = words()
    for f in found:
        typer.echo(f"{say('cli.level_' + f.level)} {f.rule} {f.check}: {f.table}, {f.row}: {f.why}")
    errors = sum(f.level == "error" for f in found)
    typer.echo(say("cli.summary", errors=errors, warnings=len(found) - errors) if found else say("cli.fine"))
    if errors:
        raise typer.Exit(1)


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


@app.command("sheet", help=Words("hu")("cli.sheet"))
@plainly
def make_sheet(
    pacts: Annotated[list[str], typer.Argument(metavar="PACT...")],
    out: Annotated[Path, typer.Option("-o", metavar="FILE.pdf")],
    lang: Annotated[str, typer.Option("--lang")] = "hu",
    block: Annotated[list[Path] | None, typer.Option("--block")] = None,
    draft: Annotated[bool, typer.Option("--draft")] = False,
) -> None:
    """Write the fact sheet of some pacts; it is a draft until the file of the information block is given."""
    boards = storyboards(pacts, Words(lang))
    dress = dress_of(boards[0], block, draft)
    save(out, sheet.printed(boards[1:] or boards, Words(lang), dress, link_of(pacts, lang), boards[0] if boards[1:] else None))


@app.command("handout", help=Words("hu")("cli.handout"))
@plainly
def make_handout(
    pacts: Annotated[list[str], typer.Argument(metavar="PACT...")],
    out: Annotated[Path, typer.Option("-o", metavar="FILE.html")],
    lang: Annotated[str, typer.Option("--lang")] = "hu",
    block: Annotated[list[Path] | None, typer.Option("--block")] = None,
    draft: Annotated[bool, typer.Option("--draft")] = False,
) -> None:
    """Write the hand-out of some pacts: HTML, or a workbook where the file's name ends in .xlsx."""
    say, board = Words(lang), storyboards(pacts, Words(lang))[0]
    if out.suffix == ".xlsx":
        save(out, handout.workbook(board, say, link_of(pacts, lang)))
    else:
        save(out, handout.document(board, say, None, dress_of(board, block, draft), link_of(pacts, lang)).encode())


def storyboards(pacts: list[str], say: Words) -> list[closing.Storyboard]:
    """Return the storyboard of all pacts together, then, when there are several, that of each."""
    store.build()
    known = {str(r["pact_id"]) for r in questions.ask("selected_pacts").rows}
    for pact in pacts:
        if pact not in known:
            raise QuestionError("no_pact", pact=pact)
    return [closing.storyboard(pacts, say), *([closing.storyboard([p], say) for p in pacts] if len(set(pacts)) > 1 else ())]


def dress_of(board: closing.Storyboard, block: list[Path] | None, draft: bool) -> takeaway.Dress:
    """Return the dress of a document: files of the information block in the order of the cycles; without one it is a draft."""
    given = dict(zip(board.cycles, block or (), strict=False)) or None
    draft = draft or not block
    return takeaway.Dress(draft, blocks(given, board.cycles, draft))


def link_of(pacts: list[str], lang: str) -> str:
    """Return the link of the same view, without the name of a server that the command line does not know."""
    snapshot = store.current()
    chosen = selection.Selection(language=lang, pacts=tuple(pacts), snapshot=snapshot.id if snapshot else "")
    return selection.link("", chosen, "zaro-rendezveny", ("language", "pacts", "snapshot"))


def save(out: Path, data: bytes) -> None:
    """Write a file and say how large it is."""
    out.write_bytes(data)
    typer.echo(words()("cli.saved", file=out, kb=words().number(len(data) / 1000)))


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
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.frame.columns)
    for record in answer.rows:
        writer.writerow(
            [
                "|".join(map(str, v)) if isinstance(v, list) else tables.inert(text(v)) if isinstance(v, str) else text(v)
                for v in record.values()
            ]
        )


def print_json(answer: questions.Answer) -> None:
    """Print the answer as JSON: rows with full numbers, sources, dates, snapshot."""
    out = {
        "question": answer.question.name, "parameters": answer.parameters, "snapshot": answer.snapshot.id, "as_of": answer.as_of,
        "rows": answer.rows, "sources": questions.records(answer.sources),
    }  # fmt: skip
    typer.echo(json.dumps(out, ensure_ascii=False, indent=1, default=str))


if __name__ == "__main__":
    app()
