"""A draft of the office's words: written, read back, and refused with a sentence where it holds what cannot be used."""

import json

import pytest

from paktum import draft
from paktum.draft import Draft, DraftError
from paktum.readings.closing import OfficeText
from paktum.wording import LANGUAGES, Words

PACTS = ["vas", "miskolc"]
WHOLE = Draft(
    ("miskolc", "vas"),
    OfficeText(
        titles={"money": "Saját „cím” <b>", "funnel-vas": "x"},
        order=("money",),
        left_out=("crowd",),
        quotation="Újra van munkám.\nKét sor.",
        name="Anna, szakács",
        photo_alt="kép",
        consent="1/2026",
        event="Szombathely",
        contact="iroda",
    ),
)


def file(**changed: object) -> bytes:
    """A good draft with some fields changed."""
    return json.dumps(json.loads(draft.written(WHOLE)) | changed).encode()


def test_a_draft_comes_back_as_it_was() -> None:
    assert draft.read(draft.written(WHOLE), "v.json", PACTS) == WHOLE


def test_a_draft_has_no_picture() -> None:
    with_photo = Draft(("vas",), OfficeText(photo=b"\x89PNG", event="Vas"))
    assert "photo" not in json.loads(draft.written(with_photo))["texts"]
    assert draft.read(draft.written(with_photo), "v.json", PACTS).own == OfficeText(event="Vas")


@pytest.mark.parametrize(
    ("data", "key", "field"),
    [
        (b"PK\x03\x04", "kind", None),
        (b"[" * 90_000, "kind", None),
        (b"[]", "kind", None),
        (b"{}", "kind", None),
        (file(version=2), "version", None),
        (file() + b" " * draft.LARGEST, "large", None),
        (file(pacts=[]), "pacts", None),
        (file(pacts=["nincs"]), "unknown", "pacts: nincs"),
        (file(pacts="vas"), "list", "pacts"),
        (file(order=["<script>"]), "unknown", "order: <script>"),
        (file(left_out=[1]), "list", "left_out"),
        (file(titles={"money": "x" * 96}), "long", "titles: money"),
        (file(titles={"funnel-nincs": "x"}), "unknown", "titles: funnel-nincs"),
        (file(titles={"money": None}), "texts", "titles: money"),
        (file(titles=[]), "texts", "titles"),
        (file(texts={"photo": "x"}), "unknown", "texts: photo"),
        (file(texts={"quotation": "x" * 401}), "long", "texts: quotation"),
        (file(extra=1), "unknown", "extra"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(data: bytes, key: str, field: str | None) -> None:
    with pytest.raises(DraftError) as refused:
        draft.read(data, "v.json", PACTS)
    assert refused.value.key == f"error.draft.{key}"
    assert refused.value.values.get("field") == field
    for language in LANGUAGES:
        assert Words(language)(refused.value.key, **refused.value.values).startswith("v.json")
