"""Pages that add up to one another, and the search for what must be hidden among them so that nothing hidden can be worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from paktum.suppression.moves import Moves
from paktum.suppression.programmes import Pair, Programme, exchangeable
from paktum.suppression.views import CHAINS, EXCHANGED, LAYERS, Counts, Layer, Leaf, Mask, Memory, Place, layer_views, unsafe_parts

MOST = 1500  # unsafe cells of one view that are protected one by one at most
MANY = 1000  # unsafe cells of one view: more are protected by whole pages and values, not one by one
MOST_UNKNOWNS = 480  # counts by page, sex, value and outcome, up to which linear programmes look for moves


@dataclass
class Siblings:
    """Pages that add up to one page: what is hidden of the parent is hidden of them, and they hide for each other.

    counts[leaf][chain]: axes page, sex, value, class. `forced` are cells that must be hidden whatever their size.
    """

    leaves: Mapping[str, Leaf]
    counts: Mapping[str, Mapping[str, Counts]]
    k: int
    zero_is_safe: bool
    forced: dict[Place, Mask]
    root: Mapping[Place, Mask] | None = None
    layers: Sequence[Layer] = LAYERS
    hidden: dict[Place, Mask] = field(default_factory=dict)
    failed: list[tuple[Place, tuple[int, ...]]] = field(default_factory=list)
    parent: Mapping[Place, Mask] | None = None
    programmes: dict[tuple[str, tuple[int, ...], Pair | None], Programme] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return int(next(iter(self.counts.values()))["funnel"].shape[0])

    def run(self, parent: Mapping[Place, Mask] | None, memory: Memory | None = None) -> None:
        """Hide what has to be hidden; `parent` has the masks of the parent page, without the page axis.

        First what is told without a leaf, then leaf by leaf: since leaves are never crossed, each is settled for itself. `memory` has
        what was settled of each leaf in an earlier turn; what it rests on is compared, so it never changes a result.
        """
        self.parent = parent
        for leaf in ("", *self.leaves):
            places = [(layer.name, view, name) for layer in self.layers for view, name in layer_views(layer, self.leaves) if name == leaf]
            known = memory.get(leaf) if memory is not None else None
            rests = self._rests_on(places, leaf)
            if known and known[0] == rests:
                self.hidden |= {place: mask.copy() for place, mask in known[1].items()}
                self.failed += known[2]
                continue
            before = len(self.failed)
            self._settle(places)
            if memory is not None:
                memory[leaf] = (rests, {place: self.hidden[place].copy() for place in places}, self.failed[before:])

    def _rests_on(self, places: Sequence[Place], leaf: str) -> bytes:
        """Return everything but the counts that decides what is hidden of a leaf."""
        given = [(n, m) for n, m in enumerate((self.parent, self.root, self.forced)) if m is not None]
        masks_ = [((n, *place), m[place]) for n, m in given for place in places if place in m]
        coarse = {"", *([refined[0]] if leaf and (refined := self.leaves[leaf].parents) else [])}
        masks_ += [((3, *place), mask) for place, mask in self.hidden.items() if place[2] in coarse]
        return b"".join(repr(name).encode() + m.tobytes() for name, m in masks_)

    def _settle(self, places: Sequence[Place]) -> None:
        """Hide what has to be hidden of one leaf, or of what is told without one."""
        layers = {layer.name: layer for layer in self.layers}
        unsafe: dict[Place, Mask] = {}
        for place in places:
            layer, (_, view, leaf) = layers[place[0]], place
            found = unsafe_parts(self._told(layer, view, leaf), layer, self.k, self.zero_is_safe)
            unsafe[place] = found
            self.hidden[place] = np.asarray(found.any(axis=-1))
            if self.parent is not None:
                self.hidden[place] |= self.parent[place]
            if place in self.forced:
                self.hidden[place] |= self.forced[place]
                # What is hidden on purpose must not be found by subtraction either, unless nothing above is told.
                if self.parent is None or not self.parent[place].all():
                    unsafe[place] = found | self.forced[place][..., None]
        self.spread(places[0][2])
        for place in places:
            self._one(layers[place[0]], place[1], place[2], unsafe[place])

    def _one(self, layer: Layer, view: str, leaf: str, unsafe: Mask) -> None:
        place = (layer.name, view, leaf)
        self.hidden[place] |= self._inherited(layer, view, leaf, self.hidden[place].shape)
        if view == "a" and self.leaves[leaf].parents is not None:
            unsafe = unsafe & ~self._within_coarser(layer, leaf)
        cells = np.argwhere(unsafe)
        if not len(cells) or self.hidden["people", "", ""].all():  # nothing is told of any of these pages
            return
        # Told nowhere: what is known of it are the margins, which are all safe and so leave it as wide as the least of them.
        above = self.root or self.parent
        if view and above is not None and above[layer.name, "a" if leaf else view, leaf].all():
            return
        size = self._told(layer, view, leaf).sum(axis=-1)
        moves: dict[int, Moves] = {}
        if len(cells) > MANY and "a" in view and self.pages > 1:
            cells = self._rows_and_columns(layer, view, leaf, unsafe, size)
        if len(cells) > MOST and self.pages > 1:
            self.failed += [(place, tuple(c[:-1])) for c in cells.tolist()]
            return
        # Small ones first: what hides them often hides the others too.
        for *cell, part in sorted(cells.tolist(), key=lambda c: int(size[tuple(c[:-1])])):
            if self._together(layer, view, leaf, tuple(cell), part) or self._exchanged(layer, view, leaf, tuple(cell), part):
                continue
            if part not in moves:
                moves[part] = Moves(self, layer, view, leaf, part)
            if not moves[part].protect(tuple(cell), size) and not self._search(place, tuple(cell), part):
                self.failed.append((place, tuple(cell)))

    def _together(self, layer: Layer, view: str, leaf: str, cell: tuple[int, ...], part: int) -> bool:
        """Say whether a cell of a page of which nothing is told is hidden among such pages: people can change pages."""
        unseen = self.hidden["people", "", ""]
        if not unseen[cell[0]] or unseen.sum() < 2:  # alone it would be found by subtraction
            return False
        told = self._told(layer, view, leaf)[..., [CHAINS[layer.chain].index(c) for c in layer.parts[part]]].sum(axis=-1)
        return bool(told[(unseen, *cell[1:])].sum() >= self.k - 1)

    def _within_coarser(self, layer: Layer, leaf: str) -> Mask:
        """Return which parts of the cells of a leaf that refines another are hidden well enough with the coarser cell (months of a year).

        Where the coarser cell is hidden, so are all finer ones. Whatever the coarser number may be, its people can be spread over the finer
        cells in any way that leaves their sums over the pages with such a cell as they are, outcome by outcome. So a finer cell can be
        empty where the others have room, and as large as the coarser cell where its sum is.
        """
        refined = self.leaves[leaf].parents
        assert refined is not None
        coarse = np.array(refined[1])
        untold = self.hidden["people", "a", refined[0]][:, coarse]
        parts = ((0, 1, 2, 3),) if layer.name == "people" else tuple(tuple(CHAINS["funnel"].index(c) for c in p) for p in layer.parts)
        counts = self.counts[leaf]["funnel"].sum(axis=1)
        same = coarse[:, None] == coarse[None]
        own = counts.sum(axis=-1) @ same
        out = []
        for part in parts:
            enough = np.ones(untold.shape, dtype=bool)
            for one in ((0,), (1, 2, 3)) if layer.name == "people" else (part,):
                room = (counts[..., list(one)].sum(axis=-1) * untold).sum(axis=0)
                enough &= (room >= self.k - 1) & (same @ room - room >= own)
            out.append(enough & untold)
        return np.stack(out, axis=-1)

    def _exchanged(self, layer: Layer, view: str, leaf: str, cell: tuple[int, ...], part: int) -> bool:
        """Say whether a cell of a page whose outcome is not told at all is hidden among such pages: people can change outcomes.

        Somebody of the cell changes outcomes with somebody of the same sex and value on one of the other pages. By every other leaf there
        must be as many pairs of the same value; the parent page sees none of it.
        """
        if view != "a" or layer.name == "people" or not self.leaves[leaf].sexed:
            return False
        untold = self.hidden[layer.name, "", ""].copy()
        if not untold[cell[0]]:
            return False
        untold[cell[0]] = False
        scope = CHAINS[layer.chain][0 if layer.parent in ("", "people") else 1 :]
        inside = [CHAINS[layer.chain].index(c) for c in layer.parts[part]]
        outside = [CHAINS[layer.chain].index(c) for c in scope if c not in layer.parts[part]]
        width = 0
        for here, there in ((inside, outside), (outside, inside)):
            least: Counts | None = None
            for name, chains in self.counts.items():
                counts = chains[layer.chain]
                if counts.shape[1] == 1:
                    continue
                pairs = np.minimum(counts[cell[0]][..., here].sum(axis=-1), counts[untold][..., there].sum(axis=(0, -1)))
                each = pairs[:, cell[1]] if name == leaf else pairs.sum(axis=1)
                least = each if least is None else np.minimum(least, each)
            width += int(least.sum()) if least is not None else 0
        return width >= self.k - 1

    def _rows_and_columns(self, layer: Layer, view: str, leaf: str, unsafe: Mask, size: Counts) -> Counts:
        """Where many cells are unsafe, hide whole pages of a view and whole values of it; return the cells that this does not protect.

        A hidden page protects its cells together with the other hidden pages, a hidden value together with the other hidden values.
        """
        place = (layer.name, view, leaf)
        bad: Mask = np.asarray(unsafe.any(axis=-1))
        if view == "sa":
            bad = np.asarray(bad.any(axis=1))
        pages, values = bad.shape
        moves = [Moves(self, layer, view, leaf, part) for part in range(unsafe.shape[-1])]
        columns: Mask = np.asarray(bad.mean(axis=0) > 0.5)
        block = np.asarray(self.leaves[leaf].block)
        by_value = size.sum(axis=tuple(range(size.ndim - 1)))
        for v in np.flatnonzero(columns):
            others = [w for w in range(values) if w != v and block[w] == block[v]]
            if others and not columns[others].any():
                columns[min(others, key=lambda w: (-bad[:, w].mean(), by_value[w]))] = True
        rows: Mask = np.asarray(bad[:, ~columns].any(axis=1))
        by_page = np.argsort(size.reshape(pages, -1).sum(axis=1), kind="stable")
        if rows.sum() == 1:
            rows[next(i for i in by_page if not rows[i])] = True
        left, before = self._narrow(moves, unsafe, rows, columns), unsafe.sum() + 1
        # More pages only as long as that helps: what is left is protected one by one (months are too many for that).
        months = self.leaves[leaf].parents is not None
        fewest, first = left, rows
        while left.any() and not rows.all() and (months or left.sum() * 2 <= before):
            before, more = left.sum(), rows.copy()
            more[[i for i in by_page if not rows[i]][: max(1, pages // 6)]] = True
            then = self._narrow(moves, unsafe, more, columns)
            if then.sum() * 2 > before and not months:
                break
            rows, left = more, then
            if left.sum() < fewest.sum():
                fewest, first = left, rows
        self.hidden[place][first] = True
        self.hidden[place][..., columns] = True
        return np.argwhere(fewest)

    def _narrow(self, moves: Sequence[Moves], unsafe: Mask, rows: Mask, columns: Mask) -> Mask:
        """Return which unsafe parts are not protected when these pages and values are hidden."""
        wide = np.stack([m.wide(rows, columns) for m in moves], axis=-1) >= self.k - 1
        return np.asarray(unsafe & ~wide)

    def _search(self, place: Place, cell: tuple[int, ...], part: int) -> bool:
        """Where no rectangle protects a cell of a leaf, look for any other move, by linear programmes."""
        leaf = place[2]
        if not leaf:
            return False
        many = MOST_UNKNOWNS // self.counts[leaf]["funnel"][0].size
        if many < 2:
            return False
        pages = tuple(range(self.pages))
        if self.pages > many:
            if self.leaves[leaf].parents is not None:
                return False
            # Beside the page of the cell those of which most is hidden already, small ones first.
            size = self.counts[leaf]["funnel"].reshape(self.pages, -1).sum(axis=1)
            hidden = self.hidden[place].reshape(self.pages, -1).sum(axis=1)
            order = sorted((i for i in pages if i != cell[0]), key=lambda i: (-hidden[i], size[i]))
            pages = tuple(sorted([cell[0], *order[: many - 1]]))
        if (leaf, pages, None) not in self.programmes:
            self.programmes[leaf, pages, None] = Programme(self, leaf, pages)
        if self.programmes[leaf, pages, None].protect(place, cell, part):
            return True
        return any(
            Programme(self, leaf, tuple(sorted({*pages, pair.other})), pair).protect(place, cell, part)
            for pair in self._pairs(place[0], cell[0])
        )

    def _pairs(self, layer: str, page: int) -> list[Pair]:
        """Return the best other pages with which people could exchange their outcome with others of their sex; at most three.

        Where the outcome is told in total, as many women as men do, the other way round and with the same values, so that nothing that
        is told of both sexes together changes.
        """
        if layer not in EXCHANGED or not self.hidden[layer, "s", ""][page].all():
            return []
        first, second = (CHAINS["funnel"].index(c) for c in EXCHANGED[layer])
        tables = [chains["funnel"] for chains in self.counts.values() if chains["funnel"].shape[1] > 1]
        found = []
        for other in np.flatnonzero(self.hidden[layer, "s", ""].all(axis=1)).tolist():
            if other == page:
                continue
            totals = bool(self.hidden[layer, "", ""][[page, other]].all())
            most = np.array([exchangeable(table[page], table[other], first, second, totals) for table in tables]).min(axis=0)
            found.append(Pair(page, other, EXCHANGED[layer], tuple(most[0].tolist()), tuple(most[1].tolist()), totals))
        return sorted((p for p in found if any((*p.up, *p.down))), key=lambda p: (-sum((*p.up, *p.down)), p.other))[:3]

    def spread(self, leaf: str) -> None:
        """Hide what is finer than what is hidden, after more of an earlier layer was hidden."""
        for layer in self.layers:
            for view, name in layer_views(layer, self.leaves):
                place = (layer.name, view, name)
                if place in self.hidden and (not leaf or not name or name == leaf or self._refines(name, leaf)):
                    self.hidden[place] |= self._inherited(layer, view, name, self.hidden[place].shape)

    def _refines(self, name: str, leaf: str) -> bool:
        refined = self.leaves[name].parents
        return refined is not None and refined[0] == leaf

    def _told(self, layer: Layer, view: str, leaf: str) -> Counts:
        """Return the counts by class in the axes of a view."""
        full = self.counts[leaf or next(n for n, item in self.leaves.items() if item.sexed or len(self.leaves) == 1)][layer.chain]
        return reduced(full, view)

    def _inherited(self, layer: Layer, view: str, leaf: str, shape: tuple[int, ...]) -> Mask:
        """Return what is hidden already: where the parent layer or a coarser view is."""
        out = np.zeros(shape, dtype=bool)
        if layer.parent:
            out |= self.hidden[layer.parent, view, leaf]
        name = layer.name
        if view:
            out |= self.hidden[name, "", ""].reshape(-1, *[1] * (len(shape) - 1))
        if view == "sa":
            out |= self.hidden[name, "s", ""][:, :, None] | self.hidden[name, "a", leaf][:, None, :]
        if view == "a" and leaf and (refined := self.leaves[leaf].parents) and refined[0] in self.leaves:
            out |= self.hidden[name, "a", refined[0]][:, list(refined[1])]
        return out


def reduced(full: Counts, view: str) -> Counts:
    """Return counts (page, sex, value, class) summed to the axes of a view."""
    out: Counts = full
    if "a" not in view:
        out = out.sum(axis=2)
    if "s" not in view:
        out = out.sum(axis=1)
    return out
