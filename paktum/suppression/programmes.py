"""Linear programmes that look for a move where no rectangle of hidden cells gives one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.optimize
import scipy.sparse

from paktum.suppression.views import CHAINS, LAYERS, Counts, Layer, Place, layer_views

if TYPE_CHECKING:
    from paktum.suppression.siblings import Siblings


@dataclass(frozen=True)
class Pair:
    """Two pages of which an outcome is not told by sex: so many people of each sex can exchange one class for the other.

    `up`: to the second class on the page, to the first on the other; `down`: the other way round.
    `totals`: it is not told in total either; otherwise as many women as men change, the other way round.
    """

    page: int
    other: int
    classes: tuple[str, str]
    up: tuple[int, ...]
    down: tuple[int, ...]
    totals: bool


class Programme:
    """Every move of people between the values of one leaf, as a linear programme; the least shown numbers may change.

    The unknowns are the changes of the counts page x sex x value x class of the funnel, and of each number that a view tells. What never
    changes: who is on a page, of which sex and with which outcome, and what the parent page shows; so people keep all the rest, the
    kind of their job too. Numbers that have to change are hidden.
    """

    def __init__(self, siblings: Siblings, leaf: str, pages: tuple[int, ...], pair: Pair | None = None) -> None:
        self.siblings, self.leaf, self.pages, self.pair = siblings, leaf, pages, pair
        counts = siblings.counts[leaf]["funnel"][list(pages)]
        self.shape = counts.shape[:3]
        self.index: Counts = np.arange(counts.size).reshape(counts.shape)
        self.now = counts.reshape(-1).astype(float)
        self.views = list(self._rows(False, siblings.layers))
        self.told = np.array([self.now[v].sum() for _, _, v in self.views])
        fixed = self._fixed()
        rows = [*fixed, *(v for _, _, v in self.views)]
        where = np.repeat(np.arange(len(rows)), [len(v) for v in rows])
        unknowns = scipy.sparse.csr_matrix((np.ones(len(where)), (where, np.concatenate(rows))), shape=(len(rows), counts.size))
        # A number that is told changes by what comes in less what goes out.
        count = len(self.views)
        change = scipy.sparse.csr_matrix((np.ones(count), (np.arange(len(fixed), len(rows)), np.arange(count))), shape=(len(rows), count))
        matrix = scipy.sparse.hstack([unknowns, -change, change])
        if pair:
            matrix = self._with_exchange(matrix, pair)
        self.equations = scipy.optimize.LinearConstraint(matrix.tocsc(), np.zeros(matrix.shape[0]), np.zeros(matrix.shape[0]))

    def _with_exchange(self, matrix: Any, pair: Pair) -> Any:
        """Return the equations with two more unknowns: how many of each sex exchange their class."""
        lost, kept = (CHAINS["funnel"].index(c) for c in pair.classes)
        where = {(g, s, c): n for n, (g, s, c) in enumerate(self.seen)}
        signs = {(pair.page, kept): 1.0, (pair.page, lost): -1.0, (pair.other, kept): -1.0, (pair.other, lost): 1.0}
        more = scipy.sparse.lil_matrix((matrix.shape[0], 2))
        for (page, c), sign in signs.items():
            for sex in (0, 1):
                more[where[self.pages.index(page), sex, c], sex] = sign
        matrix = scipy.sparse.hstack([matrix, more])
        if pair.totals:
            return matrix
        even = scipy.sparse.csr_matrix(([1.0, 1.0], ([0, 0], [matrix.shape[1] - 2, matrix.shape[1] - 1])), shape=(1, matrix.shape[1]))
        return scipy.sparse.vstack([matrix, even])

    def _fixed(self) -> list[Counts]:
        """Return the unknowns whose sums never change; on pages of which nothing is shown people stay together, not each page."""
        unseen = self.siblings.hidden["people", "", ""][list(self.pages)]
        if self.pair:
            unseen = np.zeros_like(unseen)
        classes = range(self.index.shape[3])
        pages, sexes = self.index.shape[:2]
        self.seen = [(g, s, c) for g in range(pages) for s in range(sexes) for c in classes if not unseen[g]]
        fixed = [self.index[g, s, :, c] for g, s, c in self.seen]
        if unseen.any():
            fixed += [self.index[unseen, s, :, c].reshape(-1) for s, c in itertools.product(range(sexes), classes)]
        parent = self.siblings.parent
        return fixed + ([v for place, cell, v in self._rows(True, LAYERS) if not parent[place][cell]] if parent is not None else [])

    def _rows(self, parent: bool, layers: Sequence[Layer]) -> Iterator[tuple[Place, tuple[int, ...], Counts]]:
        """Give every number of the leaf: its place, its cell, the unknowns that it adds up. Of the parent page without its axis."""
        for layer in layers:
            for view, name in layer_views(layer, self.siblings.leaves):
                if name != self.leaf:
                    continue
                pages: Sequence[Any] = [slice(None)] if parent else range(self.shape[0])
                for page in pages:
                    for cell in np.ndindex(*[self.shape[2 - (view == "sa") + n] for n in range(len(view))]):
                        sex, value = (cell[0], cell[1]) if view == "sa" else (slice(None), cell[0])
                        for part in layer.parts:
                            at = [CHAINS[layer.chain].index(c) for c in part]
                            found = self.index[page, sex, value][..., at].reshape(-1)
                            yield (layer.name, view, name), cell if parent else (self.pages[page], *cell), found

    def protect(self, place: Place, cell: tuple[int, ...], part: int) -> bool:
        """Hide the least that lets a part of a cell move by k - 1 in all; say whether that is possible."""
        layer = next(item for item in LAYERS if item.name == place[0])
        target = [n for n, (p, c, _) in enumerate(self.views) if (p, c) == (place, cell)][part % len(layer.parts)]
        need = self.siblings.k - 1
        down = min(self.told[target], need)
        changed: set[tuple[Place, tuple[int, ...]]] = set()
        for change in sorted({-down, need - down} - {0}):
            found = self._least_change(target, change)
            if found is None:
                return False
            changed |= found
        for spot, at in changed:
            self.siblings.hidden[spot][at] = True
        self.siblings.spread(self.leaf)
        return True

    def _least_change(self, target: int, change: float) -> set[tuple[Place, tuple[int, ...]]] | None:
        """Return the shown cells that change when a number changes by so much and the least of them do."""
        shown = np.array([not self.siblings.hidden[p][c] for p, c, _ in self.views])
        size, count = len(self.now), len(self.views)
        cost = np.where(shown, 1.0 + 1e-6 * self.told, 0.0)
        low = np.concatenate([-self.now, np.zeros(2 * count)])
        high = np.full(size + 2 * count, np.inf)
        up, down = (
            np.array(given if self.pair else (), dtype=float) for given in ((self.pair.up, self.pair.down) if self.pair else ((), ()))
        )
        more, less = size + target, size + count + target
        low[more] = high[more] = max(change, 0.0)
        low[less] = high[less] = max(-change, 0.0)
        found = scipy.optimize.milp(
            np.concatenate([np.zeros(size), cost, cost, np.zeros(len(up))]),
            constraints=self.equations,
            bounds=scipy.optimize.Bounds(np.concatenate([low, -down]), np.concatenate([high, up])),
        )
        if found.status != 0:
            return None
        moved = found.x[size : size + count] + found.x[size + count : size + 2 * count]
        return {(p, c) for (p, c, _), by, told in zip(self.views, moved, shown, strict=True) if told and by > 1e-7}


def exchangeable(page: Counts, other: Counts, first: int, second: int, totals: bool) -> Counts:
    """Return how many people of each sex can exchange two classes on two pages (sex, value, class), up and down, with the same value.

    Unless `totals` are hidden too, a woman can only do so while a man of the same value does the other way round.
    """
    up = np.minimum(page[..., first], other[..., second])
    down = np.minimum(page[..., second], other[..., first])
    if not totals:
        up, down = np.minimum(up, down[::-1]), np.minimum(down, up[::-1])
    return np.stack([up.sum(axis=1), down.sum(axis=1)])
