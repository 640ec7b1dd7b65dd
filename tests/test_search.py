"""One search for everything that has a name: counties before pacts, words in any order, whatever the suffix."""

import pytest

from paktum.questions import ask, catalogue
from paktum.wording import LANGUAGES, Words

pytestmark = pytest.mark.usefixtures("snapshot")


def found(text: str) -> list[tuple[str, str]]:
    return [(str(r["kind"]), str(r["target"])) for r in ask("search", text=text).rows]


@pytest.mark.parametrize("text", ["Somogy", "somogy megye", "Somogy vármegye", "somogyi paktum", "SOMOGYI FOGLALKOZTATÁSI PAKTUM"])
def test_a_county_is_found_before_its_pacts(text: str) -> None:
    """A pact of a county is not the county: who looks for Somogy is offered all six of its pacts first."""
    assert found(text)[:2] == [("county", "14"), ("pact", "somogy-county-2015")]
    assert ask("search", text=text).rows[0]["detail"] == str(len(ask("selected_pacts", counties=["14"]).frame))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("miskolci paktum", "miskolc-city"),
        ("paktum Miskolc", "miskolc-city"),
        ("Miskolc pact", "miskolc-city"),
        ("jászberényi foglalkoztatási paktum", "jaszbereny-district"),
    ],
)
def test_typed_words_may_be_inflected_and_in_any_order(text: str, target: str) -> None:
    assert ("pact", target) in found(text)[:3]


def test_the_whole_name_stands_before_its_parts() -> None:
    closeness = [int(str(r["closeness"])) for r in ask("search", text="vas").rows]
    assert closeness == sorted(closeness) and set(closeness) >= {1, 2}


@pytest.mark.parametrize("text", ["", "i", "paktum nincsilyen", "%", "_", "'; drop table pacts; --"])
def test_what_is_nothing_finds_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_of_a_question_has_a_word(language: str) -> None:
    words = Words(language)
    names = {name for question in catalogue().values() for name in question.parameters}
    assert not [name for name in names if not words.has(f"parameter.{name}")]
