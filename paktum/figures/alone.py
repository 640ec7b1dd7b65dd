"""A document that stands alone: one HTML file with its fonts, style and script inside, which may ask for nothing outside.

The policy in its head lets exactly the scripts run that we wrote into it, and forbids every request, wherever the file is opened.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from paktum.figures.html import render

HERE = Path(__file__).parent
FONTS = Path(__file__).parents[1] / "screen" / "static" / "fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
UNITS = re.compile(r"(?<![\w.#])(-?\d+(?:\.\d+)?)u\b")
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def stage_style() -> str:
    """Return the style of the stage; a length of "62u" becomes 62 times the unit that the place of the stage sets."""
    text = (HERE / "stage.css").read_text(encoding="utf-8")
    head, rules = text.split("*/", 1)
    return head + "*/" + UNITS.sub(r"calc(\1 * var(--u))", rules)


@functools.cache
def fonts() -> str:
    """Return the faces of the house as a style sheet that holds the files themselves."""
    faces = []
    for name, weight in WEIGHTS.items():
        data = base64.b64encode((FONTS / f"IBMPlexSans-{name}.woff2").read_bytes()).decode()
        faces.append(
            f'@font-face{{font-family:"IBM Plex Sans";font-weight:{weight};src:url(data:font/woff2;base64,{data}) format("woff2")}}'
        )
    return "\n".join(faces)


def picture(data: bytes) -> str:
    """Return a PNG or JPEG as an address that holds it; an empty text for anything else, whatever its name says."""
    kind = next((mime for start, mime in SIGNATURES.items() if data.startswith(start)), "")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else ""


def policy(scripts: Sequence[str]) -> str:
    """Return the policy of a document: nothing from outside, and of scripts only these."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    allowed = {
        "default-src": "'none'",
        "script-src": hashes or "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data: blob:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{what} {whence}" for what, whence in allowed.items())


def document(template: str, styles: Sequence[str], scripts: Sequence[str], **context: object) -> str:
    """Return the whole HTML file of a template; styles and scripts are ours and go in as they are."""
    return render(
        template,
        policy=policy(scripts),
        style=Markup("\n".join([fonts(), *styles])),
        scripts=[Markup(s) for s in scripts],
        **context,
    )
