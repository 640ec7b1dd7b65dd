"""Cells of exports: numbers and amounts, dates, codes, names, in every way that Hungarian offices write them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paktum.exports import codes, dates, gazetteer, names, numbers
from paktum.exports.grids import Number
from paktum.exports.values import Value

TODAY = date(2026, 6, 1)


def rules(value: Value) -> list[str]:
    return [said.rule for said in value.said]


# ---------------------------------------------------------------- numbers and amounts


@pytest.mark.parametrize(
    ("cell", "amount", "precision", "said"),
    [
        ("433100000", 433_100_000, "exact", []),
        ("433 100 000", 433_100_000, "exact", ["NUM02"]),
        ("433\u00a0100\u00a0000", 433_100_000, "exact", ["NUM02"]),
        ("433\u202f100\u202f000 Ft", 433_100_000, "exact", ["NUM02", "NUM05"]),
        ("433 100 000 Ft", 433_100_000, "exact", ["NUM05", "NUM02"]),
        ("229.780.000 Ft", 229_780_000, "exact", ["NUM05", "NUM12"]),
        ("229.780 Ft", 229_780, "exact", ["NUM05", "NUM12"]),
        ("47 750 000 .- HUF", 47_750_000, "exact", ["NUM05", "NUM02"]),
        ("1 973 E Ft", 1_973_000, "rounded", ["NUM05", "NUM02"]),
        ("1973 ezer Ft", 1_973_000, "rounded", ["NUM05"]),
        ("433,1 M Ft", 433_100_000, "rounded", ["NUM05", "NUM03"]),
        ("2,3 Mrd", 2_300_000_000, "rounded", ["NUM05", "NUM03"]),
        ("2,943 Mrd Ft", None, None, ["NUM06"]),
        ("több mint 3 milliárd", 3_000_000_000, "lower_bound", ["V16", "NUM05"]),
        ("Legalább 3 milliárd forint", 3_000_000_000, "lower_bound", ["V16", "NUM05"]),
        ("legfeljebb 500 millió Ft", 500_000_000, "upper_bound", ["V16", "NUM05"]),
        ("közel 500 millió Ft", 500_000_000, "approximate", ["V16", "NUM05"]),
        ("mintegy 433 100 000", 433_100_000, "approximate", ["V16", "NUM02"]),
        ("0 .- HUF", 0, "exact", ["NUM10", "NUM05"]),
        (Number("433100000"), 433_100_000, "exact", []),
        ("", None, None, []),
        (".- HUF", None, None, ["V23"]),
        ("-", None, None, ["V23"]),
        ("n. a.", None, None, ["V23"]),
        ("nincs adat", None, None, ["V23"]),
        ("433.100", None, None, ["NUM06"]),
        ("433,100", None, None, ["NUM06"]),
        ("1,234,567", None, None, ["NUM06"]),
        ("1.234.56", None, None, ["NUM06"]),
        ("4,33E+08", None, None, ["NUM07"]),
        ("1000 EUR", None, None, ["NUM08"]),
        ("-5", None, None, ["NUM09"]),
        ("12,5", None, None, ["NUM11"]),
        ("٤٣٣", None, None, ["NUM01"]),
        ("1_000", None, None, ["NUM01"]),
        ("egymillió", None, None, ["NUM01"]),
    ],
)
def test_an_amount(cell: str, amount: int | None, precision: str | None, said: list[str]) -> None:
    value = numbers.money(cell)
    assert (value.value, value.extra, sorted(rules(value))) == (amount, precision, sorted(said))


@given(st.integers(1, 10**12), st.sampled_from([" ", "\u00a0", "\u202f", "", "."]), st.sampled_from(["", " Ft", ".- HUF", ",- Ft"]))
def test_an_amount_is_read_as_it_was_written(amount: int, blank: str, unit: str) -> None:
    written = f"{amount:,}".replace(",", blank)
    value = numbers.money(written + unit)
    doubtful = blank == "." and written.count(".") == 1 and not unit
    assert value.value == (None if doubtful else amount)


@given(st.decimals(0, 10**9, allow_nan=False, places=2))
def test_euros_keep_their_cents(amount: Decimal) -> None:
    assert numbers.money(f"{amount:f}", "EUR", comma=False).value == amount
    assert numbers.money(f"{amount:f}".replace(".", ","), "EUR").value == amount


@given(st.text(max_size=20))
@example(raw="<")
@example(raw="több mint")
def test_no_text_makes_a_number_reader_fail(raw: str) -> None:
    for value in (numbers.money(raw), numbers.number(raw), numbers.number(raw, comma=False), names.text(raw), codes.code(raw)):
        assert value.value is not None or value.said or value.extra or not raw.strip() or names.text(raw).value is None
    assert dates.day(raw, TODAY) is not None


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("cell", "day", "said"),
    [
        ("2016.12.20", "2016-12-20", []),
        ("2016.12.20.", "2016-12-20", []),
        ("2023. 09. 18.", "2023-09-18", []),
        ("2016-12-20", "2016-12-20", []),
        ("2016-12-20T00:00:00.000Z", "2016-12-20", []),
        (" 2016.12.20", "2016-12-20", ["TEXT01"]),
        ("2016. december 20.", "2016-12-20", ["DATE04"]),
        ("42724", "2016-12-20", ["DATE03"]),
        ("", None, []),
        ("–", None, ["V23"]),
        ("2016.02.30", None, ["DATE01"]),
        ("2016.12", None, ["DATE01"]),
        ("60", None, ["DATE01"]),
        ("2016.12-20", None, ["DATE01"]),
        ("20/12/2016", None, ["DATE02"]),
        ("04.05.2016", None, ["DATE02"]),
        ("2026.06.02", None, ["V21"]),
        ("0201.12.20", None, ["DATE05"]),
    ],
)
def test_a_date(cell: str, day: str | None, said: list[str]) -> None:
    value = dates.day(cell, TODAY)
    assert (value.value, rules(value)) == (day, said)


def test_day_month_year_only_where_it_is_declared() -> None:
    assert dates.day("04/05/2016", TODAY, dmy=True).value == "2016-05-04"
    assert rules(dates.day("04/13/2016", TODAY, dmy=True)) == ["DATE01"]


@given(st.dates(date(1990, 1, 1), TODAY), st.sampled_from(["%Y.%m.%d", "%Y. %m. %d.", "%Y-%m-%d", "%Y/%m/%d"]))
def test_a_day_is_read_as_it_was_written(day: date, form: str) -> None:
    assert dates.day(day.strftime(form), TODAY).value == day.isoformat()


@given(st.dates(date(1990, 1, 1), TODAY), st.booleans())
def test_both_epochs_of_workbooks(day: date, epoch_1904: bool) -> None:
    start = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
    assert dates.day(str((day - start).days), TODAY, epoch_1904=epoch_1904).value == day.isoformat()


# ---------------------------------------------------------------- codes and names


@pytest.mark.parametrize(
    ("cell", "call", "territory", "code", "said"),
    [
        ("TOP-5.1.2-15-JN1 - Helyi foglalkoztatás", "TOP-5.1.2-15", "JN1", None, []),
        ("TOP-5.1.2-15-JN1-2016-00004", "TOP-5.1.2-15", "JN1", "TOP-5.1.2-15-JN1-2016-00004", []),
        ("TOP-6.8.2-15-MI1-2016-0001", "TOP-6.8.2-15", "MI1", "TOP-6.8.2-15-MI1-2016-00001", ["V01"]),
        ("TOP-5.1.1-15_VE1", "TOP-5.1.1-15", "VE1", None, ["V01"]),
        ("TOP_PLUSZ-3.1.1-21-VS1", "TOP_PLUSZ-3.1.1-21", "VS1", None, []),
        ("TOP_Plusz-3.1.1-21-VS1", "TOP_PLUSZ-3.1.1-21", "VS1", None, ["V01"]),
        ("TOP Plusz-3.1.1.-21-VS1-2022-00001", "TOP_PLUSZ-3.1.1-21", "VS1", "TOP_PLUSZ-3.1.1-21-VS1-2022-00001", ["V01"]),
        ("TOP_PLUSZ- 3.1.1-21-ZA1-2022-00001", "TOP_PLUSZ-3.1.1-21", "ZA1", "TOP_PLUSZ-3.1.1-21-ZA1-2022-00001", ["V01"]),
    ],
)
def test_a_code(cell: str, call: str, territory: str, code: str | None, said: list[str]) -> None:
    value = codes.code(cell)
    assert (value.value[:3], rules(value)) == ((call, territory, code), said)
    assert value.value.cycle == ("2021-2027" if "PLUSZ" in call else "2014-2020")


@pytest.mark.parametrize(
    "cell",
    ["GINOP-1.2.1-14", "KÖFOP-1.0.0-VEKOP-15", "VP-4-11.1.-11.2.-15.", "TOP-1.3.1-15_VE1", "TOP_PLUSZ-1.1.1-21", "3.2.1 Foglalkoztatás"],
)
def test_another_call_is_no_mistake(cell: str) -> None:
    assert codes.code(cell) == Value(None, (), cell)


@pytest.mark.parametrize(
    "cell", ["TOP-512-15-JN1", "T0P-5.1.2-15", "TOP–5.1.2–15", "top-5.1.2-15", "Felhívás: TOP-5.1.2-15", "TOP-5.1.2-15-JNI"]
)
def test_a_near_miss_is_an_error(cell: str) -> None:
    assert rules(codes.code(cell)) == ["V01"]


@pytest.mark.parametrize(
    ("reader", "cell", "name"),
    [
        (names.place, "Nyíregyháza (Oros)", "Nyíregyháza"),
        (names.place, "JÁSZBERÉNY", "Jászberény"),
        (names.place, "Jaszbereny", None),
        (names.county, "Csongrád", "Csongrád-Csanád"),
        (names.county, "Csongrád-Csanád vármegye", "Csongrád-Csanád"),
        (names.county, "Vas megye", "Vas"),
        (names.county, "Vass", None),
        (names.district, "Jászberényi járás", "Jászberényi"),
        (names.district, "Jászsági", None),
    ],
)
def test_a_territory(reader: Callable[[str], Value], cell: str, name: str | None) -> None:
    assert reader(cell).value == name
    assert name or rules(reader(cell)) == ["V18"]


def test_every_settlement_is_known_by_its_name_in_capitals() -> None:
    for name, _, _ in gazetteer.settlements().values():
        assert gazetteer.settlement(name.upper()) == name


def test_the_nearest_name() -> None:
    assert gazetteer.nearest("Jaszbereny", "settlement") == "Jászberény"
    assert gazetteer.nearest("Bors-Abaúj-Zemplén", "county") == "Borsod-Abaúj-Zemplén"
    assert gazetteer.nearest("xyz", "settlement") == ""


@given(st.text(alphabet="árvíztűrő tükörfúrógép ÁRVÍZTŰRŐ-\"'()&.,", min_size=1, max_size=40))
def test_a_name_keeps_every_letter(name: str) -> None:
    read_name = names.text(name).value or ""
    assert re.sub(r"\s", "", read_name) == re.sub(r"\s", "", name.removeprefix("'") if name.startswith(("'-", "'=")) else name)


def test_an_identifier_is_no_tax_number() -> None:
    assert rules(names.text("8123456789")) == ["V24"]
    assert names.identifier("8123456789").value == "8123456789"


@pytest.mark.parametrize(
    "text", ["1190000" + "." * 2000 + "43", "1" + " " * 32_000 + "x", "a" * 32_000 + "@", "1," * 16_000, "> " * 16_000]
)
def test_a_long_cell_is_refused_or_read_at_once(text: str) -> None:
    """No pattern may go back and forth over it: a cell may hold 32 767 characters."""
    from paktum.exports import names

    assert numbers.money(text).value is None and numbers.money(text, "EUR", False).value is None
    assert names.text(text).value in (None, " ".join(text.split()))


@pytest.mark.parametrize("text", ["526 000 000.E HUF", "3.M", "3, mrd"])
def test_a_unit_after_a_loose_point_is_a_slip(text: str) -> None:
    assert [s.rule for s in numbers.money(text).said if s.level == "error"] == ["NUM01"]
