"""Disclosure control: nothing hidden can be worked out from all that is shown, and not much more is hidden than has to be."""

import adversary
import numpy as np
import pytest
from adversary import Population, View, intervals, optimum, random_population, views
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paktum.suppression import Hidden, suppress
from paktum.suppression.views import LAYERS, LEAST_K

SHAPES = [((2, 2), (3, 2)), ((1, 3), (2, 4)), ((3,), (3, 2)), ((2, 1, 2), (2, 2)), ((2,), (2, 2))]


def published(population: Population, k: int) -> list[View]:
    return list(views(population, suppress(population.leaves(), population.pact_of, k), k))


def attack(population: Population, k: int, most: int, rng: np.random.Generator) -> list[tuple[object, float, float]]:
    """What can be learnt of the numbers that may not be told: those known more closely than k - 1."""
    given_ = published(population, k)
    assert not [v.place for v in given_ if v.shown and v.unsafe], "a number is shown that may not be told"
    wanted = [v for v in given_ if v.unsafe]
    wanted = [wanted[i] for i in rng.permutation(len(wanted))[:most]]
    return [(v.place, lo, hi) for v, (lo, hi) in zip(wanted, intervals(population, given_, wanted), strict=True) if hi - lo < k - 1 - 1e-6]


@pytest.mark.parametrize("k", [3, 5, 10])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_linear_programmes_find_no_hidden_number(k: int, shape: tuple[tuple[int, ...], tuple[int, int]]) -> None:
    rng = np.random.default_rng([k, *shape[0]])
    for size in (6, 30):
        population = random_population(rng, *shape, size=size * k)
        assert attack(population, k, 12, rng) == []


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from([3, 5, 10]), st.sampled_from(SHAPES), st.floats(2, 60))
def test_no_population_gives_its_small_numbers_away(
    seed: int, k: int, shape: tuple[tuple[int, ...], tuple[int, int]], people: float
) -> None:
    rng = np.random.default_rng(seed)
    assert attack(random_population(rng, *shape, size=people * k), k, 8, rng) == []


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from([3, 5, 10]), st.sampled_from([(2, 2), (3,), (1, 2)]), st.floats(2, 60), st.booleans())
def test_kinds_of_jobs_and_months_do_not_help(seed: int, k: int, parts: tuple[int, ...], people: float, rich: bool) -> None:
    rng = np.random.default_rng(seed)
    outcomes = adversary.RICH if rich else adversary.PLAIN
    assert attack(random_population(rng, parts, (2, 2), people * k, outcomes=outcomes, months=not rich), k, 6, rng) == []


def two_releases(rng: np.random.Generator, parts: tuple[int, ...], k: int) -> tuple[Population, list[View], list[View]]:
    """A population and what is published of it, and again after some more people came: what changed little is hidden, as a release does."""
    old = random_population(rng, parts, (3, 2), 40.0 * k)
    came = rng.poisson(rng.gamma(0.5, 1.0, old.counts.shape[:4])[..., None] * old.counts * 0.2)
    new = Population(old.counts + came, old.pact_of)
    first = suppress(old.leaves(), old.pact_of, k)
    forced = Hidden(*({p: m.copy() for p, m in level.items()} for level in (first.everybody, first.pacts, first.parts)))
    before, everything = list(views(old, first, k)), list(views(new, None, k))
    for one, two in zip(before, everything, strict=True):
        level, page, *place, cell, _ = two.place
        if 0 < abs(two.value - one.value) < k:
            getattr(forced, level)[tuple(place)][(page, *cell)] = True
    return new, before, list(views(new, suppress(new.leaves(), new.pact_of, k, before=forced), k))


@pytest.mark.parametrize(("seed", "k"), [(0, 3), (1, 5), (2, 10)])
def test_two_releases_give_no_small_change_away(seed: int, k: int) -> None:
    """No number of people between two releases is known, of fewer than k: not by subtraction, nor by a programme over both."""
    new, before, after = two_releases(np.random.default_rng([seed, k]), (2, 2), k)
    both = [(a, b) for a, b in zip(before, after, strict=True) if a.shown and b.shown]
    assert not [a.place for a, b in both if 0 < abs(b.value - a.value) < k] and both
    # The unknowns: the people before, then those who came; of the first only the first release is known, of the sum only the second.
    size = new.counts.size
    given_ = [View(a.place, np.concatenate([a.row, np.zeros(size, bool)]), a.shown, a.unsafe, a.value) for a in before]
    given_ += [View(b.place, np.concatenate([b.row, b.row]), b.shown, b.unsafe, b.value) for b in after]
    changes = [(b, b.value - a.value) for a, b in zip(before, after, strict=True) if 0 < b.value - a.value < k]
    chosen = [View(b.place, np.concatenate([np.zeros(size, bool), b.row]), False, True, by) for b, by in changes[:12]]
    assert chosen
    known = [(v.place, lo, hi) for v, (lo, hi) in zip(chosen, intervals(new, given_, chosen), strict=True) if hi - lo < 1]
    assert known == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_many_more_kinds_of_jobs_and_months(seed: int) -> None:
    rng = np.random.default_rng([seed, 23])
    k = int(rng.choice([3, 5, 10]))
    outcomes = adversary.RICH if seed % 2 else adversary.PLAIN
    shape = [((2, 2), (2, 2)), ((1, 3), (2, 2)), ((3,), (2, 3)), ((2, 1, 2), (1, 3))][seed // 2 % 4]
    assert attack(random_population(rng, *shape, float(rng.uniform(2, 80)) * k, outcomes=outcomes, months=not seed % 4), k, 40, rng) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_many_more_populations(seed: int) -> None:
    rng = np.random.default_rng([seed, 17])
    k = int(rng.choice([3, 5, 10]))
    population = random_population(rng, *SHAPES[seed % len(SHAPES)], size=float(rng.uniform(2, 80)) * k)
    assert attack(population, k, 60, rng) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_at_least_four_fifths_of_an_optimal_suppressor_are_shown(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On pages of 60 k people and more; what the search proves to be out of reach stands in where it finds no optimum in time."""
    monkeypatch.setattr(adversary, "LAYERS_TESTED", ("people", "found"))
    rng = np.random.default_rng(seed)
    k = [3, 5, 10][seed % 3]
    population = random_population(rng, [(2, 2), (2,), (3,)][seed % 3], (3, 1), size=float(rng.choice([60, 120])) * k, left=False)
    ours = sum(v.shown for v in published(population, k) if v.value)
    assert ours >= 0.8 * optimum(population, k, 12)


def test_the_adversary_can_win() -> None:
    """Without the cells that are hidden beside the small ones, subtraction gives the small ones away."""
    rng = np.random.default_rng(4)
    population = random_population(rng, (2, 2), (3, 2), size=300)
    naive = [View(v.place, v.row, not v.unsafe, v.unsafe, v.value) for v in views(population, None, 10)]
    wanted = [v for v in naive if v.unsafe][:10]
    assert any(hi - lo < 1e-6 for lo, hi in intervals(population, naive, wanted))


def test_large_numbers_are_all_shown() -> None:
    counts = np.full((4, 2, 3, 2, 12), 50)
    hidden = suppress(Population(counts, [0, 0, 1, 1]).leaves(), [0, 0, 1, 1], 10)
    assert not any(mask.any() for place, mask in hidden.pacts.items())
    assert not any(mask.any() for mask in hidden.everybody.values())


def test_what_is_finer_than_a_hidden_cell_is_hidden() -> None:
    rng = np.random.default_rng(1)
    hidden = suppress(random_population(rng, (2, 2), (3, 2), size=100).leaves(), [0, 0, 1, 1], 5)
    for layer in LAYERS:
        for masks in (hidden.everybody, hidden.pacts, hidden.parts):
            for (name, view, leaf), mask in masks.items():
                if name == layer.name and view == "sa":
                    assert (mask | ~masks[name, "a", leaf][:, None, :]).all() and (mask | ~masks[name, "s", ""][:, :, None]).all()
                if name == layer.name and layer.parent:
                    assert (mask | ~masks[layer.parent, view, leaf]).all()


def test_the_least_threshold_is_three() -> None:
    assert LEAST_K == 3
    with pytest.raises(ValueError):
        suppress(random_population(np.random.default_rng(0)).leaves(), [0, 0, 1, 1], 2)


def test_cells_that_must_stay_hidden_do() -> None:
    counts = np.full((4, 2, 3, 2, 12), 50)
    population = Population(counts, [0, 0, 1, 1])
    first = suppress(population.leaves(), population.pact_of, 10)
    forced = Hidden(*({p: m.copy() for p, m in level.items()} for level in (first.everybody, first.pacts, first.parts)))
    forced.pacts["people", "a", "one"][0, 1] = True
    hidden = suppress(population.leaves(), population.pact_of, 10, before=forced)
    mask = hidden.pacts["people", "a", "one"]
    assert mask[0, 1] and mask.sum() >= 4, "and others with it, or it would be found by subtraction"
