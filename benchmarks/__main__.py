"""`python -m benchmarks` lists the measurements; `python -m benchmarks NAME …` runs one."""

import ast
import runpy
import sys
from pathlib import Path


def known() -> dict[str, str]:
    """Return {name: what it does} of every file here that can be run by itself."""
    found = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not path.stem.startswith("_") and 'if __name__ == "__main__":' in text:
            found[path.stem] = (ast.get_docstring(ast.parse(text)) or "").splitlines()[0]
    return found


def main() -> None:
    """List or run."""
    names = known()
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print("\n".join(f"python -m benchmarks.{name:15} {about}" for name, about in names.items()))
        return
    name = sys.argv.pop(1)
    runpy.run_module(f"benchmarks.{name}", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
