"""What happens to the framework's page and scripts on their way out."""

import gzip
import re
import urllib.error
import urllib.request
from email.message import Message
from functools import cache
from pathlib import Path

import pytest
import streamlit

from paktum.screen import serving
from paktum.wording import LANGUAGES, catalogue

STATIC = Path(streamlit.__file__).parent / "static"
FRAMEWORK = {key: text for key, text in catalogue("en").items() if key.startswith("framework.")}


@cache
def scripts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "static" / "js").glob("*.js")))


@pytest.mark.parametrize("key", FRAMEWORK)
def test_the_framework_says_what_is_translated(key: str) -> None:
    """A new release may word it differently: then the translation never meets its text."""
    for part in re.split(r"\{\w+\}|(?<=directory)\. |(?<=exist)\. |(?<= to )(?=apply|submit)|(?<=file) • ", FRAMEWORK[key]):
        assert part.strip() in scripts(), part


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_text_of_the_framework_has_its_translation_with_its_gaps_in_order(language: str) -> None:
    for key, text in FRAMEWORK.items():
        own = catalogue(language)[key]
        assert own != text
        # In the page the gaps are filled in the order in which the framework writes them; the last ones may be left out.
        gaps = re.findall(r"\{\w+\}", own)
        assert gaps == re.findall(r"\{\w+\}", text)[: len(gaps)], key


def get(address: str, **headers: str) -> tuple[Message, bytes]:
    """Return what the real server answers: headers, and the body as it comes over the wire."""
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        return answer.headers, answer.read()


def test_the_page_is_ours(server: str) -> None:
    page = get(f"{server}/paktum")[1].decode()
    assert '<html lang="hu">' in page
    assert "<title>Paktumtükör</title>" in page
    assert "Nincs találat" in page
    assert "SourceSans" not in page


def test_an_english_page_is_not_translated(server: str) -> None:
    page = get(f"{server}/paktum?nyelv=en")[1].decode()
    assert '<html lang="en">' in page
    assert "MutationObserver" not in page


def test_the_length_of_a_rewritten_page_is_right(server: str) -> None:
    headers, body = get(f"{server}/paktum")
    assert int(headers["content-length"]) == len(body)


def test_a_page_that_is_no_whole_page_stays_as_it_is() -> None:
    assert serving.rewritten(b"<p>part", "hu") == b"<p>part"


def largest() -> Path:
    return max((STATIC / "static" / "js").glob("*.js"), key=lambda p: p.stat().st_size)


def test_a_script_comes_compressed_and_whole(server: str) -> None:
    path = largest()
    for _ in range(2):
        headers, packed = get(f"{server}/static/js/{path.name}", **{"Accept-Encoding": "gzip"})
        assert headers["content-encoding"] == "gzip"
        assert int(headers["content-length"]) == len(packed) < path.stat().st_size / 2
        assert "accept-encoding" in headers["vary"].lower()
        assert gzip.decompress(packed) == path.read_bytes()
        assert headers["x-content-type-options"] == "nosniff"


def test_who_cannot_unpack_gets_it_plain(server: str) -> None:
    headers, body = get(f"{server}/static/js/{largest().name}")
    assert body == largest().read_bytes()
    assert "content-encoding" not in headers


def test_a_script_that_is_not_there_is_not_remembered(server: str) -> None:
    for _ in range(2):
        headers, body = get(f"{server}/static/js/none.js", **{"Accept-Encoding": "gzip"})
        page = gzip.decompress(body) if headers["content-encoding"] == "gzip" else body
        assert b"<html" in page or b"Not Found" in page


def test_a_document_of_ours_is_not_touched(server: str) -> None:
    """Its own policy lets only its own scripts run: another one in it would be an error on every opening."""
    _, body = get(f"{server}/bemutato?paktum=jaszbereny-district")
    assert body.count(b"<script") == 1
    whole = b'<!doctype html><html lang="en"><head><title>Paktum</title></head></html>'
    assert serving.rewritten(whole, "hu") == whole
