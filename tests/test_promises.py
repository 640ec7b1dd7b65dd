"""Every promise of PROMISES.md is kept by tests that there are."""

import ast
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
ROW = re.compile(r"^\| ([IPSD]\d+) \| [^|]+ \| (.+) \|$", re.MULTILINE)
PROMISES = {name: re.findall(r"`([\w:]+)`", tests) for name, tests in ROW.findall((FOLDER / "PROMISES.md").read_text(encoding="utf-8"))}


def functions(module: str) -> set[str]:
    """Return the names of the tests of a module."""
    tree = ast.parse((FOLDER / f"test_{module}.py").read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("name", PROMISES)
def test_a_promise_is_kept_by_tests_that_there_are(name: str) -> None:
    assert PROMISES[name], "a promise without a test"
    for test in PROMISES[name]:
        module, _, function = test.partition("::")
        assert function in functions(module) or (not function and functions(module)), test


def test_no_promise_is_forgotten() -> None:
    rows = {"I": 13, "P": 10, "S": 8, "D": 8}
    assert list(PROMISES) == [f"{letter}{n}" for letter, count in rows.items() for n in range(1, count + 1)]
