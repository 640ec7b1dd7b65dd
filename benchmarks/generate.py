"""Make invented participants: `python -m benchmarks.generate --participants N --seed S -o FOLDER`.

The same arguments give the same bytes. Rows are made in blocks of at most a million, so memory does not grow with N. All
people, pacts and offices are invented and say so in the data (`origin`, names and ids); the districts are real. With
--dirty a share of the rows is spoilt in eight ways, and `manifest.csv` says which line holds which fault.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

ROOT = Path(__file__).resolve().parent.parent
BLOCK = 1_000_000
PACTS, DISTRICTS = 200, 174
FIRST_DAY, LAST_DAY = np.datetime64("2016-09-01"), np.datetime64("2022-12-31")
AS_OF = np.datetime64("2023-06-30")
MARK = "KITALÁLT"

Ints = npt.NDArray[np.int64]
STATUSES = ("unemployed", "long_term_unemployed", "inactive", "employed", "public_works")
SCHOOLING = ("isced_1_2", "isced_3_4", "isced_5_8")
JOB_KINDS = ("supported", "unsubsidised", "self_employed")
AT_LEAVING = ("employed", "unemployed", "inactive", "in_training")
GROUPS = ("group_under_30", "group_over_50", "group_low_skilled", "group_returning_parent", "group_disabled", "group_long_term")
FAULTS = (
    "unknown_pact", "unknown_district", "impossible_date", "leaving_before_entry", "unknown_code", "six_months_without_job",
    "negative_amount", "person_contradicts",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """What does not depend on a row: pacts with their districts and weights."""

    pacts: list[dict[str, str]]
    pairs: list[tuple[int, str]]
    cumulative: npt.NDArray[np.float64]
    district_rate: npt.NDArray[np.float64]


def districts() -> list[dict[str, str]]:
    """Return the districts outside the capital, with names and people."""
    with (ROOT / "data/reference/districts.csv").open(encoding="utf-8") as file:
        return [r for r in csv.DictReader(file) if r["kind"] != "budapest_district"][:DISTRICTS]


def invent(seed: int, office: str | None) -> World:
    """Return the invented pacts: one office with three of them, or 200 over the whole country."""
    rng = np.random.default_rng([seed, 7])
    known = districts()
    if office:
        counties = [known[int(rng.integers(len(known)))]["county_ksh"]]
        leads, names = [(counties[0], None)] * 3, [f"{office} {n}. paktuma" for n in (1, 2, 3)]
    else:
        by_county = sorted({d["county_ksh"] for d in known})
        leads = [(c, None) for c in by_county for _ in range(3)]
        seats = rng.permutation(len(known))[: PACTS - len(leads)] if len(leads) + len(known) > PACTS else np.arange(len(known))
        leads += [(known[i]["county_ksh"], i) for i in seats]
        county = {d["county_ksh"]: d["county"] for d in known}
        names = [f"{county[c]} vármegye {n % 3 + 1}. paktuma" if i is None else f"{known[i]['seat']} és környéke paktuma"
                 for n, (c, i) in enumerate(leads)]  # fmt: skip
    pacts, pairs, weights = [], [], []
    for n, ((county_ksh, seat), name) in enumerate(zip(leads, names, strict=True)):
        key = f"kitalalt-{n + 1:03d}"
        pacts.append({"pact_key": key, "name_hu": f"{MARK} – {name}", "name_en": f"INVENTED – {name}", "county_ksh": county_ksh})
        inside = [i for i, d in enumerate(known) if d["county_ksh"] == county_ksh]
        home = inside if seat is None else [seat, *[i for i in inside if i != seat][:2]]
        size = float(rng.lognormal(1.0 if seat is None else 0.0, 0.6))
        for place, i in enumerate(home):
            near = 1.0 if seat is None or place == 0 else 0.15
            weights.append(size * near * float(known[i]["population_2024"] or 10_000) / 40_000)
            pairs.append((n, known[i]["district_ksh"]))
    rates = rng.normal(0.0, 0.35, len(pairs))
    share = np.array(weights)
    return World(pacts, pairs, np.cumsum(share / share.sum()), rates)


def block(world: World, seed: int, first: int, rows: int) -> dict[str, npt.NDArray[np.generic]]:
    """Return `rows` people from number `first` on, as numbers: codes are indexes, -1 and NaT are blanks."""
    rng = np.random.default_rng([seed, first, 11])
    pair = np.searchsorted(world.cumulative, rng.random(rows)).clip(0, len(world.pairs) - 1)
    span = int((LAST_DAY - FIRST_DAY).astype(int))
    entry = FIRST_DAY + (span * rng.beta(1.6, 1.4, rows)).astype(np.int64)
    female = rng.random(rows) < 0.56
    age = np.clip(rng.choice([21, 27, 36, 46, 57], rows, p=[0.22, 0.13, 0.25, 0.2, 0.2]) + rng.integers(-3, 5, rows), 16, 66)
    schooling = (rng.random(rows)[:, None] > np.array([0.38, 0.9])).sum(axis=1)
    status = (rng.random(rows)[:, None] > np.cumsum([0.42, 0.22, 0.16, 0.06])).sum(axis=1)
    flags = rng.random((rows, len(GROUPS))) < np.array([0.0, 0.0, 0.0, 0.09, 0.05, 0.0])
    flags[:, 0], flags[:, 1], flags[:, 2], flags[:, 5] = age < 30, age >= 50, schooling == 0, status == 1
    flags[:, 3] &= female & (age < 45)
    trained = rng.random(rows) < 0.47
    left_after = rng.gamma(2.6, 75, rows).astype(np.int64) + 14
    leaving = entry + left_after
    left = leaving <= AS_OF
    chance = (
        0.25
        + world.district_rate[pair]
        + 0.35 * schooling
        - 0.5 * (status == 2)
        - 0.4 * (status == 1)
        + 0.3 * trained
        - 0.02 * abs(age - 38)
    )
    found = rng.random(rows) < 1 / (1 + np.exp(-chance))
    job = entry + np.clip((left_after * rng.uniform(0.3, 1.05, rows)).astype(np.int64), 7, None)
    found &= job <= AS_OF
    kind = (rng.random(rows)[:, None] > np.array([0.55, 0.9])).sum(axis=1)
    kept = rng.random(rows) < np.where(kind == 2, 0.85, 0.68) + 0.05 * schooling
    elapsed = found & (add_months(job, 6) <= AS_OF)
    at_leaving = np.where(
        found & (job <= leaving + 28), np.where(rng.random(rows) < 0.93, 0, 1), rng.choice([1, 2, 3], rows, p=[0.6, 0.25, 0.15])
    )
    spent = (rng.gamma(4.0, 140_000, rows) * (1 + 0.6 * trained + 0.8 * (found & (kind == 0)))).astype(np.int64) // 10 * 10
    return {
        "number": first + np.arange(rows), "pair": pair, "entry": entry, "leaving": np.where(left, leaving, np.datetime64("NaT")),
        "sex": np.where(female, 0, 1), "birth_year": entry.astype("datetime64[Y]").astype(np.int64) + 1970 - age, "schooling": schooling,
        "status": status, "flags": flags, "trained": trained, "job": np.where(found, job, np.datetime64("NaT")),
        "kind": np.where(found, kind, -1), "at_leaving": np.where(left, at_leaving, -1), "kept": np.where(elapsed, kept, -1),
        "spent": spent,
    }  # fmt: skip


def add_months(days: npt.NDArray[np.generic], months: int) -> npt.NDArray[np.generic]:
    """Return days moved by calendar months, the last day of a shorter month standing in for a day that it lacks."""
    month = days.astype("datetime64[M]")
    moved = month + months
    day = (days - month.astype("datetime64[D]")).astype(np.int64)
    last = ((moved + 1).astype("datetime64[D]") - moved.astype("datetime64[D]")).astype(np.int64) - 1
    out: npt.NDArray[np.generic] = moved.astype("datetime64[D]") + np.minimum(day, last)
    return out


def table(world: World, given: dict[str, npt.NDArray[np.generic]]) -> pa.Table:
    """Return a block as text columns of the documented format."""
    rows = len(given["number"])
    keys = pa.array([world.pacts[p]["pact_key"] for p, _ in world.pairs])
    homes = pa.array([d for _, d in world.pairs])
    pair = pa.array(given["pair"])
    yes = pa.array(["0", "1"])

    def coded(name: str, words: tuple[str, ...]) -> pa.Array:
        codes = np.asarray(given[name], dtype=np.int64)
        return pa.array(words).take(pa.array(codes, mask=codes < 0))

    columns = {
        "participant_id": pa.compute.binary_join_element_wise("INV", pa.array(given["number"]).cast(pa.string()), "-"),
        "pact_key": keys.take(pair),
        "home_code": homes.take(pair),
        "entry_date": iso(given["entry"]),
        "leaving_date": iso(given["leaving"]),
        "sex": coded("sex", ("female", "male")),
        "birth_year": pa.array(given["birth_year"]).cast(pa.string()),
        "schooling": coded("schooling", SCHOOLING),
        "status_at_entry": coded("status", STATUSES),
        **{name: yes.take(pa.array(given["flags"][:, n].astype(np.int64))) for n, name in enumerate(GROUPS)},
        "trained": yes.take(pa.array(given["trained"].astype(np.int64))),
        "job_date": iso(given["job"]),
        "job_kind": coded("kind", JOB_KINDS),
        "status_at_leaving": coded("at_leaving", AT_LEAVING),
        "employed_6m": coded("kept", ("0", "1")),
        "spent_huf": pa.array(given["spent"]).cast(pa.string()),
        "origin": pa.array(["invented"]).take(pa.array(np.zeros(rows, dtype=np.int64))),
    }
    return pa.table(columns)


CALENDAR = np.arange(np.datetime64("2010-01-01"), np.datetime64("2030-01-01"))
DAYS = pa.array(CALENDAR.astype(str))


def iso(days: npt.NDArray[np.generic]) -> pa.Array:
    """Return days as ISO text; NaT is a blank."""
    blank = np.isnat(days)
    at = np.where(blank, 0, (days - CALENDAR[0]).astype(np.int64))
    return DAYS.take(pa.array(at, mask=blank))


def spoil(made: pa.Table, line: int, share: float, rng: np.random.Generator) -> tuple[pa.Table, list[tuple[int, str, str, str]]]:
    """Return a block with a share of its rows spoilt, and (line, fault, column, value) of each; one fault a row.

    `line` is the physical line of the block's first row. A person who contradicts repeats the id of the row before with
    another year of birth: the later line is the faulty one.
    """
    count = int(made.num_rows * share)
    at = np.sort(rng.choice(np.arange(1, made.num_rows // 2) * 2, min(count, made.num_rows // 2 - 1), replace=False))
    faults = rng.integers(0, len(FAULTS), len(at))
    columns = {name: made.column(name).to_pylist() if share else [] for name in made.column_names}
    noted = []
    for row, fault in zip(at.tolist(), faults.tolist(), strict=True):
        name, column, value = FAULTS[fault], "", ""
        if name == "unknown_pact":
            column, value = "pact_key", columns["pact_key"][row].replace("-0", "-O").replace("-1", "-I").replace("-2", "-Z")
        elif name == "unknown_district":
            column, value = "home_code", "999"
        elif name == "impossible_date":
            column, value = "entry_date", columns["entry_date"][row][:5] + "02-30"
        elif name == "leaving_before_entry":
            column, value = "leaving_date", "2011-05-05"
        elif name == "unknown_code":
            column, value = "schooling", "isced_9"
        elif name == "six_months_without_job":
            column, value = "employed_6m", "1"
            columns["job_date"][row] = columns["job_kind"][row] = None
        elif name == "negative_amount":
            column, value = "spent_huf", "-" + columns["spent_huf"][row]
        else:
            column, value = "birth_year", str(int(columns["birth_year"][row - 1]) - 3)
            for values in columns.values():
                values[row] = values[row - 1]
        columns[column][row] = value
        noted.append((line + row, name, column, value))
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), noted


def blocks(world: World, participants: int, seed: int, dirty: float) -> Iterator[tuple[pa.Table, list[tuple[int, str, str, str]]]]:
    """Give the blocks of a file with what is wrong in each."""
    for first in range(0, participants, BLOCK):
        made = table(world, block(world, seed, first, min(BLOCK, participants - first)))
        yield spoil(made, first + 2, dirty, np.random.default_rng([seed, first, 13])) if dirty else (made, [])


def write(participants: int, seed: int, folder: Path, form: str = "parquet", dirty: float = 0.0, office: str | None = None) -> Path:
    """Write participants, the invented pacts beside them and the manifest of the faults; return the file of participants."""
    folder.mkdir(parents=True, exist_ok=True)
    world = invent(seed, office)
    with (folder / "pacts.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(world.pacts[0]))
        out.writeheader()
        out.writerows(world.pacts)
    path, noted, writer = folder / f"participants.{form}", [], None
    for made, faults in blocks(world, participants, seed, dirty):
        if writer is None:
            options = pyarrow.csv.WriteOptions(quoting_style="none")
            writer = pyarrow.csv.CSVWriter(path, made.schema, write_options=options) if form == "csv" else pyarrow.parquet.ParquetWriter(
                path, made.schema, compression="zstd")  # fmt: skip
        writer.write_table(made)
        noted += faults
    if writer:
        writer.close()
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("line", "fault", "column", "value"))
        rows.writerows(noted)
    return path


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("--participants", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--dirty", type=float, default=0.0, help="share of the rows to spoil")
    parser.add_argument("--invented-office", help="name of one invented office instead of 200 pacts")
    given = parser.parse_args()
    print(write(given.participants, given.seed, given.output, given.format, given.dirty, given.invented_office))


if __name__ == "__main__":
    main()
