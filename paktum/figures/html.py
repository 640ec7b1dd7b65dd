"""From a template and ready-made texts to HTML. Every text is escaped; a link leads to a page or to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

COUNT = re.compile(r"\(\d[\d\u00a0.,]*\)$")
NUMBER = re.compile(r"\d[\d\u00a0.,]*\d|\d")


def bold_numbers(text: str, at_most: int = 99) -> Markup:
    """Return the text, escaped, with its first `at_most` numbers in bold: "<b>105</b> paktumból <b>12</b> adatával"."""
    out, end = Markup(""), 0
    for found in list(NUMBER.finditer(text))[:at_most]:
        out += escape(text[end : found.start()]) + Markup("<b>{}</b>").format(found.group())
        end = found.end()
    return out + escape(text[end:])


def bold_count(text: str) -> Markup:
    """Return a legend text, escaped, with the count in brackets at its end in bold: "7 500 alatt <b>(2)</b>"."""
    found = COUNT.search(text)
    return escape(text) if not found else escape(text[: found.start()]) + Markup("<b>{}</b>").format(found.group())


def safe_link(href: str) -> str:
    """Return a link to a page of ours or of the web; anything else (javascript:, data:) becomes "#"."""
    head = href.split("/")[0].split("?")[0].split("#")[0]
    return href if ":" not in head or href.startswith(("https://", "http://", "mailto:")) else "#"


def part_of(value: float, whole: float) -> str:
    """Return a share for a CSS length, "48.125%", kept between 0 and 100 %."""
    share = value / whole if whole else 0.0
    return f"{100 * min(max(share, 0.0), 1.0):.3f}%"


def largest(values: Iterable[float]) -> float:
    """Return the largest of some values, zero when there are none: what the longest bar stands for."""
    return max(values, default=0.0)


def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    made = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"bold_numbers": bold_numbers, "bold_count": bold_count, "safe_link": safe_link, "part_of": part_of, "largest": largest}
    return made


ENVIRONMENT = _environment()


def render(template: str, **context: object) -> str:
    """Return the HTML of a template in `templates/`, with every value of the context escaped."""
    return ENVIRONMENT.get_template(f"{template}.html").render(**context)


def style() -> str:
    """Return our own style sheet, for every page and for documents that stand alone."""
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
