"""What is told of participants: the layers of a view, the leaves, and which parts of them may not be told for their own sake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[Any]  # whole numbers
Mask = npt.NDArray[Any]  # true = hidden, or unsafe
LEAST_K = 3
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
