"""Who runs a copy, and where errors are reported: set by environment variables, said on every page, never a script."""

from types import SimpleNamespace

import pytest

from paktum.screen import choices, operator
from paktum.selection import Selection
from paktum.wording import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_operator_is_named_or_said_to_be_unknown(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words(language)
    monkeypatch.delenv("PAKTUM_OPERATOR", raising=False)
    assert operator.who(words) == words("app.no_operator")
    monkeypatch.setenv("PAKTUM_OPERATOR", "  Vas Vármegye\nÖnkormányzata ")
    assert operator.who(words) == words("app.operator", name="Vas Vármegye Önkormányzata")
    monkeypatch.setenv("PAKTUM_OPERATOR", "x" * 5000)
    assert len(operator.who(words)) < 200


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://pelda.hu/hiba", "https://pelda.hu/hiba"),
        ("mailto:iroda@pelda.hu", "mailto:iroda@pelda.hu"),
        ("iroda@pelda.hu", "mailto:iroda@pelda.hu"),
        ("", "modszertan"),
        ("javascript:alert(1)", "modszertan"),
        ("data:text/html,x", "modszertan"),
    ],
)
def test_errors_are_reported_to_an_address_that_is_no_script(given: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "address", lambda path: path)
    monkeypatch.setenv("PAKTUM_REPORT", given)
    assert operator.report_address() in (address, f"{address}#licenc")


@pytest.mark.parametrize(
    ("given", "base", "page"),
    [
        ("", "http://localhost:8501", "tukor/terkep"),
        ("https://paktum.pelda.hu/", "https://paktum.pelda.hu", "terkep"),
        ("https://pelda.hu/paktumok", "https://pelda.hu/paktumok", "terkep"),
        ("javascript:alert(1)", "http://localhost:8501", "tukor/terkep"),
    ],
)
def test_links_name_the_address_that_others_can_open(given: str, base: str, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAKTUM_ADDRESS", given)
    monkeypatch.setattr(choices, "st", SimpleNamespace(get_option=lambda name: "/tukor/", context=SimpleNamespace(url="http://localhost:8501/tukor/terkep"),
                                                       session_state={"uses": ("counties",), "selection": Selection()}))  # fmt: skip
    assert choices.here().partition("?")[0] == f"{base}/{page}"
