"""`python -m benchmarks` lists the measurements; `python -m benchmarks NAME …` runs one."""

import runpy
import sys

KNOWN = {
    "generate": "make invented participants: --participants N --seed S -o FOLDER",
    "questions": "every participant question through ask against bare DuckDB on the raw table and pandas: --participants N …",
    "imports": "taking in participants with full validation against bare typed read_csv: --participants N …",
    "read_projects": "reading exports of projects",
}


def main() -> None:
    """List or run."""
    if len(sys.argv) < 2 or sys.argv[1] not in KNOWN:
        print("\n".join(f"python -m benchmarks.{name:15} {about}" for name, about in KNOWN.items()))
        return
    name = sys.argv.pop(1)
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
