"""Which known project an incoming grant is: certain by its ids, else by its parts, and never silently."""

from dataclasses import replace
from decimal import Decimal

import pytest

from paktum import matching
from paktum.exports.reading import Grant
from paktum.matching import Project, match

KNOWN = [
    Project("jasz-p1", "jasz", "TOP-5.1.2-15-JN1-2016-00004", "TOP-5.1.2-15", "JN1", "8918302", "2014-2020",
            "Helyi foglalkoztatási együttműködés a Jászberényi járásban", "Jászberény",
            ("Jászberény Városi Önkormányzat",), (433_100_000.0,)),
    Project("karcag-p1", "karcag", None, "TOP-5.1.2-15", "JN1", "8918999", "2014-2020",
            "Foglalkoztatási paktum Karcag térségében", "Karcag", ("Karcag Városi Önkormányzat",), (310_000_000.0,)),
    Project("vas-p2", "vas", None, "TOP_PLUSZ-3.1.1-21", "VS1", None, "2021-2027", None, None, (), ()),
]  # fmt: skip
JASZ = Grant(
    2, internal_id="8918302", call_code="TOP-5.1.2-15", territory_code="JN1", cycle="2014-2020", applicant="JÁSZBERÉNY VÁROSI ÖNKORMÁNYZAT",
    title="Helyi foglalkoztatási együttműködés a Jászberényi járásban", place="Jászberény", amount=Decimal(433_100_000),
)  # fmt: skip


def test_the_internal_number_is_certain_whatever_else_differs() -> None:
    found = match(replace(JASZ, title="Egészen más", amount=Decimal(1)), KNOWN)
    assert (found.verdict, found.best and found.best.project.project_id, found.best and found.best.by) == (
        "certain",
        "jasz-p1",
        "internal_id",
    )


@pytest.mark.parametrize("code", ["TOP-5.1.2-15-JN1-2016-00004", "TOP-5.1.2-15-JN1-2016-0004", "top-5.1.2-15-jn1-2016-00004"])
def test_the_project_code_is_certain_in_any_spelling(code: str) -> None:
    found = match(Grant(2, project_code=code), KNOWN)
    assert (found.verdict, found.best and found.best.by) == ("certain", "project_code")


def test_numbers_of_another_kind_say_nothing() -> None:
    found = match(Grant(2, internal_id="8918302"), KNOWN, same_numbers=False)
    assert found.verdict == "none"


def test_a_grant_without_ids_is_certain_when_all_its_parts_agree() -> None:
    found = match(replace(JASZ, internal_id=None), KNOWN)
    assert found.verdict == "certain" and found.best
    assert found.best.score == 1.0
    assert found.best.parts == dict.fromkeys(("call", "territory", "applicant", "title", "amount", "place"), 1.0)


def test_another_number_or_code_or_cycle_is_another_grant() -> None:
    for other in (replace(JASZ, internal_id="1"), replace(JASZ, internal_id=None, project_code="TOP-5.1.2-15-JN1-2016-00009"),
                  replace(JASZ, internal_id=None, cycle="2021-2027")):  # fmt: skip
        assert "jasz-p1" not in [c.project.project_id for c in match(other, KNOWN).candidates]


def test_what_is_alike_only_is_left_to_a_person() -> None:
    found = match(replace(JASZ, internal_id=None, title="Foglalkoztatási paktum Karcag környékén", place="Karcag", amount=None), KNOWN)
    assert found.verdict == "uncertain"
    scores = [c.score for c in found.candidates]
    assert scores == sorted(scores, reverse=True) and all(0 < s < 1 for s in scores)


def test_little_evidence_never_scores_high() -> None:
    """Call and territory alone fit dozens of grants."""
    found = match(Grant(2, call_code="TOP-5.1.2-15", territory_code="JN1", cycle="2014-2020"), KNOWN)
    assert all(c.score < matching.CERTAIN_SCORE and c.evidence < matching.CERTAIN_EVIDENCE for c in found.candidates)
    assert found.verdict != "certain"


def test_two_equally_good_projects_are_never_certain() -> None:
    twin = replace(KNOWN[0], project_id="jasz-p2", internal_id=None, project_code=None)
    found = match(replace(JASZ, internal_id=None), [*KNOWN, twin])
    assert found.verdict == "uncertain" and len(found.candidates) >= 2


def test_what_identifies_a_record_is_its_number_then_its_code_then_its_words() -> None:
    assert matching.identify(JASZ) == "id:8918302"
    assert matching.identify(Grant(1, project_code="TOP-6.8.2-15-MI1-2016-0001")) == "code:TOP-6.8.2-15-MI1-2016-00001"
    words = matching.identify(replace(JASZ, internal_id=None))
    assert words.startswith("text:")
    assert words == matching.identify(
        replace(JASZ, internal_id=None, row=99, title="HELYI foglalkoztatási együttműködés – a Jászberényi járásban")
    )
    assert words != matching.identify(replace(JASZ, internal_id=None, title="Más"))


SPELLINGS = [
    ("Vas Megyei Önkormányzat", "VAS VÁRMEGYEI ÖNKORMÁNYZAT"),
    ("Győr MJV Önkormányzata", "GYŐR Megyei Jogú Város önkormányzata"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_body_are_one(one: str, other: str) -> None:
    assert matching.alike(one, other) == 1.0


def test_an_amount_is_near_within_a_fifth_and_only_in_forints() -> None:
    assert matching.near(JASZ, [433_100_000.0]) == 1.0
    close = matching.near(replace(JASZ, amount=Decimal(440_000_000)), [433_100_000.0])
    assert close is not None and 0.9 < close < 1.0
    assert matching.near(replace(JASZ, amount=Decimal(999_000_000)), [433_100_000.0]) == 0.0
    assert matching.near(replace(JASZ, currency="EUR"), [433_100_000.0]) is None
    assert matching.near(JASZ, []) is None
