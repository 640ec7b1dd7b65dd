"""How people could change places without any shown number changing: the proof that a hidden number stays unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from paktum.suppression.views import CHAINS, Counts, Layer, Mask

if TYPE_CHECKING:
    from paktum.suppression.siblings import Siblings

# Counts of a chain with the axes (page, axes of the view, held, class): `held` is what people keep that moves must not mix.
Held = list[tuple[str, Counts]]


@dataclass(frozen=True)
class Regime:
    """Who moves: `movers` of the part, and `others` who move the other way so that the parent layer stays as it is.

    needs: the layer that must be hidden for it. outcome: people stay where they are and change their outcome with somebody on
    another page who is like them; otherwise they change their leaf (or sex, or page) and keep the rest.
    """

    needs: str
    movers: Held
    others: Held
    outcome: bool = False


class Moves:
    """The moves that protect the cells of one view."""

    def __init__(self, siblings: Siblings, layer: Layer, view: str, leaf: str, part: int) -> None:
        self.siblings, self.view, self.leaf = siblings, view, leaf
        self.place = (layer.name, view, leaf)
        self.block = siblings.leaves[leaf].block if leaf and "a" in view else ()
        self.names = [leaf] if leaf else [n for n, item in siblings.leaves.items() if item.sexed]
        inside, everybody = set(layer.parts[part]), set(CHAINS[layer.chain])
        scope = everybody if layer.parent in ("", "people") else everybody - {"no_job"}
        job = "no_job" not in inside and layer.chain != "left"
        everyone = [h for c in CHAINS for h in self._held(c, set(CHAINS[c]))]
        if layer.name == "people":
            self.regimes = [Regime("people", everyone, [])]
            return
        own, rest = self._held(layer.chain, inside), self._held(layer.chain, scope - inside)
        found = [h for c in ("funnel", "kind", "speed") for h in self._held(c, set(CHAINS[c]) - {"no_job"})]
        all_others = self._held(layer.chain, everybody - inside)
        left = self._held("left", set(CHAINS["left"])) if layer.chain != "left" else []
        free = Regime("people", own + (found if job else []) + left, [])
        if "a" in view:
            if layer.name == "found":
                own, rest = (own + found, rest) if job else (own, rest + found)
            self.regimes = [Regime(layer.name, own, rest)]
            self.regimes += [Regime("found", own + found, all_others)] if layer.parent == "found" else []
        else:
            self.regimes = [Regime(layer.name, own, rest, True)]
            self.regimes += [Regime("found", own, all_others, True)] if layer.parent == "found" else []
        self.regimes.append(free)

    def _held(self, chain: str, chosen: set[str]) -> Held:
        if self.leaf and chain not in ("funnel", *self.siblings.leaves[self.leaf].layers):
            return []
        at = [n for n, c in enumerate(CHAINS[chain]) if c in chosen]
        return [(chain, held_along(self.siblings.counts[n][chain], self.view)[..., at]) for n in self.names]

    def protect(self, cell: tuple[int, ...], size: Counts) -> bool:
        """Hide the cheapest rectangle that protects a cell; say whether there is one."""
        best: tuple[float, Regime, list[int], list[int], bool] | None = None
        for all_pages, all_values, summed in self._partners(cell, size):
            for regime, flat, alone in self._ways():
                pages, values = ([], self._unseen(regime, cell, all_values)) if alone else (all_pages, all_values)
                if (self.view and not values) or (not self.view and not pages):
                    continue
                cost = self._cost(regime, cell, pages, values, summed, size, flat)
                if best is not None and cost.min() >= best[0]:
                    continue
                enough = self._widths(regime, cell, pages, values, summed, flat) >= self.siblings.k - 1
                if enough.any():
                    at = np.unravel_index(int(np.where(enough, cost, np.inf).argmin()), cost.shape)
                    if best is None or cost[at] < best[0]:
                        if cost[at] < 1:  # all of it is hidden already
                            return True
                        first = [slice(0, n + 1) if summed else slice(n, n + 1) for n in at]
                        best = (float(cost[at]), regime, list(pages[first[0]]) if pages else [], list(values[first[1]]), flat)
            if best is not None and summed:
                break
        if best is None:
            return False
        self._hide(cell, *best[1:])
        return True

    def wide(self, rows: Mask, columns: Mask) -> Counts:
        """Return by how much the part of each cell can move when whole pages and whole values are hidden."""
        hold = np.asarray(self.block)
        same = (hold[:, None] == hold[None]).astype(np.int64)

        def ends(array: Counts, some_pages: Mask, some_values: Mask) -> tuple[Counts, Counts]:
            # The axes: page, (sex,) value, held, class. Partners are all other hidden pages and all other hidden values of the block.
            v = array.ndim - 3
            inside = np.moveaxis(np.tensordot(same * some_values[None], array, axes=(1, v)), 0, v)
            own_in = array * some_values.reshape(-1, 1, 1)
            here = array * some_pages.reshape(-1, *[1] * (array.ndim - 1))
            column = here.sum(axis=0, keepdims=True) - here
            there = inside * some_pages.reshape(-1, *[1] * (array.ndim - 1))
            row = inside - own_in
            far = (there.sum(axis=0, keepdims=True) - there) - column * some_values.reshape(-1, 1, 1)
            if self.view != "sa":
                return np.minimum(array, far), np.minimum(row, column)
            # The other sex is the same axis the other way round.
            even = np.minimum(np.minimum(array, far), np.minimum(row[:, ::-1], column[:, ::-1]))
            odd = np.minimum(np.minimum(array[:, ::-1], far[:, ::-1]), np.minimum(row, column))
            return even, odd

        best: Counts | None = None
        everything, every_page = np.ones_like(columns), np.ones_like(rows)
        for regime in self.regimes:
            some, few = rows, columns
            if regime.needs != self.place[0]:
                deeper = self.siblings.hidden[regime.needs, self.view, self.leaf]
                some = rows & deeper.reshape(len(rows), -1).all(axis=1)
                few = columns & deeper.reshape(-1, deeper.shape[-1]).all(axis=0)
            for pages, values, where in (
                (some, everything, some.reshape(-1, *[1] * (1 + (self.view == "sa")))),
                (every_page, few, few.reshape(1, *[1] * (self.view == "sa"), -1)),
            ):
                if not where.any():
                    continue
                sides: list[Counts | None] = [None, None]
                for held, flip in ((regime.movers, 0), (regime.others, 1)):
                    for _, array in held:
                        found = ends(array, pages, values)
                        for n in (0, 1):
                            each, before = found[n ^ flip].sum(axis=-1), sides[n]
                            sides[n] = each if before is None else np.minimum(before, each)
                both = [side.sum(axis=-1) for side in sides if side is not None]
                width = np.where(where, both[0] + both[1], 0)
                best = np.maximum(width, width if best is None else best)
        if best is None:
            return np.zeros(self.regimes[0].movers[0][1].shape[:-2], dtype=np.int64)
        return best

    def _ways(self) -> Iterator[tuple[Regime, bool, bool]]:
        """Give every way to move: a regime; whether at one sex only; whether on one page only."""
        for regime in self.regimes:
            for flat in (False, True) if self.view == "sa" else (False,):
                yield regime, flat, False
                if "a" in self.view and self.siblings.parent is not None:
                    yield regime, flat, True

    def _unseen(self, regime: Regime, cell: tuple[int, ...], values: list[int]) -> list[int]:
        """Return the values that are hidden on every page above, and with them this cell's: moves between them show nowhere."""
        above = [m[regime.needs, "a", self.leaf] for m in (self.siblings.parent, self.siblings.root) if m is not None]
        hidden = np.logical_and.reduce(above)
        return [v for v in values if hidden[v]] if hidden[cell[-1]] else []

    def _hide(self, cell: tuple[int, ...], regime: Regime, pages: Sequence[int], values: Sequence[int], flat: bool) -> None:
        around, along = [cell[0], *pages], [cell[-1], *values]
        boxes = {self.view: np.ix_(*[around, *([[0, 1]] if self.view == "sa" else []), *([along] if self.view else [])])}
        if flat:
            boxes["a"] = np.ix_(around, along)
        deeper = flat or regime.needs != self.place[0]
        for layer in {self.place[0], regime.needs}:
            for view, box in boxes.items():
                self.siblings.hidden[layer, view, self.leaf][box] = True
        if deeper:
            self.siblings.spread(self.leaf)

    def _partners(self, cell: tuple[int, ...], size: Counts) -> Iterator[tuple[list[int], list[int], bool]]:
        """Give ordered partner pages and values: to be taken singly, then added up from the first on, in two orders."""
        hidden = self.siblings.hidden[self.place]
        pages = [i for i in range(hidden.shape[0]) if i != cell[0]]
        values: list[int] = []
        if self.view:
            values = [v for v in range(hidden.shape[-1]) if v != cell[-1] and (not self.block or self.block[v] == self.block[cell[-1]])]
            if not values:
                return
        elif not pages:
            return
        yield pages, values, False
        across: Any = (slice(None), *cell[1:])
        along: Any = (*cell[:-1], slice(None))
        for small in (True, False):
            sign = 1 if small else -1
            by_page = sorted(pages, key=lambda i: (not hidden[across][i], sign * size[across][i]))
            by_value = sorted(values, key=lambda v: (not hidden[along][v], sign * size[along][v]))
            yield by_page[:24] if len(by_page) > 24 else by_page, by_value, True

    def _corners(
        self, array: Counts, cell: tuple[int, ...], pages: list[int], values: list[int], summed: bool, flat: bool
    ) -> list[list[Counts]]:
        """Return the even and the odd corners; each can be broadcast to (page partners, value partners, the last two axes)."""
        page, *rest = cell

        def add(x: Counts, axis: int) -> Counts:
            out: Counts = x.cumsum(axis=axis) if summed else x
            return out

        if not self.view:
            return [[array[page][None, None]], [add(array[pages], 0)[:, None]]]
        crossed = self.view == "sa" and array.ndim == 5
        tables = [array[:, rest[0]], *([] if flat else [array[:, 1 - rest[0]]])] if crossed else [array]
        value, corners = rest[-1], []
        for table in tables:
            row = add(table[page][values], 0)[None]
            if not pages:
                corners.append([[table[page, value][None, None]], [row]])
                continue
            column, far = add(table[pages, value], 0)[:, None], add(add(table[pages][:, values], 0), 1)
            corners.append([[table[page, value][None, None], far], [row, column]])
        if len(corners) == 2:
            return [corners[0][0] + corners[1][1], corners[0][1] + corners[1][0]]
        return corners[0]

    def _widths(self, regime: Regime, cell: tuple[int, ...], pages: list[int], values: list[int], summed: bool, flat: bool) -> Counts:
        """Return by how much the part can move at least, down and up together, for each pair of partners."""
        where = (cell, pages, values, summed, flat)
        if regime.outcome:
            return self._swapped(regime, cell, pages, values, summed)
        down, up = (self._least(regime.movers, n, *where) for n in (0, 1))
        if regime.others:
            down, up = np.minimum(down, self._least(regime.others, 1, *where)), np.minimum(up, self._least(regime.others, 0, *where))
        out: Counts = down.sum(axis=-1) + up.sum(axis=-1)
        return out

    def _least(
        self, given: Held, side: int, cell: tuple[int, ...], pages: list[int], values: list[int], summed: bool, flat: bool
    ) -> Counts:
        """Return how many people can leave all even (side 0) or odd corners at once: axes page partner, value partner, held (if leaf)."""
        least: Counts | None = None
        by_chain: dict[str, Counts] = {}
        for chain, array in given:
            corners = self._corners(array, cell, pages, values, summed, flat)[side]
            strict = smallest(corners)
            if self.leaf:
                free = self._free(("left",) if chain == "left" else ("found",), cell, values, summed)
                if free is not None:
                    strict = np.where(
                        free[..., None, None], shared(smallest([c.sum(axis=-1, keepdims=True) for c in corners]), strict), strict
                    )
                each = strict.sum(axis=-1)
                least = each if least is None else np.minimum(least, each)
            else:
                # The same people by every leaf: those of one outcome are as many as the leaf that allows fewest.
                each = strict.sum(axis=-2)
                by_chain[chain] = each if chain not in by_chain else np.minimum(by_chain[chain], each)
        for each in by_chain.values():
            total = each.sum(axis=-1, keepdims=True)
            least = np.minimum(total, total if least is None else least)
        assert least is not None
        return least

    def _swapped(self, regime: Regime, cell: tuple[int, ...], pages: list[int], values: list[int], summed: bool) -> Counts:
        """Return the width where people change outcomes with others of their sex and of every leaf on another page."""

        def add(x: Counts) -> Counts:
            out: Counts = x.cumsum(axis=0) if summed else x
            return out

        if not pages:
            return np.zeros((1, 1), dtype=np.int64)

        def pairs(here: Held, there: Held, sex: int | None) -> Counts:
            """How many people here and there can be paired by every leaf: one number for each partner page."""
            least: Counts | None = None
            for (_, own), (_, other) in zip(here, there, strict=True):
                a, b = own.sum(axis=-1), other.sum(axis=-1)
                if sex is not None:
                    a, b = a[:, sex], b[:, sex]
                each = np.minimum(a[cell[0]][None], add(b[pages]))
                each = each.sum(axis=-1) if sex is not None else each.reshape(len(pages), 2, -1).sum(axis=-1)
                least = each if least is None else np.minimum(least, each)
            assert least is not None
            return least if least.ndim == 1 else least.sum(axis=-1)

        m, o = regime.movers, regime.others
        if not self.view:
            return (pairs(m, o, None) + pairs(o, m, None))[:, None]
        sex = cell[1]
        down = np.minimum(pairs(m, o, sex), pairs(o, m, 1 - sex))
        up = np.minimum(pairs(o, m, sex), pairs(m, o, 1 - sex))
        out: Counts = (down + up)[:, None]
        return out

    def _free(self, layers: tuple[str, ...], cell: tuple[int, ...], values: list[int], summed: bool) -> Mask | None:
        """Return for which value partners the parent page shows nothing by which people would have to keep their outcome and sex."""
        parent = self.siblings.parent
        if parent is None:
            return np.ones((1, 1), dtype=bool)
        if not self.leaf:
            return None
        masks_ = [parent[name, "a", self.leaf] for name in ("people", *layers) if (name, "a", self.leaf) in parent]
        both = np.logical_and.reduce(masks_)
        if self.view == "sa":
            both = both & parent["people", "sa", self.leaf].all(axis=0)
        own, theirs = bool(both[cell[-1]]), both[values]
        if summed:
            theirs = np.logical_and.accumulate(theirs)
        out: Mask = (theirs & own)[None]
        return out

    def _cost(
        self, regime: Regime, cell: tuple[int, ...], pages: list[int], values: list[int], summed: bool, size: Counts, flat: bool
    ) -> npt.NDArray[np.float64]:
        """Return how many cells would be hidden in addition, for each pair of partners; of equals the smaller ones are cheaper."""
        weighed = []
        for layer in {self.place[0], regime.needs}:
            shown = (~self.siblings.hidden[layer, self.view, self.leaf]) * (1.0 + 1e-9 * size)
            if flat:
                shown = shown.sum(axis=1) + ~self.siblings.hidden[layer, "a", self.leaf]
            weighed.append(shown)
        total = np.sum(weighed, axis=0)[..., None, None]
        corners = self._corners(total, cell, pages, values, summed, flat)
        out = np.zeros(np.broadcast_shapes(*(c.shape for side in corners for c in side))[:2])
        for side in corners:
            for c in side:
                out = out + c[..., 0, 0]
        return out


def smallest(corners: Sequence[Counts]) -> Counts:
    """Return the least of some corners, element by element."""
    least = corners[0]
    for corner in corners[1:]:
        least = np.minimum(least, corner)
    return least


def shared(total: Counts, like: Counts) -> Counts:
    """Return sums over the last axis in an array of its shape: all in the first place."""
    out = np.zeros(np.broadcast_shapes((*total.shape[:-1], like.shape[-1]), like.shape), dtype=np.int64)
    out[..., 0] = total[..., 0]
    return out


def held_along(full: Counts, view: str) -> Counts:
    """Return counts (page, sex, value, class) with the axes page, those of a view, what is held, class."""
    if view == "sa":
        return full[..., None, :]
    if view == "a":
        return np.moveaxis(full, 1, 2)
    return full if view == "s" else full.reshape(full.shape[0], -1, full.shape[-1])


# ---------------------------------------------------------------- the whole set of views
