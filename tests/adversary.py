"""Who wants to know: linear programmes over everything that is published of a small population, and an optimal suppressor.

The unknowns are the finest groups of people (part of a pact, sex, all leaves, all outcomes): whatever the people behind the
published tables are, they are one of the populations that the programmes may choose.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.optimize
import scipy.sparse

from paktum.suppression import CHAINS, DEEP, LAYERS, Hidden, Leaf, layer_views, unsafe_parts

JOB = ("open", "lost", "kept")


@dataclass
class Population:
    """Small populations: counts by part, sex, value of each leaf, outcome (funnel and whether left)."""

    counts: np.ndarray  # page, sex, leaf 1, leaf 2, funnel, left
    pact_of: list[int]

    def leaves(self) -> dict[str, Leaf]:
        out = {}
        for n, name in enumerate(("one", "two")):
            other = 3 - n
            by = self.counts.sum(axis=other)  # page, sex, value, funnel, left
            funnel, left = by.sum(axis=4), by.sum(axis=3)
            no_job, found = funnel[..., :1], funnel[..., 1:].sum(axis=-1, keepdims=True)
            nothing = np.zeros_like(found)
            counts = {
                "funnel": funnel,
                "left": left,
                "kind": np.concatenate([no_job, found, nothing, nothing], axis=-1),
                "speed": np.concatenate([no_job, found, nothing, nothing, nothing], axis=-1),
            }
            out[name] = Leaf(name, counts, (0,) * by.shape[2])
        return out


def random_population(rng: np.random.Generator, parts=(2, 2), values=(3, 2), size=60.0, left=True) -> Population:
    shape = (sum(parts), 2, *values, 4, 3 if left else 1)
    weights = rng.gamma(0.6, 1.0, shape) * rng.gamma(1.0, 1.0, (shape[0], 1, 1, 1, 1, 1))
    counts = rng.poisson(weights / weights.sum() * size * shape[0])
    if not left:
        counts = np.concatenate([counts, np.zeros((*shape[:-1], 2), dtype=counts.dtype)], axis=-1)
    return Population(counts.astype(np.int64), [p for p, n in enumerate(parts) for _ in range(n)])


@dataclass
class View:
    """One number: which finest groups it adds up, whether it is shown, and whether it may not be known."""

    place: tuple
    row: np.ndarray
    shown: bool
    unsafe: bool
    value: int


LAYERS_TESTED = ("people", "found", "kept", "left")


def views(population: Population, hidden: Hidden | None, k: int) -> Iterator[View]:
    """Every number of the closed set of views, with its state."""
    leaves, shape = population.leaves(), population.counts.shape
    flat = population.counts.reshape(-1)
    owner = np.array(population.pact_of)
    index = np.indices(shape)
    deep = {layer.name: list(layer_views(layer, leaves)) for layer in DEEP}
    pages = [("everybody", 0, np.ones(len(owner), bool))]
    pages += [("pacts", p, owner == p) for p in range(owner.max() + 1)]
    pages += [("parts", g, np.arange(len(owner)) == g) for g in range(len(owner))]
    for layer in LAYERS:
        if layer.name not in LAYERS_TESTED:
            continue
        for view, leaf in layer_views(layer, leaves):
            axis = {"one": 2, "two": 3}.get(leaf)
            cells = itertools.product(range(2) if "s" in view else [None], range(shape[axis]) if axis else [None])
            for (level, page, member), (sex, value) in itertools.product(pages, list(cells)):
                # Of parts of pacts jobs are not told by sex and leaf: that is no cell of the closed set of views.
                if level == "parts" and (view, leaf) not in deep.get(layer.name, ()):
                    continue
                chosen = member[index[0]]
                if sex is not None:
                    chosen = chosen & (index[1] == sex)
                if value is not None:
                    chosen = chosen & (index[axis] == value)
                cell = tuple(x for x in (sex, value) if x is not None)
                masked = bool(getattr(hidden, level)[layer.name, view, leaf][(page, *cell)]) if hidden else False
                classes = CHAINS[layer.chain]
                told = np.array(
                    [(flat * (chosen & (index[5 if layer.chain == "left" else 4] == n)).reshape(-1)).sum() for n in range(len(classes))]
                )
                bad = unsafe_parts(told, layer, k, False)
                for part, (names, unsafe) in enumerate(zip(layer.parts, bad, strict=True)):
                    which = (
                        np.isin(index[5 if layer.chain == "left" else 4], [classes.index(n) for n in names])
                        if layer.name != "people"
                        else True
                    )
                    row = (chosen & which).reshape(-1)
                    yield View((level, page, layer.name, view, leaf, cell, part), row, not masked, bool(unsafe), int(flat[row].sum()))


def intervals(population: Population, given: list[View], wanted: list[View]) -> list[tuple[float, float]]:
    """What the published numbers say about each wanted one: from, to."""
    shown = [v for v in given if v.shown]
    a = scipy.sparse.csr_matrix(np.array([v.row for v in shown], dtype=float)) if shown else None
    b = np.array([v.value for v in shown], dtype=float) if shown else None
    out = []
    for view in wanted:
        ends = []
        for sign in (1.0, -1.0):
            found = scipy.optimize.linprog(sign * view.row.astype(float), A_eq=a, b_eq=b, bounds=(0, 1e6), method="highs")
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        out.append((ends[0], ends[1]))
    return out


def optimum(population: Population, k: int, seconds: float = 60.0) -> int:
    """How many non-empty numbers an optimal suppressor shows: a mixed integer programme over hiding patterns.

    For every unsafe number there must be two other populations with the same shown numbers, between which it differs by k - 1.
    The numbers of one cell in one layer are shown or hidden together, as ours are.
    """
    given = list(views(population, None, k))
    cells = sorted({v.place[:-1] for v in given}, key=str)
    at = {c: n for n, c in enumerate(cells)}
    unsafe = [v for v in given if v.unsafe]
    x = population.counts.reshape(-1).astype(float)
    size, count = len(x), len(cells)
    rows = scipy.sparse.csr_matrix(np.array([v.row for v in given], dtype=float))
    most = float(x.sum()) + k
    width = count + 2 * size * len(unsafe)
    a, low, high = [], [], []

    def add(matrix: scipy.sparse.spmatrix, lo: float | np.ndarray, hi: float | np.ndarray) -> None:
        a.append(matrix)
        low.append(np.broadcast_to(lo, matrix.shape[0]))
        high.append(np.broadcast_to(hi, matrix.shape[0]))

    hide = scipy.sparse.csr_matrix(
        (np.full(len(given), most), (np.arange(len(given)), [at[v.place[:-1]] for v in given])), shape=(len(given), count)
    )
    for n, view in enumerate(unsafe):
        for side in (0, 1):
            start = count + (2 * n + side) * size
            moved = scipy.sparse.hstack(
                [scipy.sparse.csr_matrix((len(given), start - count)), rows, scipy.sparse.csr_matrix((len(given), width - start - size))]
            )
            add(scipy.sparse.hstack([hide, moved]), 0, np.inf)
            add(scipy.sparse.hstack([-hide, moved]), -np.inf, 0)
        wide = np.zeros(width)
        wide[count + 2 * n * size : count + (2 * n + 1) * size] = view.row
        wide[count + (2 * n + 1) * size : count + (2 * n + 2) * size] -= view.row
        add(scipy.sparse.csr_matrix(wide), k - 1, np.inf)
    worth = np.zeros(width)
    for v in given:
        worth[at[v.place[:-1]]] += v.value > 0
    lower = np.concatenate([np.zeros(count), np.tile(-x, 2 * len(unsafe))])
    upper = np.concatenate([np.ones(count), np.full(width - count, most)])
    for v in unsafe:
        lower[at[v.place[:-1]]] = 1
    found = scipy.optimize.milp(
        worth,
        constraints=scipy.optimize.LinearConstraint(scipy.sparse.vstack(a).tocsr(), np.concatenate(low), np.concatenate(high)) if a else (),
        integrality=np.concatenate([np.ones(count), np.zeros(width - count)]),
        bounds=scipy.optimize.Bounds(lower, upper),
        options={"time_limit": seconds},
    )
    whole = sum(v.value > 0 for v in given)
    # The bound of the programme is what no pattern can beat, whether the search came to its end or not.
    hidden = found.mip_dual_bound if getattr(found, "mip_dual_bound", None) is not None else found.fun
    return int(whole - np.ceil(hidden - 1e-6))
