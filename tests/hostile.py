"""Names that try to be more than a name, and a store in which everything that can be called something is called so.

One list for all tests: what a page, a picture, a document or a table may be given by a file from outside.
"""

import csv
import io
import itertools
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from paktum import store
from paktum.store.published import point_to

ELSEWHERE = "gonosz.invalid"  # whatever a name names there may never be asked for
NAMES = (
    # HTML that acts
    "<script>window.__xss=1</script>",
    '<img src=x onerror="window.__xss=2">',
    '<svg onload="window.__xss=3"></svg>',
    '"><iframe srcdoc="<script>parent.__xss=4</script>"></iframe>',
    "' onmouseover='window.__xss=5' autofocus onfocus='window.__xss=6",
    '<a href="javascript:window.__xss=7">kattints</a>',
    # HTML that looks, and what Plotly takes for it
    "<b>vastag</b> <i>dőlt</i>",
    "sor<br>törés",
    "<sup>fent</sup> <sub>lent</sub>",
    f'<a href="https://{ELSEWHERE}/">hivatkozás</a>',
    '<span style="font-size:99px">nagy</span>',
    "&lt;b&gt; &amp; &#60;i&#62; &nbsp;",
    "%{y} %{customdata[0]} <extra>több</extra>",
    # Markdown, LaTeX and what Streamlit adds
    "**félkövér** __aláhúzott__ ~~törölt~~",
    f"![kép](https://{ELSEWHERE}/kep.png)",
    f"[hivatkozás](https://{ELSEWHERE}/) [x](javascript:window.__xss=8)",
    f"https://{ELSEWHERE}/magatol www.{ELSEWHERE}",
    "# Főcím",
    "`kód` ```sql",
    "| a | b |",
    "$\\href{javascript:window.__xss=9}{x}$",
    "$$x^2$$ \\(y\\) $10 és 20$",
    ":material/delete: :red[piros] :blue-background[kék]",
    "\\:smile\\: :tada: :streamlit: :smile:",
    # templates, SQL, quotes
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7} %(nev)s {0} {nev}",
    "'; DROP TABLE pacts; -- a -> b <= c",
    '" OR 1=1 /* ""; "két" \\" idéző',
    # formulas
    "=1+1",
    f'=HYPERLINK("https://{ELSEWHERE}/";"x")',
    "+SUM(A1:A9)",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1＋1",
    # letters that are more than letters
    "jobb\u202ełarb\u202c nulla\u200bszéles",
    "😀 👩‍🚒 𝕋 é ﷽",
    "első\nmásodik\tharmadik",
    "Összefogással a hosszú nevű térség munkahelyeiért és vállalkozásaiért létrejött együttműködés <em>teljes</em> címe",
)
assert len(set(NAMES)) == 37

# {table: its columns that hold a text which somebody else wrote}
CALLED = {
    "sources": ("title", "publisher", "note"),
    "pacts": ("name_hu", "name_en", "coverage_note"),
    "labels": ("short_hu", "short_en", "adjective_hu"),
    "projects": ("title_hu",),
    "partners": ("organisation",),
    "members": ("organisation", "role", "note"),
    "events": ("title", "place"),
    "observations": ("note",),
    "aggregates": ("scope", "note"),
    "coverage": ("note",),
}
UNIQUE = {"short_hu", "short_en", "name_hu", "name_en", "organisation"}


def name(number: int) -> str:
    """The names, one after the other; from the second round on with a number, because some must be unique."""
    lap, at = divmod(number, len(NAMES))
    return NAMES[at] if not lap else f"{NAMES[at]} {lap + 1}"


def package(folder: Path) -> Path:
    """The bundled data with hostile texts in place of every text: a data package."""
    data = shutil.copytree(store.DATA, folder, ignore=shutil.ignore_patterns("store", "deliveries", "official"))
    for table, columns in CALLED.items():
        path = data / store.table_files()[table].relative_to(store.DATA)
        path.write_text(renamed(path.read_text(encoding="utf-8"), columns), encoding="utf-8", newline="")
    return data


def renamed(text: str, columns: Iterable[str]) -> str:
    """A CSV whose texts of some columns are hostile; what was blank stays blank."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    counters: dict[str, Callable[[], int]] = {c: itertools.count().__next__ for c in columns}
    for row in rows:
        for column in columns:
            if row[column]:
                number = counters[column]()
                row[column] = name(number) if column in UNIQUE else NAMES[number % len(NAMES)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def home(folder: Path) -> Path:
    """A store whose published snapshot is the hostile one; the dashboard serves it as after a step back."""
    where = folder / "store"
    built = store.build(data=package(folder / "data"), store=where)
    point_to(where, built, instead_of=store.fingerprint())
    return where


def pacts() -> list[str]:
    """The pacts that bear the names, in their order."""
    with store.table_files()["labels"].open(encoding="utf-8", newline="") as file:
        return [row["pact_id"] for row in csv.DictReader(file)][: len(NAMES)]


# Beside the names, what a link or a filter may be asked for: 60 in all. BAIT is a file that nobody may open.
BAIT = "{bait}"
STRINGS = (
    *NAMES,
    "' UNION SELECT content FROM read_text('{bait}') --",
    "'; ATTACH '{bait}' AS x; --",
    "'; COPY pacts TO '{bait}'; --",
    "'; INSTALL httpfs; LOAD httpfs; --",
    "x') OR ('1'='1",
    "1 OR 1=1",
    "read_csv('{bait}')",
    "{bait}",
    "file://{bait}",
    "../../../../../..{bait}",
    "../store/current.json",
    "$pact",
    "?",
    "%",
    "_",
    "[]",
    "\0",
    "%00%27",
    "__proto__",
    "NULL",
    "1e309",
    "ＭＩＮＤ",
    "9" * 400,
)
assert len(set(STRINGS)) == 60
