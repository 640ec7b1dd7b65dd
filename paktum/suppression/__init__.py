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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from paktum.suppression.siblings import Siblings
from paktum.suppression.views import DEEP, LAYERS, LEAST_K, Counts, Leaf, Mask, Memory, Place, layer_views


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
