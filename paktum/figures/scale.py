"""Round numbers: the ticks of an axis and the class limits of a map."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Iterator, Sequence

STEPS = (1.0, 2.0, 2.5, 5.0)
SHADES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}  # classes -> shades of the five


def ticks(low: float, high: float, at_most: int = 5) -> list[float]:
    """Return round values from at or below `low` to at or above `high`, `at_most` intervals."""
    if high <= low:
        high = low + 1
    for step in _steps_up((high - low) / at_most):
        first, last = math.floor(low / step), math.ceil(high / step)
        if last - first <= at_most:
            return [_clean(n * step) for n in range(first, last + 1)]
    raise AssertionError("unreachable: the steps grow without end")


def round_breaks(values: Iterable[float | None], classes: int = 5) -> list[float]:
    """Return the inner class limits of a map, ascending; a value equal to a limit belongs to the class above.

    At most `classes` - 1 limits, and no class is empty: first equal round steps (1-2-2.5-5 x 10^n) that fill every class,
    else the roundest number in each gap between fifths of the values. Fewer distinct values give fewer classes.
    """
    known = sorted(v for v in values if v is not None and math.isfinite(v))
    distinct = sorted(set(known))
    wanted = min(classes, len(distinct))
    if wanted < 2:
        return []
    return _equal_steps(known, wanted) or _roundest_gaps(known, distinct, wanted)


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return the class of a value, 0 for the lowest."""
    return bisect.bisect_right(breaks, value)


def counts(values: Iterable[float | None], breaks: Sequence[float]) -> list[int]:
    """Return how many of the known values fall in each class, for the legend."""
    out = [0] * (len(breaks) + 1)
    for value in values:
        if value is not None:
            out[class_of(value, breaks)] += 1
    return out


def shades(breaks: Sequence[float]) -> list[str]:
    """Return the legend swatch ("seq1".."seq5") of each class, low to high; fewer classes spread over the scale."""
    return [f"seq{n}" for n in SHADES[len(breaks) + 1]]


def _equal_steps(known: Sequence[float], wanted: int) -> list[float]:
    """Return the equally stepped limits that fill every class most evenly; [] when none do."""
    span = known[-1] - known[0]
    best: tuple[float, list[float]] | None = None
    for step in _steps_up(span / wanted / 4):
        if step * max(wanted - 2, 1) > span:
            break
        first, last = math.floor(known[0] / step), math.ceil(known[-1] / step)
        for start in range(first, last + 1):
            limits = [_clean((start + n) * step) for n in range(wanted - 1)]
            sizes = counts(known, limits)
            if min(sizes) > 0:
                uneven = sum(n * n for n in sizes) + len(known) * _digits(limits) / 2
                best = min(best or (math.inf, []), (uneven, limits))
    return best[1] if best else []


def _roundest_gaps(known: Sequence[float], distinct: Sequence[float], wanted: int) -> list[float]:
    """Return one limit between each two neighbouring classes of about equal size."""
    limits: list[float] = []
    at = 0
    for n in range(1, wanted):
        target = known[round(n * len(known) / wanted)]
        at = min(max(bisect.bisect_left(distinct, target), at + 1), len(distinct) - (wanted - n))
        limits.append(_roundest(distinct[at - 1], distinct[at]))
    return limits


def _roundest(low: float, high: float) -> float:
    """Return the number with the fewest digits in low < x <= high."""
    power = 10.0 ** math.ceil(math.log10(max(abs(low), abs(high), 1e-9)))
    for _ in range(18):
        for step in (5 * power / 10, 2.5 * power / 10, 2 * power / 10, power / 10):
            found = _clean(math.floor(high / step) * step)
            if low < found <= high:
                return found
        power /= 10
    return high


def _steps_up(at_least: float) -> Iterator[float]:
    """Yield 1, 2, 2.5, 5, 10 ... x 10^n from `at_least` upwards."""
    power = math.floor(math.log10(at_least)) if at_least > 0 else 0
    while True:
        yield from (s * 10.0**power for s in STEPS if s * 10.0**power >= at_least * (1 - 1e-9))
        power += 1


def _digits(limits: Sequence[float]) -> float:
    """Return how many significant digits the limits need on average."""
    return sum(len(f"{abs(x):.6e}".split("e")[0].replace(".", "").rstrip("0")) for x in limits) / max(len(limits), 1)


def _clean(value: float) -> float:
    """Return the value without the dust of binary fractions."""
    return float(f"{value:.9g}")
