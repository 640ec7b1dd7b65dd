"""The commands of imports: check files, import them, list and compare snapshots, step back, write the template."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from paktum import exports, imports, questions, store
from paktum.errors import StoreError
from paktum.imports import report
from paktum.readings import imports as read
from paktum.store import Progress, Snapshot
from paktum.wording import Words

Files = Annotated[list[Path], typer.Argument(metavar="FILE...")]
ReportFormat = Literal["text", "json"]


def words() -> Words:
    """Return the words of the command line: Hungarian, or what PAKTUM_LANGUAGE says."""
    return Words(os.environ.get("PAKTUM_LANGUAGE", "hu"))


@contextlib.contextmanager
def progress(say: Words) -> Iterator[Progress]:
    """Show the progress of long work on a terminal; elsewhere nothing."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step, share: None
        return
    with Bar(TextColumn("{task.description}"), BarColumn(), console=console, transient=True) as bar:
        task = bar.add_task(say("build.start"), total=1.0)
        yield lambda step, share: bar.update(task, completed=share, description=say(f"build.{step}"))


def incoming(files: Sequence[Path]) -> list[imports.Incoming]:
    """Read the files; one that is not there stops everything."""
    missing = next((f for f in files if not f.exists()), None)
    if missing:
        raise StoreError("no_file", file=missing)
    return [received(f) for f in files]


def received(file: Path) -> imports.Incoming:
    """Return a file, or a folder of a data package, as it was understood."""
    if file.is_dir():
        return imports.Incoming(file.name, imports.packed(file), exports.read(file, file.name))
    return imports.receive(file.name, file.read_bytes())


def check_files(files: Sequence[Path], form: ReportFormat) -> None:
    """Report on files as if they were imported now; publishes nothing. Exit code 1 when anything stops the import."""
    say = words()
    store.build()
    with imports.workplace() as into, progress(say) as show:
        planned = imports.plan(incoming(files))
        seen = imports.preview(planned, into, progress=show)
    if form == "json":
        typer.echo(json.dumps(report.as_json(seen, say), ensure_ascii=False, indent=1, default=str))
    else:
        print_report(seen, say)
    if seen.errors or seen.losses:
        raise typer.Exit(1)


def print_report(seen: imports.Preview, say: Words) -> None:
    """Print what each file is, every finding, and the verdict."""
    for file in seen.plan.files:
        typer.echo(f"{file.incoming.name}: {read.recognised(file, say)}")
        for line in (read.matched(file, say), read.outcome(file, say)):
            if line:
                typer.echo(f"  {line}")
    found = report.entries(seen, say)
    for entry in found:
        typer.echo(report.line(entry, say))
    typer.echo(read.counted(found, say))
    if seen.errors:
        typer.echo(say("imports.nothing_loaded"))
    elif not seen.losses and not any(e.level == "warning" for e in found):
        typer.echo(say("cli.fine"))


def import_files(files: Files, note: str, yes: bool, decide: Sequence[str], as_of: str | None, confirm: bool = False) -> None:
    """Read, report, preview and publish; nothing changes before the last step."""
    say, state = words(), imports.day(as_of) if as_of else None
    if as_of and not state:
        raise StoreError("bad_day", text=as_of)
    with interrupted(say), store.locked(store.STORE, 0):
        store.build()
        received_files = incoming(files)
        planned = imports.plan(received_files, decisions(decide), state)
        if planned.open and not planned.errors and not yes and sys.stdin.isatty():
            planned = imports.plan(received_files, decisions(decide) | ask_person(planned, say), state)
        with imports.workplace() as into:
            with progress(say) as show:
                seen = imports.preview(planned, into, progress=show)
            print_report(seen, say)
            print_difference(seen, say)
            if stopped(seen, say):
                raise typer.Exit(1)
            if not seen.publishable:
                typer.echo(say("imports.no_change"))
                return
            if not sure(seen, confirm, say) or (not yes and not confirmed(say)):
                typer.echo(say("imports.cancelled"))
                raise typer.Exit(1)
            snapshot = imports.publish(seen, note, confirmed=True)
    typer.echo(say("imports.published", id=snapshot.id))


def stopped(seen: imports.Preview, say: Words) -> bool:
    """Say why an import cannot be published; nothing when it can."""
    if seen.errors:
        return True
    if seen.plan.open:
        typer.echo(say("imports.undecided", n=len(seen.plan.open)), err=True)
        for step in seen.plan.open:
            best = step.match.best
            typer.echo(f"  --decide '{step.key}={f'project:{best.project.project_id}' if best else 'new'}'", err=True)
    return bool(seen.plan.open)


def sure(seen: imports.Preview, confirm: bool, say: Words) -> bool:
    """Say what looks like a mistake, and whether a person wants it all the same: by --confirm, or asked on a terminal."""
    for text in read.doubts(seen, say):
        typer.echo(f"{say('import_doubt.label')} {text}", err=True)
    if not seen.doubts or confirm:
        return True
    if not sys.stdin.isatty():
        typer.echo(say("import_doubt.flag"), err=True)
        return False
    return confirmed(say, "import_doubt.ask")


def print_difference(seen: imports.Preview, say: Words) -> None:
    """Print what would change."""
    if seen.difference:
        with questions.reading(seen.plan.snapshot):
            known = read.names(say, seen.difference)
        typer.echo(read.summary(seen.difference, say))
        for line in read.lines(seen.difference, known, say):
            typer.echo(line)


def confirmed(say: Words, question: str = "imports.ask_publish") -> bool:
    """Ask whether to publish; no answer is a no."""
    typer.echo(f"{say(question)} ", nl=False)
    answer = sys.stdin.readline().strip().lower()
    return answer in ("i", "igen", "y", "yes")


def decisions(given: Sequence[str]) -> dict[str, str]:
    """Return `KEY=CHOICE` settings as decisions; raises StoreError for what is no decision."""
    found = {}
    for text in given:
        key, sign, choice = text.rpartition("=")
        if not sign or not (choice in ("new", "skip") or choice.startswith(("project:", "pact:"))):
            raise StoreError("bad_decision", text=text)
        found[key] = choice
    return found


def ask_person(planned: imports.Plan, say: Words) -> dict[str, str]:
    """Ask about every grant that is not certain; an empty answer leaves it undecided."""
    with questions.reading(planned.snapshot):
        known = read.names(say)
    found = {}
    for step in planned.open:
        typer.echo(f"\n{step.grant.title or step.key} – {step.grant.applicant or ''}")
        options = {c: label for c, label in read.options(step, known, say).items() if c != "pact"}
        why = [*read.reasons(step, say), *[""] * len(options)]
        for number, (label, reason) in enumerate(zip(options.values(), why, strict=False), start=1):
            typer.echo(f"  {number}. {label}{f' – {reason}' if reason else ''}")
        typer.echo(f"  {say('imports.or_pact')}\n{say('imports.which')} ", nl=False)
        answer = sys.stdin.readline().strip()
        if answer.isdigit() and 1 <= int(answer) <= len(options):
            found[step.key] = list(options)[int(answer) - 1]
        elif answer in known.pacts:
            found[step.key] = f"pact:{answer}"
    return found


@contextlib.contextmanager
def interrupted(say: Words) -> Iterator[None]:
    """Let Ctrl-C and a request to end leave nothing behind, and say so."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except (KeyboardInterrupt, RuntimeError) as error:
        # The engine tells of an interruption in its own words.
        if isinstance(error, RuntimeError) and "interrupted" not in str(error):
            raise
        typer.echo(say("imports.cancelled"), err=True)
        raise typer.Exit(130) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def list_snapshots() -> None:
    """Print the kept snapshots, the published one first."""
    say = words()
    store.build()
    for place, snapshot in enumerate(store.snapshots()):
        typer.echo(read.history_line(snapshot, place == 0, say))


def kept(name: str) -> Snapshot:
    """Return a kept snapshot by its id or the beginning of it; raises StoreError when there is none or more than one."""
    found = [s for s in store.snapshots() if s.id.startswith(name)]
    if len(found) != 1 or not name:
        raise StoreError("no_such_snapshot", wanted=name[:40])
    return found[0]


def step_back(name: str) -> None:
    """Publish a kept snapshot again."""
    snapshot = store.roll_back(kept(name).id)
    typer.echo(words()("imports.rolled_back", id=snapshot.id))


def print_diff(one: str, other: str) -> None:
    """Print what two kept snapshots do not share."""
    say, before, after = words(), kept(one), kept(other)
    found = store.compare(before, after)
    with questions.reading(after):
        known = read.names(say, found)
    typer.echo(read.summary(found, say))
    for line in read.lines(found, known, say):
        typer.echo(line)


def write_template(path: Path) -> None:
    """Write the empty, documented workbook."""
    say = words()
    try:
        path.write_bytes(exports.template(say))
    except OSError as error:
        raise StoreError("cannot_write_file", file=path, why=error.strerror or str(error)) from error
    typer.echo(say("imports.template_written", file=path))
