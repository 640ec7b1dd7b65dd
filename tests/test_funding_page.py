"""The funding page as a reader gets it: in both languages, with its choices in the link, and with bad links announced."""

import html
import re

import pytest
from screen_text import card_titles, open_page
from streamlit.testing.v1 import AppTest

from paktum import store
from paktum.wording import NBSP, Words

pytestmark = pytest.mark.usefixtures("snapshot")


def opened(**query: str | list[str]) -> AppTest:
    return open_page("finanszirozas", query)


def shown(at: AppTest) -> str:
    bodies = [e.proto.body for e in at.get("html")]
    bare = re.sub(r"<style>.*?</style>|</?b>|</?span[^>]*>", "", " ".join(bodies), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).replace(NBSP, " ").split())


def last(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[-1]


@pytest.mark.parametrize("language", ["hu", "en"])
def test_the_page_opens_with_all_its_cards(language: str) -> None:
    at, words = opened(nyelv=language), Words(language)
    assert not at.exception and not at.error
    assert [t.value for t in at.title] == [words("funding.title")]
    cards = ["money_states", "grant_changes", "eu_share", "aid_intensity", "grant_sizes", "grant_per_inhabitant"]
    titles = card_titles(at)
    assert {words(f"card.{c}.title") for c in cards} | {words("funding.by.level")} == set(titles)


def test_what_the_page_must_say() -> None:
    said = shown(opened(nyelv="hu"))
    for text in ("105 paktumból 0 adatával", "1 878 → 2 263 M Ft", "2 943 M Ft → ≥ 3 Mrd Ft", "88,0%", "az 51 rangsorolható"):
        assert text in said, text
    assert "None" not in said and "nan" not in re.findall(r"[a-z]+", said)


def test_the_choices_of_the_page_stand_in_its_link() -> None:
    at = opened(nyelv="hu", bontas="year", vetites="jobseeker")
    assert [last(at.query_params[k]) for k in ("bontas", "vetites", "adat")] == ["year", "jobseeker", store.current().id]
    assert Words("hu")("funding.by.year") in card_titles(at)
    assert Words("hu")("card.grant_per_jobseeker.title") in card_titles(at)


def test_a_choice_that_is_none_is_announced() -> None:
    at = opened(nyelv="hu", bontas="hold")
    assert any("bontas" in w.value and "hold" in w.value for w in at.warning)
    assert Words("hu")("funding.by.level") in card_titles(at)


def test_two_cycles_carry_the_banner_and_their_own_lists() -> None:
    at = opened(nyelv="hu", ciklus="mind")
    assert any("Két ciklus együtt" in w.value for w in at.warning)
    assert "Vármegyei paktumok, 2021–2027" in shown(at)


def test_a_view_without_any_amount_prints_words_and_no_zero() -> None:
    at = opened(nyelv="hu", jaras="Marcali járás", szint="district")
    assert not at.exception and not at.error
    said = shown(at)
    assert "nincs adat" in said and not re.search(r"(?<![\d ,.])0 (M |Mrd )?Ft", said)
