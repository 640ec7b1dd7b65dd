"""Disclosure control: which cells of the participant cubes may be shown so that no hidden one can be worked out.

What is published is a closed set of views. A *page* is everybody, a pact, or the part of a pact that lives in one district;
each page is counted in total, by sex, by one further attribute (a *leaf*: age, schooling, status, a target group, year of
entry, month of entry), and by sex and one leaf. Two leaves are never crossed. The layers of a view: people; found a job; kept it
for six months. Kind of job, time to the job and status at leaving are told of pacts and of everybody as a whole only: so the one
outcome that hangs together with the leaves is what became of the job. Districts, groups of pacts and the groups that follow from
another attribute (under 30 from the age) are sums of published cells, so they say nothing new.

A cell is unsafe when somebody in it is one of fewer than `k` (or, for outcomes, when all or nobody of it had the outcome).
Unsafe cells are hidden, and with each of them others, until there is a *rectangle* of hidden cells in which people can
change places without any shown number changing, and by which the unsafe count can move by at least k - 1. People change only
their leaf (or only their page or sex), keep everything else, and so change no other table: since leaves are never crossed, the
moves of one table cannot be seen in another. That move is the proof that the number cannot be learnt from all published views
together, by subtraction or by linear programmes. What is finer than a hidden cell is hidden too.

It protects against: reading small counts; subtracting margins, pages, months, filters; linear programmes over all views of a
snapshot, for every cell of this closed set (tests/adversary.py tries). The decision on RELIABILITY.md D2: the promise is about *primary*
cells, those that may not be told for their own sake (1 to k - 1 people; nobody or everybody of an outcome). Of each, what remains possible
is at least k - 1 wide. Cells hidden only to protect others may be bounded more closely or even be worked out: they are not small, and
statistical offices ask for protection levels of primary cells only (Hundepool et al., Statistical Disclosure Control, ch. 4; the attack of
sdcTable audits the same cells). Of a finer group that no table tells (an age by schooling, a sex by month) nothing is promised: the
margins bound it, sometimes to fewer than k people, as in any set of tables. Nor is it an answer to: somebody who knows many of the people
in a cell beforehand; ratios published elsewhere from the same rows; guesses by probability; a group whose flags disagree with the rule
that it follows in more than a few rows. Snapshots are compared with the one in force before they are published (participants/release.py):
a cell that was hidden stays hidden, one in which fewer than k people changed is hidden, and no page is hidden alone. So no small change
is found by subtraction, nor exactly by a programme over both snapshots that knows that people only came (tests/test_suppression.py); how
narrowly it bounds one is not promised.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.optimize
import scipy.sparse

Counts = npt.NDArray[Any]  # whole numbers
Mask = npt.NDArray[Any]  # true = hidden, or unsafe

LEAST_K = 3
MOST = 1500  # unsafe cells of one view that are protected one by one at most
MANY = 1000  # unsafe cells of one view: more are protected by whole pages and values, not one by one
MOST_UNKNOWNS = 480  # counts by page, sex, value and outcome, up to which linear programmes look for moves
# The classes that people of a cell fall into, in four ways of looking at them; each way adds up to the people of the cell.
CHAINS: Mapping[str, tuple[str, ...]] = {
    "funnel": ("no_job", "open", "lost", "kept"),
    "kind": ("no_job", "supported", "unsubsidised", "self_employed"),
    "speed": ("no_job", "days_30", "days_90", "days_180", "days_more"),
    "left": ("not_left", "left_out", "left_in"),
}


@dataclass(frozen=True)
class Layer:
    """What is told of a cell beyond its parent layer.

    chain: the way of looking that it belongs to. parts: the sets of classes whose counts become known. parent: the layer that must be
    shown first. `crossed` says whether it is told by sex and leaf together, `deep` whether it is told of the parts of a pact too, `whole`
    whether it is told of pages as a whole only: then no table of a leaf hangs together with it. How
    many are still in the programme, or in a job of less than six months, is a matter of the calendar, not an outcome: no part.
    """

    name: str
    parent: str
    chain: str
    parts: tuple[tuple[str, ...], ...]
    crossed: bool
    deep: bool = True
    whole: bool = False


LAYERS = (
    Layer("people", "", "funnel", (CHAINS["funnel"],), True),
    Layer("found", "people", "funnel", (("open", "lost", "kept"), ("no_job",)), True),
    Layer("kept", "found", "funnel", (("lost",), ("kept",)), False),
    Layer("kind", "found", "kind", (("supported",), ("unsubsidised",), ("self_employed",)), False, False, True),
    Layer("speed", "found", "speed", (("days_30",), ("days_90",), ("days_180",), ("days_more",)), False, False, True),
    Layer("left", "people", "left", (("left_out",), ("left_in",)), False, False, True),
)
# Of the parts of pacts jobs are not told by sex and leaf together: nearly all of these cells would be too small.
DEEP = tuple(replace(layer, crossed=layer.name == "people") for layer in LAYERS if layer.deep)
# The dimensions of a view besides the page: none, sex, leaf, both.
VIEWS = ("", "s", "a", "sa")


@dataclass(frozen=True)
class Leaf:
    """One attribute.

    `counts[chain]` has the axes page (finest), sex, value, class; `block[value]` says which values may stand in for each
    other (months of one year); `parents` is the leaf that it refines, with the value of it that each value lies in. `layers` is what is
    told by it, `deep` whether it is told of the parts of a pact too.
    """

    name: str
    counts: Mapping[str, Counts]
    block: tuple[int, ...]
    parents: tuple[str, tuple[int, ...]] | None = None
    layers: tuple[str, ...] = ("people", "found", "kept")
    deep: bool = True

    @property
    def sexed(self) -> bool:
        """Whether the leaf is told by sex too."""
        return bool(self.counts["funnel"].shape[1] > 1)


# By layer: the two classes that people exchange where the layer is not told of their pages by sex.
EXCHANGED = {"found": ("no_job", "kept"), "kept": ("lost", "kept")}

Place = tuple[str, str, str]  # layer, view, leaf ("" where the view has none)
# By leaf: what its masks rested on, its masks, what could not be protected.
Memory = dict[str, tuple[bytes, dict[Place, Mask], list[tuple[Place, tuple[int, ...]]]]]


@dataclass
class Pattern:
    """What is hidden of some sibling pages: `hidden[layer, view, leaf]` has the axes page and those of the view."""

    hidden: dict[Place, Mask] = field(default_factory=dict)


def layer_views(layer: Layer, leaves: Mapping[str, Leaf]) -> Iterator[tuple[str, str]]:
    """Give every (view, leaf) in which a layer is told, coarse before fine."""
    yield "", ""
    if layer.whole:
        return
    if layer.deep and any(leaf.sexed for leaf in leaves.values()):
        yield "s", ""
    for leaf in leaves.values():
        if layer.name in leaf.layers:
            yield "a", leaf.name
    for leaf in leaves.values():
        if leaf.sexed and layer.crossed and layer.name in leaf.layers:
            yield "sa", leaf.name


def unsafe_parts(counts: Counts, layer: Layer, k: int, zero_is_safe: bool) -> Mask:
    """Return which parts of a cell may not be told: the axes of `counts` without the class, then the part.

    A part is unsafe when it has 1 to k-1 people; for outcomes (found, kept, left) also when all or nobody of the cell had them.
    """
    parts = np.stack([counts[..., [CHAINS[layer.chain].index(c) for c in p]].sum(axis=-1) for p in layer.parts], axis=-1)
    small: Mask = (parts > 0) & (parts < k)
    if layer.name in ("people", "kind", "speed") or zero_is_safe:
        return small
    told = parts
    whole = told.sum(axis=-1, keepdims=True)
    full = (told == whole) & (whole > 0)
    # Everybody in one part means nobody in the others: both sides are told together.
    one_sided: Mask = np.broadcast_to(full.any(axis=-1, keepdims=True), told.shape)
    small[..., parts.shape[-1] - told.shape[-1] :] |= one_sided
    return small


# ---------------------------------------------------------------- sibling pages


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


@dataclass(frozen=True)
class Hidden:
    """What is hidden of everybody, of each pact and of each part of a pact: {place: mask with the page axis first}."""

    everybody: Mapping[Place, Mask]
    pacts: Mapping[Place, Mask]
    parts: Mapping[Place, Mask]


MOST_ROUNDS = 12


def suppress(
    leaves: Mapping[str, Leaf], pact_of: Sequence[int], k: int, zero_is_safe: bool = False, before: Hidden | None = None
) -> Hidden:
    """Return what has to be hidden; `pact_of[page]` is the pact of each finest page, pacts are numbered from 0.

    `before` has cells that must be hidden in any case. What cannot be protected among its siblings is hidden in a coarser
    layer, then in a coarser view, then in the parent page, until it can.
    """
    if k < LEAST_K:
        raise ValueError(f"k = {k} is less than {LEAST_K}")
    owner = np.asarray(pact_of)
    pacts = int(owner.max()) + 1
    fine = {n: dict(leaf.counts) for n, leaf in leaves.items()}
    by_pact = {n: {c: grouped(a, owner, pacts) for c, a in chains.items()} for n, chains in fine.items()}
    whole = {n: {c: a.sum(axis=0, keepdims=True) for c, a in chains.items()} for n, chains in by_pact.items()}
    top, middle, bottom = (masks(leaves, pages) for pages in (1, pacts, len(owner)))
    if before:
        for forced, given in ((top, before.everybody), (middle, before.pacts), (bottom, before.parts)):
            for place, mask in given.items():
                forced[place] |= mask
    memories: dict[int, Memory] = {n: {} for n in range(-2, pacts)}
    of_pact = [np.flatnonzero(owner == pact) for pact in range(pacts)]
    own = [{n: {c: a[pages] for c, a in chains.items()} for n, chains in fine.items()} for pages in of_pact]
    for turn in range(MOST_ROUNDS + 2):
        # What cannot be settled in time is not told at all: first of parts of pacts, then of pacts.
        if turn >= MOST_ROUNDS:
            bottom["people", "", ""][:] = True
        if turn > MOST_ROUNDS:
            middle["people", "", ""][:] = True
        root = Siblings(leaves, whole, k, zero_is_safe, dict(top))
        root.run(None, memories[-1])
        if pacts == 1:
            level = root
        else:
            level = Siblings(leaves, by_pact, k, zero_is_safe, dict(middle))
            level.run({place: mask[0] for place, mask in root.hidden.items()}, memories[-2])
        again = settle(level, middle, np.arange(pacts), top) if pacts > 1 else settle(root, top, np.arange(1))
        told = {(layer.name, *v) for layer in DEEP for v in layer_views(layer, leaves)}
        found = {
            place: ~mask if (place[2] and not leaves[place[2]].deep) or place not in told else mask
            for place, mask in masks(leaves, len(owner)).items()
        }
        deep = {name: leaf for name, leaf in leaves.items() if leaf.deep}
        above = {place: mask[0] for place, mask in root.hidden.items()}
        for pact, pages in enumerate(of_pact):
            if len(pages) == 1:
                for place in found:
                    found[place][pages[0]] |= level.hidden[place][pact]
                continue
            forced = {p: m[pages] for p, m in bottom.items() if m[pages].any()}
            group = Siblings(deep, own[pact], k, zero_is_safe, forced, above, DEEP)
            group.run({place: mask[pact] for place, mask in level.hidden.items()}, memories[pact])
            for place, mask in group.hidden.items():
                found[place][pages] = mask
            again |= settle(group, bottom, pages)
        if not again:
            break
    if again:
        for place in root.hidden:
            root.hidden[place][:] = level.hidden[place][:] = found[place][:] = True
    return Hidden(root.hidden, level.hidden, found)


def grouped(array: Counts, owner: Counts, pacts: int) -> Counts:
    """Return the sums of the pages of each pact."""
    out = np.zeros((pacts, *array.shape[1:]), dtype=np.int64)
    np.add.at(out, owner, array)
    return out


def masks(leaves: Mapping[str, Leaf], pages: int) -> dict[Place, Mask]:
    """Return empty masks for every place."""
    one = {n: leaf.counts["funnel"][:1].sum(axis=0) for n, leaf in leaves.items()}
    out: dict[Place, Mask] = {}
    for layer in LAYERS:
        for view, leaf in layer_views(layer, leaves):
            sexes = 2
            values = one[leaf].shape[1] if leaf else 0
            shape = {"": (), "s": (sexes,), "a": (values,), "sa": (sexes, values)}[view]
            out[layer.name, view, leaf] = np.zeros((pages, *shape), dtype=bool)
    return out


def settle(group: Siblings, forced: dict[Place, Mask], pages: Counts, top: dict[Place, Mask] | None = None) -> bool:
    """Hide more where something could not be protected; say whether that is new. One step at a time: it may be enough.

    First the layer of the leaf for the pages that fail, then that layer of these pages at all, then the leaf for all their siblings, then
    (of pacts) everywhere, then the same with the number of people. At last nothing is told of the page, then of none of its siblings.
    """
    new = False
    failing: dict[Place, set[int]] = {}
    coarser: dict[Place, set[tuple[int, int]]] = {}
    for (layer, view, leaf), cell in group.failed:
        place = (layer, "a" if leaf else view, leaf)
        failing.setdefault(place, set()).add(cell[0])
        if leaf and (refined := group.leaves[leaf].parents):
            coarser.setdefault(place, set()).add((cell[0], refined[1][cell[1]]))
    for (layer, view, leaf), some in failing.items():
        few = sorted(some)
        steps: list[tuple[Mask, Any, Mask]] = []
        if top is not None and (cells := sorted(coarser.get((layer, view, leaf), ()))):
            # The month is hidden well enough where the year is.
            page, value = np.array(cells).T
            year = ("people", "a", group.leaves[leaf].parents[0])  # type: ignore[index]
            steps.append((forced[year], (pages[page], value), group.hidden[year][page, value]))
        for name in dict.fromkeys((layer, "people") if view else ()):
            hidden, rows = group.hidden[name, view, leaf], forced[name, view, leaf]
            steps.append((rows, pages[few], hidden[few]))
            if name != "people" and not (leaf and group.leaves[leaf].parents):  # never for the sake of months
                whole = name, "", ""
                steps.append((forced[whole], pages[few], group.hidden[whole][few]))
            steps.append((rows, pages, hidden))
            steps += [(top[name, view, leaf], slice(None), top[name, view, leaf])] if top is not None else []
        nothing = forced["people", "", ""]
        steps += [(nothing, these, nothing[these]) for these in (pages[few], pages)]
        # Only what hides more can help.
        step = next(((mask, where) for mask, where, hidden in steps if not hidden.all() and not mask[where].all()), None)
        if step:
            step[0][step[1]] = True
            new = True
    return new
