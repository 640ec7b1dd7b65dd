"""What people decided about grants that were not certain: remembered beside the deliveries, used again next time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from paktum.store import folder_of
from paktum.store.published import write_json

FILE = "decisions.json"


def remembered(store: Path) -> dict[str, str]:
    """Return {what identifies a grant: what it is}, as decided by people so far."""
    return {key: str(entry["choice"]) for key, entry in _entries(store).items()}


def remember(decided: Mapping[str, tuple[str, str]], store: Path) -> None:
    """Keep decisions: {key: (choice, title)}; the title is for people who read the file."""
    if not decided:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    new = {key: {"choice": choice, "title": title[:200], "decided_at": now} for key, (choice, title) in decided.items()}
    folder_of(store).mkdir(parents=True, exist_ok=True)
    write_json(folder_of(store) / FILE, dict(sorted((_entries(store) | new).items())))


def _entries(store: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((folder_of(store) / FILE).read_text(encoding="utf-8"))
        return {str(k): v for k, v in found.items() if isinstance(v, dict) and "choice" in v}
    except (OSError, ValueError, AttributeError):
        return {}
