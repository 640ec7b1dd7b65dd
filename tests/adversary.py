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

from paktum.suppression import Hidden
from paktum.suppression.views import CHAINS, DEEP, LAYERS, Leaf, layer_views, unsafe_parts

JOB = ("open", "lost", "kept")
Outcome = tuple[str, str, str, str]  # the class in each chain: funnel, kind, speed, left
# Everything that can become of a person when every job is alike, and some of what can when jobs differ in kind and in time to them.
PLAIN: tuple[Outcome, ...] = tuple(
    (f, "no_job" if f == "no_job" else "supported", "no_job" if f == "no_job" else "days_30", left)
    for f in CHAINS["funnel"]
    for left in CHAINS["left"]
)
RICH: tuple[Outcome, ...] = (
    *(("no_job", "no_job", "no_job", left) for left in CHAINS["left"]),
    *((f, kind, days, "left_in") for f in JOB for kind in CHAINS["kind"][1:] for days in CHAINS["speed"][1:]),
)


@dataclass
class Population:
    """Small populations: counts by part, sex, value of each leaf, outcome.

    With `months` the second leaf has two months in each of its values, which are told as a third leaf, not by sex, not of parts.
    """

    counts: np.ndarray  # page, sex, leaf 1, leaf 2 (or month), outcome
    pact_of: list[int]
    outcomes: tuple[Outcome, ...] = PLAIN
    months: bool = False

    def classes(self, chain: str) -> np.ndarray:
        """Outcome by class of a chain: which outcomes belong to which class."""
        names = [o[list(CHAINS).index(chain)] for o in self.outcomes]
        return np.array([[n == c for c in CHAINS[chain]] for n in names], dtype=np.int64)

    def member(self, leaf: str) -> np.ndarray:
        """The value of a leaf by index of its axis."""
        at = np.arange(self.counts.shape[AXIS[leaf]])
        return at // 2 if leaf == "two" and self.months else at

    def leaves(self) -> dict[str, Leaf]:
        out = {}
        for name in ("one", "two", *(("month",) if self.months else ())):
            other = 5 - AXIS[name]
            by = self.counts.sum(axis=other)  # page, sex, value, outcome
            value = self.member(name)
            by = np.stack([by[:, :, value == v].sum(axis=2) for v in range(value.max() + 1)], axis=2)
            counts = {chain: by @ self.classes(chain) for chain in CHAINS}
            if name != "month":
                out[name] = Leaf(name, counts, (0,) * by.shape[2])
                continue
            # As the months of the product: jobs of one class, nobody has to keep anything else.
            alike = {chain: np.zeros_like(array).sum(axis=1, keepdims=True) for chain, array in counts.items()}
            for chain, array in counts.items():
                alike[chain][..., 0] = (array[..., 0] if chain != "left" else array.sum(axis=-1)).sum(axis=1, keepdims=True)
                if chain != "left":
                    alike[chain][..., 1] = array[..., 1:].sum(axis=(1, -1))[:, None]
            years = tuple(int(v) // 2 for v in range(value.max() + 1))
            out[name] = Leaf(name, alike, years, ("two", years), ("people", "found"), False)
        return out


AXIS = {"one": 2, "two": 3, "month": 3}


def random_population(
    rng: np.random.Generator, parts=(2, 2), values=(3, 2), size=60.0, left=True, outcomes=PLAIN, months=False
) -> Population:
    shape = (sum(parts), 2, values[0], values[1] * (2 if months else 1), len(outcomes))
    weights = rng.gamma(0.6, 1.0, shape) * rng.gamma(1.0, 1.0, (shape[0], 1, 1, 1, 1))
    if not left:
        weights = weights * np.array([o[3] == "not_left" for o in outcomes])
    counts = rng.poisson(weights / weights.sum() * size * shape[0])
    return Population(counts.astype(np.int64), [p for p, n in enumerate(parts) for _ in range(n)], outcomes, months)


@dataclass
class View:
    """One number: which finest groups it adds up, whether it is shown, and whether it may not be known."""

    place: tuple
    row: np.ndarray
    shown: bool
    unsafe: bool
    value: int


LAYERS_TESTED = ("people", "found", "kept", "kind", "speed", "left")


def views(population: Population, hidden: Hidden | None, k: int) -> Iterator[View]:
    """Every number of the closed set of views, with its state.

    Running sums, ratios and costs are made of shown numbers only (tests/test_participants_page.py checks it): they add nothing to these.
    """
    leaves, shape = population.leaves(), population.counts.shape
    flat = population.counts.reshape(-1)
    owner = np.array(population.pact_of)
    index = np.indices(shape)
    deep = {layer.name: [v for v in layer_views(layer, leaves) if not v[1] or leaves[v[1]].deep] for layer in DEEP}
    pages = [("everybody", 0, np.ones(len(owner), bool))]
    pages += [("pacts", p, owner == p) for p in range(owner.max() + 1)]
    pages += [("parts", g, np.arange(len(owner)) == g) for g in range(len(owner))]
    for layer in LAYERS:
        if layer.name not in LAYERS_TESTED:
            continue
        classes = population.classes(layer.chain)[index[4]].astype(bool)
        for view, leaf in layer_views(layer, leaves):
            value_of = population.member(leaf)[index[AXIS[leaf]]] if leaf else None
            cells = itertools.product(range(2) if "s" in view else [None], range(value_of.max() + 1) if leaf else [None])
            for (level, page, member), (sex, value) in itertools.product(pages, list(cells)):
                # Of parts of pacts jobs are not told by sex and leaf: that is no cell of the closed set of views.
                if level == "parts" and (view, leaf) not in deep.get(layer.name, ()):
                    continue
                chosen = member[index[0]]
                if sex is not None:
                    chosen = chosen & (index[1] == sex)
                if value is not None:
                    chosen = chosen & (value_of == value)
                cell = tuple(x for x in (sex, value) if x is not None)
                masked = bool(getattr(hidden, level)[layer.name, view, leaf][(page, *cell)]) if hidden else False
                told = (population.counts[chosen][:, None] * classes[chosen]).sum(axis=0)
                bad = unsafe_parts(told, layer, k, False)
                for part, (names, unsafe) in enumerate(zip(layer.parts, bad, strict=True)):
                    which = classes[..., [CHAINS[layer.chain].index(n) for n in names]].any(axis=-1)
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
