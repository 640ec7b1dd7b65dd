"""Disclosure control: nothing hidden can be worked out from all that is shown, and not much more is hidden than has to be."""

import adversary
import numpy as np
import pytest
from adversary import Population, View, intervals, optimum, random_population, views
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paktum.suppression import LAYERS, LEAST_K, Hidden, suppress

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
    counts = np.full((4, 2, 3, 2, 4, 3), 50)
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
    counts = np.full((4, 2, 3, 2, 4, 3), 50)
    population = Population(counts, [0, 0, 1, 1])
    first = suppress(population.leaves(), population.pact_of, 10)
    forced = Hidden(*({p: m.copy() for p, m in level.items()} for level in (first.everybody, first.pacts, first.parts)))
    forced.pacts["people", "a", "one"][0, 1] = True
    hidden = suppress(population.leaves(), population.pact_of, 10, before=forced)
    mask = hidden.pacts["people", "a", "one"]
    assert mask[0, 1] and mask.sum() >= 4, "and others with it, or it would be found by subtraction"
