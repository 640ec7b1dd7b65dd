"""From export files to a release of cubes: read, check, compare, control, hand over. The one call of command line and pages."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from paktum import store
from paktum.participants import cubes, engine, intake
from paktum.participants.form import ParticipantError
from paktum.suppression import Hidden, suppress
from paktum.suppression.views import LEAST_K

# Rows of persons lie outside the folder that is served; only this module and intake open it.
FOLDER = Path(os.environ.get("PAKTUM_PEOPLE", store.DATA / "people"))
PUBLIC_K = int(os.environ.get("PAKTUM_K", "10"))
MOST_REJECTED = 0.02  # share of rejected rows above which a person must say yes
KEPT_DAYS = 1825  # after the as-of date the working file goes


@dataclass(frozen=True)
class Release:
    """What became of an import: the intake, the id of the release, how many cells are shown of how many."""

    intake: intake.Intake
    id: str
    k: int
    shown: int
    cells: int


def receive(
    path: engine.Export,
    k: int = PUBLIC_K,
    yes: bool = False,
    as_of: date | None = None,
    today: date | None = None,
    folder: Path = FOLDER,
    into: Path = store.STORE,
    data: Path = store.DATA,
) -> Release:
    """Take in one export of participants and put its cubes in force for the next build of the store.

    path: a file, a folder of Parquet files, or an address that only the engine reads (s3a://...; see paktum.participants.engine).
    Invented rows need the file pacts.csv beside them. Raises ParticipantError when the file is refused, when more than
    MOST_REJECTED of its rows are and nobody said yes, or when k is too small; then the release in force stays.
    """
    if k < LEAST_K:
        raise ParticipantError("people_k", k=k, least=LEAST_K)
    name_told = engine.called(path)
    if isinstance(path, Path) and not path.exists():
        raise ParticipantError("people_no_file", file=name_told)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    forget(folder, today or date.today())
    handle, name = tempfile.mkstemp(prefix="work-", suffix=".duckdb", dir=folder)
    os.close(handle)
    work = Path(name)
    work.unlink()
    try:
        with (
            duckdb.connect(str(work), config={"memory_limit": intake.MEMORY, "threads": 2, "temp_directory": str(folder)}) as con,
            engine.chosen() as chosen,
        ):
            beside = engine.pacts_beside(path)
            intake.references(con, beside, data)
            taken = chosen.take_in(con, path, intake.salt_of(folder), today or date.today(), as_of)
            if (taken.origin == "invented") != bool(beside):
                raise ParticipantError("people_origin", file=name_told)
            if taken.share_rejected > MOST_REJECTED and not yes:
                raise ParticipantError("people_rejected", file=name_told, rejected=taken.rejected, rows=taken.rows)
            if not taken.accepted:
                raise ParticipantError("people_empty", file=name_told)
            counted = cubes.arrange(chosen.cells(con, taken.as_of), k)
            cells = controlled(counted, k, into)
            tables = {"people_cells": cells, **facts(con, taken, k, cells)}
        release = store.keep_release(tables, into)
        os.replace(work, folder / f"{release}.duckdb")
        (folder / f"{release}.json").write_text(json.dumps({"as_of": taken.as_of, "file": taken.file}), encoding="utf-8")
    finally:
        work.unlink(missing_ok=True)
        Path(f"{work}.wal").unlink(missing_ok=True)
    shown = int((cells["people_state"] == "shown").sum())
    return Release(taken, release, k, shown, len(cells))


def controlled(counted: cubes.Cubes, k: int, into: Path) -> pd.DataFrame:
    """Return the cells that may be shown, with regard to the cells of the release in force: what changed little stays hidden."""
    before = previous(into)
    if before is None:
        return cubes.shown(counted, suppress(counted.leaves, counted.pact_of, k))
    # Whatever would be hidden anyway: what changed little is looked for in all numbers, since what hides one cell may show another.
    everything = cubes.shown(counted, cubes.marks(counted, {}))
    forced = cubes.marks(counted, small_changes(everything, before, k, set(cubes.FOLLOWS) - set(counted.leaves)))
    cells = cubes.shown(counted, suppress(counted.leaves, counted.pact_of, k, before=forced))
    if not (cells["people_state"] == "shown").any():
        raise ParticipantError("people_changed_little", k=k)
    return cells


def previous(into: Path) -> pd.DataFrame | None:
    """Return the cells of the release in force."""
    release = store.people_release(into)
    if release is None:
        return None
    with duckdb.connect() as con:
        return con.execute("select * from read_parquet($file)", {"file": str(release / "people_cells.parquet")}).df()


def small_changes(cells: pd.DataFrame, before: pd.DataFrame, k: int, sums: set[str]) -> dict[str, pd.DataFrame]:
    """Return, by layer, the cells in which fewer than k people changed since the release before, or that were hidden in it.

    `sums` are the leaves that are only sums of others: these are hidden with what they are made of. A cell that was hidden stays
    hidden as long as its release is in force: with the newer number the older could be bounded.
    """
    keys = ["level", "pact", "district_ksh", "sex", "leaf", "value"]
    both = cells.merge(before, on=keys, suffixes=("", "_before"))
    out = {}
    for layer, columns in cubes.TOLD.items():
        numbers = [c for c in columns if c not in cubes.MONEY]
        moved = np.zeros(len(both), dtype=bool)
        for column in numbers:
            by = (both[column].astype("Float64") - both[f"{column}_before"].astype("Float64")).abs().fillna(0)
            moved |= ((by > 0) & (by < k)).to_numpy(dtype=bool)
        was = ((both[f"{layer}_state_before"] == "suppressed") & ~both["leaf"].isin(sums)).to_numpy()
        out[layer] = both.loc[(moved | was) & (both["level"] != "district"), keys]
    return out


def facts(con: duckdb.DuckDBPyConnection, taken: intake.Intake, k: int, cells: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the small tables of a release: what was brought, its pacts, its faults by rule."""
    pacts = con.execute(
        "select pact, name_hu, name_en, county_ksh, invented from pacts_named where pact in (select unnest($p::varchar[])) order by pact",
        {"p": sorted(set(cells["pact"]) - {""})},
    ).df()
    releases = pd.DataFrame(
        [
            {
                "as_of": taken.as_of,
                "origin": taken.origin,
                "k": k,
                "zero_is_safe": False,
                "file_rows": taken.rows,
                "accepted": taken.accepted,
                "rejected": taken.rejected,
                "ignored": taken.ignored,
            }
        ]
    )
    faults = con.execute('select rule, "column", count(*) as faults from rejects group by all order by all').df()
    return {"people_releases": releases, "people_pacts": pacts, "people_rejects": faults}


def forget(folder: Path, today: date) -> Sequence[str]:
    """Remove working files whose time is over; return their names. What crashed imports left goes too."""
    gone = []
    for note in folder.glob("*.json"):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            as_of = date.fromisoformat(str(json.loads(note.read_text(encoding="utf-8"))["as_of"])[:10])
            if as_of + timedelta(days=KEPT_DAYS) < today:
                note.with_suffix(".duckdb").unlink(missing_ok=True)
                note.unlink()
                gone.append(note.stem)
    return gone


__all__ = ["Hidden", "Release", "forget", "receive"]
