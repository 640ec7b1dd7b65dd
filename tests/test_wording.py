"""Numbers, dates, lists and the grammar around them, as a reader sees them in Hungarian and in English."""

import csv
import re

import pytest

from paktum import store
from paktum.questions import ask
from paktum.wording import LANGUAGES, NBSP, MissingWordError, Words, article, capital, catalogue, counted, glued, harmony, inside, suffixed

HU, EN = Words("hu"), Words("en")


def spaced(text: str) -> str:
    """A text with plain spaces in place of those that do not break."""
    return text.replace(NBSP, " ")


# ---------------------------------------------------------------- words


def test_an_unknown_language_is_hungarian() -> None:
    assert Words("de").language == "hu"


def test_an_unknown_key_is_a_bug_and_says_which() -> None:
    with pytest.raises(MissingWordError, match=r"no\.such_key"):
        HU("no.such_key")
    assert HU.has("app.name") and not HU.has("no.such_key")


def test_values_are_filled_in() -> None:
    assert HU("scope.pacts", n="3") == "3 paktum"


def test_one_pact_is_no_plural() -> None:
    assert (EN("unit.pacts", n="1"), EN("unit.pacts", n="11"), EN("unit.pacts", n="≈ 1")) == ("1 pact", "11 pacts", "≈ 1 pacts")
    assert EN("peers.equal", n="1") == "1 peer is equal"
    both = [key for key, text in catalogue("hu").items() if re.search(r"\{\w+:[^}]*\|", text)]
    assert not both, "a Hungarian noun after a number is singular"


def test_a_value_in_braces_stays_what_it_is() -> None:
    assert "{name}" in HU("error.no_question", name="{name}")


def test_a_name_is_picked_by_language() -> None:
    row = {"name_hu": "Vas vármegye", "name_en": "Vas County"}
    assert (HU.pick(row, "name"), EN.pick(row, "name")) == ("Vas vármegye", "Vas County")


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "decimals", "hungarian", "english"),
    [
        (0, 0, "0", "0"),
        (312, 0, "312", "312"),
        (1000, 0, "1 000", "1,000"),
        (10000, 0, "10 000", "10,000"),
        (1234567, 0, "1 234 567", "1,234,567"),
        (1234.5, 1, "1 234,5", "1,234.5"),
        (-3, 0, "−3", "−3"),
        (-1234.5, 1, "−1 234,5", "−1,234.5"),
        (10113, -2, "10 100", "10,100"),
    ],
)
def test_plain_numbers(value: float, decimals: int, hungarian: str, english: str) -> None:
    assert spaced(HU.number(value, decimals)) == hungarian
    assert EN.number(value, decimals) == english


def test_the_minus_is_a_minus_and_no_hyphen() -> None:
    assert HU.number(-3)[0] == "\u2212"


def test_groups_of_digits_do_not_break() -> None:
    assert HU.number(1234567) == f"1{NBSP}234{NBSP}567"


def test_zeros_at_the_end_are_kept_or_not() -> None:
    assert HU.number(5.0, 1) == "5,0" and HU.number(5.0, 1, keep_zeros=False) == "5"


@pytest.mark.parametrize(
    ("amount", "digits", "hungarian", "english"),
    [
        (0, None, "0 Ft", "0 HUF"),
        (7_500, None, "7 500 Ft", "7,500 HUF"),
        (99_999, None, "99 999 Ft", "99,999 HUF"),
        (1_388_141, None, "1,388 M Ft", "1.388 M HUF"),
        (1_500_000, None, "1,500 M Ft", "1.500 M HUF"),
        (1_253_482, 3, "1,25 M Ft", "1.25 M HUF"),
        (10_000_000, None, "10 M Ft", "10 M HUF"),
        (433_100_000, None, "433,1 M Ft", "433.1 M HUF"),
        (433_100_000, 4, "433,1 M Ft", "433.1 M HUF"),
        (433_100_000, 2, "430 M Ft", "430 M HUF"),
        (1_973_000_000, None, "1 973 M Ft", "1,973 M HUF"),
        (2_943_000_000, 4, "2 943 M Ft", "2,943 M HUF"),
        (2_300_000_000, 2, "2,3 Mrd Ft", "2.3 bn HUF"),
        (3_000_000_000, 1, "3 Mrd Ft", "3 bn HUF"),
        (3_000_000_000, None, "3 000 M Ft", "3,000 M HUF"),
        (70_061_449_945, None, "70,1 Mrd Ft", "70.1 bn HUF"),
        (54_395_843_309, 2, "54 Mrd Ft", "54 bn HUF"),
        (1_200_000_000_000, None, "1 200 Mrd Ft", "1,200 bn HUF"),
        (-433_100_000, None, "−433,1 M Ft", "−433.1 M HUF"),
    ],
)
def test_forints(amount: float, digits: int | None, hungarian: str, english: str) -> None:
    assert spaced(HU.huf(amount, digits)) == hungarian
    assert spaced(EN.huf(amount, digits)) == english


def test_forints_never_break_from_their_unit() -> None:
    assert " " not in HU.huf(1_973_000_000)
    assert " " not in EN.huf(1_973_000_000)


@pytest.mark.parametrize("amount", [10**n + 1 for n in range(13)])
def test_forints_are_never_a_long_row_of_digits(amount: int) -> None:
    assert not re.search(r"\d{5}", HU.huf(amount)) and "." not in HU.huf(amount)


@pytest.mark.parametrize(
    ("value", "unit", "digits", "hungarian", "english"),
    [
        (54.487, "percent", None, "54,5%", "54.5%"),
        (50.0, "percent", None, "50%", "50%"),
        (54.487, "percent", 2, "54%", "54%"),
        (5.44, "percent", 2, "5,4%", "5.4%"),
        (231.66, "percent", None, "231,7%", "231.7%"),
        (0.0, "percent", None, "0%", "0%"),
        (-3.2, "percent", None, "−3,2%", "−3.2%"),
        (312, "persons", None, "312 fő", "312 people"),
        (10113, "persons", 3, "10 100 fő", "10,100 people"),
        (26, "organisations", None, "26 szervezet", "26 organisations"),
        (4, "groups", None, "4 csoport", "4 groups"),
        (8319861, "EUR", None, "8 319 861 euró", "8,319,861 euro"),
        (7321477.68, "EUR", None, "7 321 477,68 euró", "7,321,477.68 euro"),
    ],
)
def test_quantities(value: float, unit: str, digits: int | None, hungarian: str, english: str) -> None:
    assert spaced(HU.quantity(value, unit, digits)) == hungarian
    assert spaced(EN.quantity(value, unit, digits)) == english


def test_shares_and_parts() -> None:
    assert HU.share(0.54487) == "54,5%"
    assert [HU.part(n, 105) for n in (0, 1, 3, 105)] == ["0%", "1,0%", "3%", "100%"]
    assert HU.part(0, 0) == "0%"


# ---------------------------------------------------------------- figures: the mark before a number, or why there is none


@pytest.mark.parametrize(
    ("value", "unit", "softness", "digits", "hungarian"),
    [
        (312.0, "persons", "exact", None, "312 fő"),
        (312.0, "persons", None, None, "312 fő"),
        (433_100_000, "HUF", "rounded", 4, "433,1 M Ft"),
        (1_253_482, "HUF", "approximate", 3, "≈ 1,25 M Ft"),
        (3e9, "HUF", "lower", 1, "≥ 3 Mrd Ft"),
        (50.0, "percent", "upper", 2, "≤ 50%"),
        (85.294, "percent", "lower", None, "≥ 85,3%"),
        (54.4e9, "HUF", "lower_approximate", 2, "≥≈ 54 Mrd Ft"),
        (1.27e6, "HUF", "upper_approximate", 3, "≤≈ 1,27 M Ft"),
        (0.0, "persons", "exact", None, "0 fő"),
        (None, "HUF", "exact", None, "nincs adat"),
        (float("nan"), "HUF", "exact", None, "nincs adat"),
        (None, "HUF", None, None, "nincs adat"),
        (120.0, "percent", "none", None, "nem értelmezhető"),
    ],
)
def test_figures(value: float | None, unit: str, softness: str | None, digits: int | None, hungarian: str) -> None:
    assert spaced(HU.figure(value, unit, softness, digits)) == hungarian


def test_an_exact_figure_keeps_all_its_digits() -> None:
    assert spaced(HU.figure(1489, "persons", "exact", 2)) == "1 489 fő"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_absent_states_are_four_different_words(language: str) -> None:
    words = Words(language)
    states = [words("absent.unknown"), words("absent.meaningless"), words("absent.not_yet"), words.figure(0, "persons", "exact")]
    assert len(set(states)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("softness", ["approximate", "lower", "upper", "lower_approximate", "upper_approximate"])
def test_the_mark_does_not_break_from_its_number(language: str, softness: str) -> None:
    assert " " not in Words(language).figure(3e9, "HUF", softness, 1)


# ---------------------------------------------------------------- dates and lists


@pytest.mark.parametrize(
    ("iso", "hungarian", "long", "english", "long_english"),
    [
        ("2020-07-30", "2020. 07. 30.", "2020. július 30.", "30 Jul 2020", "30 July 2020"),
        ("2020-07-05", "2020. 07. 05.", "2020. július 5.", "5 Jul 2020", "5 July 2020"),
        ("2020-07", "2020. 07.", "2020. július", "Jul 2020", "July 2020"),
        ("2020", "2020", "2020", "2020", "2020"),
        ("2020-07-30T10:00:00+00:00", "2020. 07. 30.", "2020. július 30.", "30 Jul 2020", "30 July 2020"),
        (None, "dátum nélkül", "dátum nélkül", "undated", "undated"),
        ("", "dátum nélkül", "dátum nélkül", "undated", "undated"),
    ],
)
def test_dates_of_every_precision(iso: str | None, hungarian: str, long: str, english: str, long_english: str) -> None:
    assert (spaced(HU.date(iso)), spaced(HU.date(iso, long=True))) == (hungarian, long)
    assert (spaced(EN.date(iso)), spaced(EN.date(iso, long=True))) == (english, long_english)


def test_dates_do_not_break() -> None:
    assert HU.date("2020-07-30") == f"2020.{NBSP}07.{NBSP}30."
    assert EN.date("2020-07-30") == f"30{NBSP}Jul{NBSP}2020"


@pytest.mark.parametrize(
    ("dates", "printed"),
    [
        ([], "dátum nélkül"),
        ([None, ""], "dátum nélkül"),
        (["2020-07-30", "2020-07-30"], "2020. 07. 30."),
        (["2020-01", None, "2020-05-02"], "2020"),
        (["2023-09-18", "2016"], "2016–2023"),
    ],
)
def test_periods(dates: list[str | None], printed: str) -> None:
    assert spaced(HU.period(dates)) == printed


@pytest.mark.parametrize(
    ("low", "high", "unit", "hungarian", "english"),
    [
        (300e6, 450e6, "HUF", "300–450 M Ft", "300–450 M HUF"),
        (450e6, 1.2e10, "HUF", "450 M Ft – 12 Mrd Ft", "450 M HUF – 12 bn HUF"),
        (2, 4, "organisations", "2–4 szervezet", "2–4 organisations"),
        (3, 3, "organisations", "3 szervezet", "3 organisations"),
        (8467, 12600, "HUF", "8 467–12 600 Ft", "8,467–12,600 HUF"),
    ],
)
def test_a_range_says_its_unit_once(low: float, high: float, unit: str, hungarian: str, english: str) -> None:
    assert spaced(HU.span(low, high, unit)) == hungarian
    assert spaced(EN.span(low, high, unit)) == english


def test_lists() -> None:
    names = ["Vas", "Miskolc", "Jászberény"]
    assert [HU.list(names[:n]) for n in range(4)] == ["", "Vas", "Vas és Miskolc", "Vas, Miskolc és Jászberény"]
    assert EN.list(names[:2]) == "Vas and Miskolc"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_filled_in(language: str) -> None:
    """No text has a gap without a name or a format that a text cannot take."""
    for key, text in catalogue(language).items():
        if not key.startswith("date."):
            Words(language)(key, **dict.fromkeys(re.findall(r"\{(\w+)", text), "x"))


# ---------------------------------------------------------------- Hungarian grammar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "az"),
        ("10", "a"),
        ("100", "a"),
        ("1000", "az"),
        ("1 000", "az"),
        (f"1{NBSP}000", "az"),
        ("10 000", "a"),
        ("100 000", "a"),
        ("1 000 000", "az"),
        ("1000000000", "az"),
        ("5", "az"),
        ("51", "az"),
        ("500", "az"),
        ("5. legnagyobb", "az"),
        ("2", "a"),
        ("15", "a"),
        ("232", "a"),
        ("312", "a"),
        ("0", "a"),
        ("1,388 M Ft", "az"),
        ("1 973 M Ft", "az"),
        ("433,1 M Ft", "a"),
        ("Ózd", "az"),
        ("Eger", "az"),
        ("őszi", "az"),
        ("Vas", "a"),
        ("Jászberényi járás", "a"),
        ("„Ózdi”", "az"),
        ("(Miskolc)", "a"),
        ("EMIR", "az"),
        ("NFSZ", "az"),
        ("MTA", "az"),
        ("KSH", "a"),
        ("TOP", "a"),
    ],
)
def test_the_article(text: str, expected: str) -> None:
    assert article(text) == expected


def short_names() -> list[str]:
    with store.table_files()["labels"].open(encoding="utf-8", newline="") as file:
        return [row["short_hu"] for row in csv.DictReader(file)]


def test_the_article_before_every_pact() -> None:
    """Names of letters and digits ("M2") are read letter by letter and are tested apart."""
    names = [name for name in short_names() if not re.match(r"\w\d", name)]
    assert len(names) >= 116
    wrong = [n for n in names if article(n) != ("az" if n[0].lower() in "aáeéiíoóöőuúüű" else "a")]
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "of", "people"),
    [
        (0, "0-ból", "0-an"),
        (3, "3-ból", "3-an"),
        (4, "4-ből", "4-en"),
        (6, "6-ból", "6-an"),
        (7, "7-ből", "7-en"),
        (8, "8-ból", "8-an"),
        (9, "9-ből", "9-en"),
        (10, "10-ből", "10-en"),
        (20, "20-ból", "20-an"),
        (30, "30-ból", "30-an"),
        (40, "40-ből", "40-en"),
        (50, "50-ből", "50-en"),
        (51, "51-ből", "51-en"),
        (60, "60-ból", "60-an"),
        (70, "70-ből", "70-en"),
        (73, "73-ból", "73-an"),
        (80, "80-ból", "80-an"),
        (90, "90-ből", "90-en"),
        (100, "100-ból", "100-an"),
        (145, "145-ből", "145-en"),
        (170, "170-ből", "170-en"),
        (312, "312-ből", "312-en"),
        (500, "500-ból", "500-an"),
        (1000, "1000-ből", "1000-en"),
        (1200, "1200-ból", "1200-an"),
        (10000, "10000-ből", "10000-en"),
        (1000000, "1000000-ból", "1000000-an"),
    ],
)
def test_suffixes_follow_the_last_spoken_word(number: int, of: str, people: str) -> None:
    assert suffixed(number, str(number), "ból", "ből") == of
    assert suffixed(number, str(number), "an", "en") == people


def test_harmony_is_back_or_front() -> None:
    assert {harmony(n) for n in range(2000)} == {"back", "front"}


# ---------------------------------------------------------------- where something is

PLACES = {
    "Jászberényi járás": "a Jászberényi járásban",
    "Ózdi járás": "az Ózdi járásban",
    "Egri járás": "az Egri járásban",
    "Vas vármegye": "Vas vármegyében",
    "Heves vármegye": "Heves vármegyében",
    "Kelet-Nyírség": "a Kelet-Nyírségben",
    "Őrség": "az Őrségben",
    "Budapest 05. ker.": "Budapest 05. kerületében",
}


@pytest.mark.parametrize(("name", "said"), PLACES.items())
def test_a_place_has_its_article_and_its_suffix(name: str, said: str) -> None:
    assert inside(name).replace(NBSP, " ") == said


def test_every_district_and_county_can_be_said(snapshot) -> None:

    for row in ask("filter_options").rows:
        name = str(row["name_hu"])
        said = inside(name).replace(NBSP, " ")
        assert re.search(r"(járásban|vármegyében|ben|ban)$", said), said
        if not name.startswith("Budapest"):
            article = "" if name.endswith("vármegye") else "az " if name[0] in "AÁEÉIÍOÓÖŐUÚÜŰ" else "a "
            assert said.startswith(article + name[:3]), said


def test_every_pact_has_the_right_article(snapshot) -> None:
    """By the first sound of its name; an abbreviation at the beginning would be the exception, so it is asked for by name."""

    spoken = {"M2 vonzástérség": "az"}
    for row in ask("selected_pacts").rows:
        for column in ("short_hu", "name_hu"):
            name = str(row[column])
            right = next((a for start, a in spoken.items() if name.startswith(start)), "az" if name[0] in "AÁEÉIÍOÓÖŐUÚÜŰ" else "a")
            assert article(name) == right, name


# ---------------------------------------------------------------- sentences of a slide


@pytest.mark.parametrize(
    ("iso", "hungarian", "english"),
    [
        ("2016", "2016-ban", "in 2016"),
        ("2017", "2017-ben", "in 2017"),
        ("2020", "2020-ban", "in 2020"),
        ("2023", "2023-ban", "in 2023"),
        ("2017-05", "2017 májusában", "in May 2017"),
        ("2022-08-11", "2022 augusztusában", "in August 2022"),
        ("2021-11", "2021 novemberében", "in November 2021"),
        ("2017-01", "2017 januárjában", "in January 2017"),
        ("2018-02", "2018 februárjában", "in February 2018"),
    ],
)
def test_when_something_happened(iso: str, hungarian: str, english: str) -> None:
    assert (spaced(HU.within(iso)), spaced(EN.within(iso))) == (hungarian, english)


@pytest.mark.parametrize(
    ("number", "said"), [(312, "312-en"), (170, "170-en"), (73, "73-an"), (100, "100-an"), (1, "egy ember"), (2, "ketten")]
)
def test_how_many_people_do_something(number: int, said: str) -> None:
    assert counted(number, HU.number(number)) == said


def test_a_bound_keeps_its_word_and_gets_the_suffix() -> None:
    assert counted(80, "több mint 80") == "több mint 80-an"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a 312 bevontból", f"a{NBSP}312{NBSP}bevontból"),
        ("Az 51 paktum és a 12. hely", f"Az{NBSP}51{NBSP}paktum és{NBSP}a{NBSP}12.{NBSP}hely"),
        ("54,5% volt", f"54,5%{NBSP}volt"),
        ("mesés haza", "mesés haza"),
    ],
)
def test_no_line_ends_with_an_article_or_a_number(text: str, said: str) -> None:
    assert glued(text) == said


def test_a_sentence_begins_with_a_large_letter() -> None:
    assert (capital("öt kérdés"), capital("")) == ("Öt kérdés", "")
