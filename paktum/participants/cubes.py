"""Cubes of participants: counted from the working file, controlled for disclosure, ready for a snapshot.

What comes out of here has no row of a person and no number that may not be shown: a hidden number is NULL and its state says
so. Nothing that was hidden is kept in any other form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from paktum.participants.rules import rollup
from paktum.suppression import Hidden, grouped, masks
from paktum.suppression.siblings import reduced
from paktum.suppression.views import CHAINS, LAYERS, Counts, Leaf, Mask, Place, layer_views

LEAVES = (
    "age", "schooling", "status", "group_under_30", "group_over_50", "group_low_skilled", "group_returning_parent", "group_disabled",
    "group_long_term", "entry_year", "entry_month",
)  # fmt: skip
# Groups that follow from another attribute, and the values of it that they are made of. They are sums of what is told of the attribute:
# as tables of their own they would give its small numbers away by subtraction. Where the rows disagree with the rule in more
# than DISAGREE of the people, the group is something else and has a table of its own.
FOLLOWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "group_under_30": ("age", ("under_25", "25_29")),
    "group_over_50": ("age", ("50_54", "over_54")),
    "group_low_skilled": ("schooling", ("isced_1_2",)),
    "group_long_term": ("status", ("long_term_unemployed",)),
}
DISAGREE = 0.05
SEXES = ("female", "male")
CLASSES = tuple(dict.fromkeys(c for chain in CHAINS.values() for c in chain))
SMALLEST = 5  # times k: fewer people on a page are told of only together with others
REST = "*"  # the page of what is put together
MONEY = ("spent_huf", "people_with_spending")
# The numbers of each layer; people and money come with the first.
TOLD: Mapping[str, tuple[str, ...]] = {
    "people": ("people", *MONEY),
    "found": ("found_job",),
    "kept": ("elapsed", "employed_6m"),
    "kind": ("supported", "unsubsidised", "self_employed"),
    "speed": ("days_30", "days_90", "days_180", "days_more"),
    "left": ("leavers", "employed_at_leaving"),
}


@dataclass(frozen=True)
class Cubes:
    """Counts before control: pages are (pact, district) pairs; money has the axes page, sex, value, (forints, people).

    `partial`: districts of which some people are on a page that was put together with others: no sum can be told of them.
    """

    pages: Sequence[tuple[str, str]]
    leaves: Mapping[str, Leaf]
    values: Mapping[str, Sequence[str]]
    money: Mapping[str, Counts]
    partial: frozenset[str] = frozenset()

    @property
    def pacts(self) -> list[str]:
        """The pacts in the order of their numbers."""
        return sorted({p for p, _ in self.pages})

    @property
    def pact_of(self) -> list[int]:
        """The number of the pact of each page."""
        number = {p: n for n, p in enumerate(self.pacts)}
        return [number[p] for p, _ in self.pages]


def count(con: duckdb.DuckDBPyConnection, as_of: str, k: int) -> Cubes:
    """Count the people of a working file; see `arrange`."""
    return arrange(cells_of(con, as_of), k)


def cells_of(con: duckdb.DuckDBPyConnection, as_of: str) -> pd.DataFrame:
    """Return the cells of a working file, as queries/rollups/cells.sql says: not to be shown before disclosure control."""
    con.execute(f"create or replace temp table outcomes as {rollup('outcomes')}", {"as_of": as_of})
    cells = con.execute(rollup("cells")).df()
    con.execute("drop table outcomes")
    return cells


def arrange(cells: pd.DataFrame, k: int) -> Cubes:
    """Arrange cells by page, sex and leaf; pages of fewer than SMALLEST x k people are put together."""
    cells, partial = joined(cells, SMALLEST * k)
    pages = sorted(set(zip(cells["pact"], cells["district_ksh"], strict=True)))
    place = {p: n for n, p in enumerate(pages)}
    cells["page"] = [place[p] for p in zip(cells["pact"], cells["district_ksh"], strict=True)]
    leaves, values, money = {}, {}, {}
    for name, rows in cells.groupby("leaf", sort=False):
        leaf, known, spent = read_leaf(str(name), rows, len(pages))
        leaves[str(name)], values[str(name)], money[str(name)] = leaf, known, spent
    order = [n for n in LEAVES if n in leaves and not follows(n, leaves, values)]
    return Cubes(
        pages, {n: refined(leaves[n], values) for n in order}, {n: values[n] for n in order}, {n: money[n] for n in order}, partial
    )


def follows(name: str, leaves: Mapping[str, Leaf], values: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a group follows from another attribute in the rows: whether both count the same people, but for a few."""
    if name not in FOLLOWS or "yes" not in values[name] or FOLLOWS[name][0] not in leaves:
        return False
    attribute, members = FOLLOWS[name]
    group = leaves[name].counts["funnel"][:, :, values[name].index("yes")]
    same = leaves[attribute].counts["funnel"][:, :, [n for n, v in enumerate(values[attribute]) if v in members]].sum(axis=2)
    return bool(np.abs(group - same).sum() <= DISAGREE * leaves[name].counts["funnel"].sum())


def joined(cells: pd.DataFrame, least: int) -> tuple[pd.DataFrame, frozenset[str]]:
    """Return the cells with small parts of a pact put together as its rest, and small pacts as one: their tables are too few to tell.

    Also return the districts that lost people to a rest.

    A rest that is still small takes in the smallest part beside it. The rest is a page like others when hiding is worked out, so
    that nobody finds it by subtraction, but it is not shown.
    """
    sizes = cells[cells["leaf"] == "age"].groupby(["pact", "district_ksh"])["people"].sum()
    by_pact = sizes.groupby(level=0).sum().sort_values(kind="stable")
    small = set(by_pact.index[by_pact < least])
    if small and by_pact[list(small)].sum() < least and len(small) < len(by_pact):
        small.add(by_pact.index[len(small)])
    pages: dict[tuple[str, str], tuple[str, str]] = {}
    for pact, parts in sizes.groupby(level=0):
        ordered = parts.sort_values(kind="stable")
        few = int((ordered < least).sum())
        if few and ordered.iloc[:few].sum() < least:
            few = min(few + 1, len(ordered))
        for place, key in enumerate(ordered.index):
            pages[key] = (REST, REST) if pact in small else (str(pact), REST) if place < few else (str(pact), key[1])
    keys = [pages[k] for k in zip(cells["pact"], cells["district_ksh"], strict=True)]
    cells = cells.assign(pact=[p for p, _ in keys], district_ksh=[d for _, d in keys])
    lost = frozenset(str(district) for (_, district), page in pages.items() if page[1] == REST)
    return cells.groupby(["pact", "district_ksh", "sex", "leaf", "value"], as_index=False, sort=False).sum(), lost


def read_leaf(name: str, rows: pd.DataFrame, pages: int) -> tuple[Leaf, list[str], Counts]:
    """Return the counts of one leaf, its values in order, and its money."""
    known = sorted(set(rows["value"]))
    sexes = ("",) if name == "entry_month" else SEXES
    at = (rows["page"].to_numpy(), rows["sex"].map(sexes.index).to_numpy(), rows["value"].map(known.index).to_numpy())
    shape = (pages, len(sexes), len(known))

    def filled(columns: Sequence[str]) -> Counts:
        out = np.zeros((*shape, len(columns)), dtype=np.int64)
        for n, column in enumerate(columns):
            out[(*at, n)] = rows[column].fillna(0).astype("int64").to_numpy()
        return out

    counts = {chain: filled(classes) for chain, classes in CHAINS.items()}
    block = tuple(int(v) // 100 for v in known) if name == "entry_month" else (0,) * len(known)
    return Leaf(name, counts, block), known, filled(MONEY)


def refined(leaf: Leaf, values: Mapping[str, Sequence[str]]) -> Leaf:
    """Return the months of entry as what refines the years."""
    if leaf.name != "entry_month":
        return leaf
    years = [values["entry_year"].index(v[:4]) for v in values[leaf.name]]
    # By month only people and jobs are told, so nobody has to keep anything else when hiding is worked out.
    counts = {chain: np.zeros_like(array) for chain, array in leaf.counts.items()}
    for chain, array in leaf.counts.items():
        counts[chain][..., 0] = array[..., 0] if chain != "left" else array.sum(axis=-1)
        if chain != "left":
            counts[chain][..., 1] = array[..., 1:].sum(axis=-1)
    return Leaf(leaf.name, counts, leaf.block, ("entry_year", tuple(years)), ("people", "found"), False)


# ---------------------------------------------------------------- what may be shown


def shown(cubes: Cubes, hidden: Hidden) -> pd.DataFrame:
    """Return every cell that may be shown, hidden numbers as None: columns level, pact, district_ksh, sex, leaf, value, numbers, states.

    A state is "shown", "suppressed" or, where there is nobody to tell of, "nobody". Districts are sums of the parts of pacts that
    live in them, where all of these are shown.
    """
    owner = np.array(cubes.pact_of)
    pacts = cubes.pacts
    labels = {
        "everybody": [("", "")],
        "pact": [(p, "") for p in pacts],
        "part": list(cubes.pages),
    }
    frames = []
    for level, hides, group in (
        ("everybody", hidden.everybody, np.zeros(len(owner), dtype=np.int64)),
        ("pact", hidden.pacts, owner),
        ("part", hidden.parts, np.arange(len(owner))),
    ):
        told = [v for v in views(cubes) if level != "part" or not v[1] or cubes.leaves[v[1]].deep]
        frames += [view_frame(cubes, level, labels[level], hides, group, *view) for view in told]
    table = pd.concat(frames, ignore_index=True)
    table = table[(table["pact"] != REST) & (table["district_ksh"] != REST)]
    table = pd.concat([table, *(following(table, name) for name in FOLLOWS if name not in cubes.leaves)], ignore_index=True)
    return pd.concat([table, districts(table, cubes.partial)], ignore_index=True)


def views(cubes: Cubes) -> list[tuple[str, str]]:
    """Return every view of the closed set: (view, leaf)."""
    return list(layer_views(LAYERS[0], cubes.leaves))


def view_frame(
    cubes: Cubes, level: str, labels: Sequence[tuple[str, str]], hides: Mapping[Place, Mask], group: Counts, view: str, leaf: str
) -> pd.DataFrame:  # fmt: skip
    """Return the cells of one view of the pages of one level."""
    name = leaf or "age"
    counts = {c: reduced(grouped(a, group, len(labels)), view) for c, a in cubes.leaves[name].counts.items()}
    money = reduced(grouped(cubes.money[name], group, len(labels)), view)
    numbers = totals(counts, money)
    shape = numbers["people"].shape
    axes = np.indices(shape).reshape(len(shape), -1)
    values = cubes.values[name] if leaf else [""]
    frame = pd.DataFrame({
        "level": level,
        "pact": [labels[i][0] for i in axes[0]],
        "district_ksh": [labels[i][1] for i in axes[0]],
        "sex": [SEXES[i] for i in axes[1]] if "s" in view else "",
        "leaf": leaf,
        "value": [values[i] for i in axes[-1]] if leaf else "",
    })  # fmt: skip
    people = numbers["people"].reshape(-1)
    for layer in LAYERS:
        told = (layer.name, view, leaf) in hides
        mask = hides[layer.name, view, leaf].reshape(-1) if told else np.ones(people.shape, dtype=bool)
        state = np.where(mask, "suppressed", np.where(people == 0, "nobody", "shown"))
        frame[f"{layer.name}_state"] = state
        for column in TOLD[layer.name]:
            frame[column] = pd.array(np.where(mask, 0, numbers[column].reshape(-1)), dtype="Int64")
            frame.loc[mask, column] = pd.NA
    # Where the spending of some is not known, a sum could be that of very few.
    frame.loc[(frame["people"] != frame["people_with_spending"]).fillna(False).to_numpy(dtype=bool), list(MONEY)] = pd.NA
    return frame[~((people == 0) & (frame["people_state"] == "nobody"))] if view == "sa" else frame


def totals(counts: Mapping[str, Counts], money: Counts) -> dict[str, Counts]:
    """Return the numbers that are told from the counts by class."""
    at = {c: counts[chain][..., n] for chain, classes in CHAINS.items() for n, c in enumerate(classes)}
    numbers = dict(at)
    numbers["people"] = counts["funnel"].sum(axis=-1)
    numbers["found_job"] = counts["funnel"][..., 1:].sum(axis=-1)
    numbers["elapsed"], numbers["employed_6m"] = at["lost"] + at["kept"], at["kept"]
    numbers["leavers"], numbers["employed_at_leaving"] = at["left_out"] + at["left_in"], at["left_in"]
    numbers["spent_huf"], numbers["people_with_spending"] = money[..., 0], money[..., 1]
    return numbers


def following(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the cells of a group that follows from another attribute."""
    attribute, members = FOLLOWS[name]
    rows = table[table["leaf"] == attribute]
    rows = rows.assign(leaf=name, value=np.where(rows["value"].isin(members), "yes", "no"))
    return summed(rows, ["level", "pact", "district_ksh", "sex", "leaf", "value"])[list(table.columns)]


def districts(table: pd.DataFrame, partial: frozenset[str]) -> pd.DataFrame:
    """Return the sums of the shown parts of each district; a sum with a hidden part, or with one that is told with others, is hidden."""
    out = summed(table[table["level"] == "part"], ["district_ksh", "sex", "leaf", "value"])
    untold = out["district_ksh"].isin(partial).to_numpy()
    for layer, columns in TOLD.items():
        out[f"{layer}_state"] = np.where(untold, "suppressed", out[f"{layer}_state"])
        out.loc[untold, list(columns)] = pd.NA
    out["level"], out["pact"] = "district", ""
    return out[list(table.columns)]


def summed(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the sums of cells with the same keys; what has a hidden cell in it is hidden."""
    numbers = [c for columns in TOLD.values() for c in columns]
    states = [f"{layer}_state" for layer in TOLD]
    out = rows.groupby(keys, sort=False)[numbers].sum(min_count=1).astype("Int64").reset_index()
    by = [rows[key] for key in keys]
    bad = (rows[states] == "suppressed").groupby(by, sort=False).any().reset_index()
    some = (rows[states] == "shown").groupby(by, sort=False).any().reset_index()
    for layer, columns in TOLD.items():
        state = f"{layer}_state"
        out[state] = np.where(bad[state], "suppressed", np.where(some[state], "shown", "nobody"))
        out.loc[bad[state].to_numpy(), list(columns)] = pd.NA
    without = (rows["people"].notna() & rows["spent_huf"].isna()).groupby(by, sort=False).any().to_numpy()
    out.loc[without, list(MONEY)] = pd.NA
    return out


def made_of(cells: pd.DataFrame, cubes: Cubes) -> pd.DataFrame:
    """Return cells with those of groups that are only sums replaced by what they are made of."""
    out = [cells[~cells["leaf"].isin(set(FOLLOWS) - set(cubes.leaves))]]
    for name, (attribute, members) in FOLLOWS.items():
        if name not in cubes.leaves:
            rows = cells[cells["leaf"] == name]
            for value in cubes.values.get(attribute, ()):
                some = rows[(rows["value"] == "yes") == (value in members)]
                out.append(some.assign(leaf=attribute, value=value))
    return pd.concat(out, ignore_index=True)


def marks(cubes: Cubes, changes: Mapping[str, pd.DataFrame]) -> Hidden:
    """Return the masks of cells named by level, pact, district, sex, leaf and value, by layer: what must be hidden in any case."""
    pages = {
        "everybody": {("", ""): 0},
        "pact": {(p, ""): n for n, p in enumerate(cubes.pacts)},
        "part": {p: n for n, p in enumerate(cubes.pages)},
    }
    made = {level: masks(cubes.leaves, len(places)) for level, places in pages.items()}
    for layer, cells in changes.items():
        for level, pact, district, sex, leaf, value in made_of(cells.astype(str), cubes).itertuples(index=False, name=None):
            page = pages[level].get((pact, district))
            view = ("s" if sex else "") + ("a" if leaf else "")
            mask = made[level].get((layer, view, leaf))
            if page is None or mask is None or (leaf and value not in cubes.values[leaf]):
                continue
            at = (page, *([SEXES.index(sex)] if sex else []), *([cubes.values[leaf].index(value)] if leaf else []))
            mask[at] = True
    return Hidden(made["everybody"], made["pact"], made["part"])
