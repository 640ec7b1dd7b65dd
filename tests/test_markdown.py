"""Where Streamlit takes a text for Markdown it gets our own words, or a text that was made plain; shown by reading every page."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from paktum import store

TAKES_MARKDOWN = {
    "title", "header", "subheader", "caption", "markdown", "write", "info", "warning", "error", "success", "popover", "expander", "toast",
    "tabs", "metric",
}  # fmt: skip
# Our own words with our own numbers in them, under a name of their own; what is added here is looked at first.
OURS = {
    "words('peers.rules', n=words.number(len(rules)))",
    "words('peers.pacts', n=words.number(len(peers)))",
    "words('imports.decide', n=words.number(len(waiting)))",
    "words('imports.history_now', id=published)",  # twelve hexadecimal digits
    "words('imports.more', n=words.number(len(shown) - read.MOST_ROWS))",
    "words('imports.more', n=words.number(more))",
    "words('membership.silent_open', n=words.number(len(silent.frame)))",
    """f"{read.tables_said(rows, newest, words)}.{older} {words('methods.download_dictionary')}\"""",  # numbers of tables and rows
    "' '.join((t for t in (words('link.explain'), card.link_note) if t))",
    """f"**{words('state.figure_failed')}** {words('state.figure_failed_do')}\"""",
    "words('compare.indicators', n=words.number(len([i for i in rows if i in picked])))",
    "words('map.settlements', n=words.number(len(settlements.frame)))",
}
FILES = [*(store.ROOT / "paktum" / "screen").glob("*.py"), *(p for p in (store.ROOT / "pages").glob("*.py") if p.stem != "gallery")]


def unguarded(source: str) -> Iterator[str]:
    """The texts that are given to Markdown and neither are words of ours alone nor made plain."""
    tree = ast.parse(source)
    named = {n.targets[0].id: n.value for n in ast.walk(tree) if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TAKES_MARKDOWN and node.args):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id in ("read", "table", "tables"):
            continue
        text = node.args[0]
        text = named.get(text.id, text) if isinstance(text, ast.Name) else text
        if not (is_words(text) or is_plain(text)):
            yield ast.unparse(text)


def is_words(node: ast.expr) -> bool:
    """`words(…)` with nothing filled in."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "words" and len(node.args) == 1 and not node.keywords


def is_plain(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("choices.plain_markdown", "plain_markdown")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(store.ROOT).as_posix())
def test_no_text_of_the_data_is_markdown(path: Path) -> None:
    assert set(unguarded(path.read_text(encoding="utf-8"))) <= OURS


def test_an_unguarded_text_is_found() -> None:
    assert list(unguarded("label = f'{a}: {name}'\nst.popover(label)\nst.title(pact['name'])")) == ["f'{a}: {name}'", "pact['name']"]
    assert list(unguarded("st.title(words('a.b'))\nst.title(choices.plain_markdown(name))")) == []
