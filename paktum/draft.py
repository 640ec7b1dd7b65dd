"""What an office typed into a storyboard, as a small JSON file: to keep, to bring back, checked like anything from outside.

Pictures are not in it: a photo of a person is not to lie about in drafts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from paktum.errors import PaktumError
from paktum.readings.closing import LONGEST_TITLE, OfficeText
from paktum.readings.closing.own import LONGEST
from paktum.selection import MOST_PACTS
from paktum.takeaway import slide_keys

KIND, VERSION = "paktumtukor-draft", 1
LARGEST = 100_000  # bytes: every field full is a fifth of it
FIELDS = ("kind", "version", "pacts", "order", "left_out", "titles", "texts")


class DraftError(PaktumError):
    """A file that is no draft of ours, or holds what cannot be used; nothing of it is taken."""


@dataclass(frozen=True)
class Draft:
    """The pacts of a storyboard and what the office made of it."""

    pacts: tuple[str, ...]
    own: OfficeText


def written(draft: Draft) -> bytes:
    """Return a draft as a file."""
    own = draft.own
    said = {
        "kind": KIND,
        "version": VERSION,
        "pacts": draft.pacts,
        "order": own.order,
        "left_out": own.left_out,
        "titles": dict(own.titles),
        "texts": {name: text for name in LONGEST if (text := getattr(own, name))},
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes, file: str, pacts: Collection[str]) -> Draft:
    """Return the draft of a file; `pacts` are those that there are. Raises DraftError."""
    found = opened(data, file)
    chosen = listed(found, "pacts", pacts, file)
    if not 0 < len(chosen) <= MOST_PACTS:
        raise DraftError("draft.pacts", file=file, most=MOST_PACTS)
    keys = slide_keys(pacts)
    titles = texts(found, "titles", dict.fromkeys(keys, LONGEST_TITLE), file)
    said: dict[str, Any] = texts(found, "texts", LONGEST, file)
    order, left_out = listed(found, "order", keys, file), listed(found, "left_out", keys, file)
    return Draft(chosen, OfficeText(titles=titles, order=order, left_out=left_out, **said))


def opened(data: bytes, file: str) -> dict[str, Any]:
    """Return what a file holds: an object of our kind and version, with no other fields than ours."""
    if len(data) > LARGEST:
        raise DraftError("draft.large", file=file, most=LARGEST // 1000)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise DraftError("draft.kind", file=file) from None
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise DraftError("draft.kind", file=file)
    if found.get("version") != VERSION:
        raise DraftError("draft.version", file=file, version=str(found.get("version"))[:20], own=VERSION)
    for name in found:
        if name not in FIELDS:
            raise DraftError("draft.unknown", file=file, field=name[:60])
    return found


def listed(found: Mapping[str, Any], name: str, known: Collection[str], file: str) -> tuple[str, ...]:
    """Return a list of known ids, each once."""
    values = found.get(name, [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise DraftError("draft.list", file=file, field=name)
    for value in values:
        if value not in known:
            raise DraftError("draft.unknown", file=file, field=f"{name}: {value[:60]}")
    return tuple(dict.fromkeys(values))


def texts(found: Mapping[str, Any], name: str, longest: Mapping[str, int], file: str) -> dict[str, str]:
    """Return the texts of an object, none of them longer than its place."""
    values = found.get(name, {})
    if not isinstance(values, dict):
        raise DraftError("draft.texts", file=file, field=name)
    for key, text in values.items():
        field = f"{name}: {key[:60]}"
        if key not in longest:
            raise DraftError("draft.unknown", file=file, field=field)
        if not isinstance(text, str):
            raise DraftError("draft.texts", file=file, field=field)
        if len(text) > longest[key]:
            raise DraftError("draft.long", file=file, field=field, n=len(text), most=longest[key])
    return values
