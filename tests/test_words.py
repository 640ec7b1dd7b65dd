"""Every word has a key, every key has a word in both languages, and every key is used.

Keys are found in the sources by reading their syntax trees: texts ("page.pact"), and texts that are put together
(f"level.{x}", "level." + x). What can stand in the gap comes from the data or the SQL; for those prefixes every possible
value must have its word.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pytest

from paktum import questions, selection, store, tables
from paktum.readings import overview
from paktum.wording import LANGUAGES, SIGNS, catalogue

PAGES = sorted((store.ROOT / "pages").glob("*.py"))
SOURCES = [*sorted((store.ROOT / "paktum").rglob("*.py")), *PAGES, store.ROOT / "dashboard.py"]
KEYS = set(catalogue("hu"))
SECTIONS = {key.split(".")[0] for key in KEYS}
GAP = "\0"  # stands for what is filled in

# Words that give away a text that nobody translated.
ENGLISH = set(
    re.findall(
        r"\w+",
        "the of and with without for from not this that these are was were has have by only other than each all none unknown data"
        " source sources figure figures pact pacts county city district grant grants amount people member members job jobs table"
        " download link view",
    )
)
NAMES_IN_ENGLISH = {"Győr"}
# What stays English in Hungarian: names, licences, credits, commands, and what is quoted from the screen.
NAMES_IN_HUNGARIAN = (
    r"\{\w+\}|„[^”]*”|CC BY|Cohesion Open Data|Made with Natural Earth|python -m paktum \w+|queries/\w+|\w+\.(json|csv|md|py)|PAKTUM_\w+"
    r"|(?:project|pact):[A-ZÁÉÍÓÖŐÚÜŰ]+"
)


# ---------------------------------------------------------------- the keys in the sources


@dataclass(frozen=True)
class Use:
    """A key in a source file: its text with a mark for each gap, and the values given to it when it is a call."""

    key: str
    where: str
    called: bool = False
    given: frozenset[str] | None = frozenset()

    @property
    def prefix(self) -> str:
        """What stands before a gap at the end: "level." of f"level.{x}"."""
        return self.key[:-1] if self.key.endswith(GAP) and self.key.count(GAP) == 1 else ""

    def matches(self, key: str) -> bool:
        return re.fullmatch(".+".join(map(re.escape, self.key.split(GAP))), key) is not None


def written(node: ast.expr) -> str | None:
    """The text that an expression makes, with gaps; None when it is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else GAP for v in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = written(node.left), written(node.right)
        return None if left is None else left + (GAP if right is None else right)
    return None


def of_words(call: ast.Call) -> bool:
    """Is this words("key"), say("key"), words()("key") or Words(code)("key")?"""
    if isinstance(call.func, ast.Call):
        return isinstance(call.func.func, ast.Name) and call.func.func.id.lower() == "words"
    name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
    return name in ("words", "say") and bool(call.args)


@cache
def uses() -> tuple[Use, ...]:
    """All of them; a column of codes in a table looks its words up in the section that it names."""
    codes = {c.words for layout in tables.LAYOUTS.values() for c in layout if c.kind == "words"}
    return (
        *(use for path in SOURCES for use in uses_in(path)),
        *(Use(f"{section}.{GAP}", "paktum/tables.py") for section in sorted(codes)),
    )


def uses_in(path: Path) -> Iterator[Use]:
    where = path.relative_to(store.ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and of_words(node):
            key = written(node.args[0])
            given = None if any(k.arg is None for k in node.keywords) else frozenset(str(k.arg) for k in node.keywords)
            if key and "." in key and not key.startswith(GAP):
                yield Use(key, f"{where}:{node.lineno}", True, given)
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
            key = written(node)
            if key and re.match(r"[a-z_]+\..", key) and key.split(".")[0] in SECTIONS:
                yield Use(key, f"{where}:{node.lineno}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args and (text := written(node.args[0])):
            if node.func.id.endswith("Error") and GAP not in text and where != "paktum/errors.py":
                yield from [Use(f"error.{text}", f"{where}:{node.lineno}")] if re.fullmatch(r"[a-z_]+", text) else []
            if node.func.id == "Card":
                yield from (Use(f"card.{text}.{part}", f"{where}:{node.lineno}") for part in ("title", "how"))


@cache
def texts() -> frozenset[str]:
    """Every text that is one word in the sources."""
    nodes = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return frozenset(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value.isidentifier())


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


# ---------------------------------------------------------------- the values that fill the gaps


@pytest.fixture(scope="module")
def filled(snapshot: store.Snapshot) -> dict[str, set[str]]:
    """Every prefix whose gap is filled from the data or the SQL: all that can stand there."""
    con = store.connection(snapshot.path).cursor()
    files = {path.stem: path.read_text(encoding="utf-8") for path in store.QUERIES.rglob("*.sql")}
    declared = {name: store.declared(sql) for name, sql in store.folder("indicators").items()}

    def allowed(table: str, column: str) -> set[str]:
        return allowed_values(con, table, column)

    def found(sql: str) -> set[str]:
        return {str(row[0]) for row in con.execute(sql).fetchall()}

    levels, cycles, soft = allowed("pacts", "level"), allowed("projects", "cycle"), set(SIGNS) | {"none"}
    units = (found("select unit from measures") - {"date"}) | {d["unit"] for d in declared.values()}
    differences = set(re.findall(r"select '(\w+)'", (store.QUERIES / "derived/contradictions.sql").read_text(encoding="utf-8")))
    costs = {name for name, d in declared.items() if d["group"] == "unit_cost"}
    return {
        "source_kind.": allowed("sources", "kind"),
        "cycle.": cycles,
        "cycles.": cycles,
        "level.": levels,
        "levels.": levels,
        "level_pact.": levels,
        "scope.level_": levels,
        "status.": allowed("pacts", "status"),
        "statuses.": allowed("pacts", "status"),
        "extent.": allowed("coverage", "extent") | {"none"},
        "basis.": allowed("coverage", "basis"),
        "kind.": allowed("observations", "kind") | found("select distinct state from grants where state is not null"),
        "precision.": allowed("observations", "precision"),
        "doubt.": allowed("doubts", "doubt"),
        "mark.": allowed("doubts", "doubt") | soft - {"exact", "none"} | {"contradicted"},
        "partner_role.": allowed("partners", "role"),
        "sector.": found("select sector from partners union select sector from members"),
        "event.": found("select kind from events"),
        "unit.": units,
        "unit_name.": units,
        "softness.": soft,
        "indicator.": set(declared),
        "indicator_how.": set(declared),
        "indicator_missing.": costs,
        "pact.per.": costs,
        "topic.": {d["group"] for d in declared.values()} | differences,
        "topic_of.": differences,
        "guard.rule.": set(re.findall(r"select \d+(?: as place)?, '(\w+)'", files["comparability"])),
        "guard.count.": {str(n) for n in range(2, selection.MOST_PACTS + 1)},
        "why_left.": set(re.findall(r"(?:then|else) '(\w+)'", files["pact_observations"].partition("why_left,")[0].rpartition("case")[2])),
        "role.": {"headline", "left"},
        "headline.": {"true", "false"},
        "yes.": {"true", "false"},
        "field.": found(
            questions.find("field_coverage").sql.replace("$pacts::varchar[]", "null::varchar[]").replace("any($pacts)", "null")
        ),
        "filter.": set(selection.FILTERS),
        "overview.status_": set(overview.KEY_FIGURES),
        "overview.": {f"pacts_{part}" for part in ("later", "rounded", "bounded", "unsure")},
        "build.": set(re.findall(r'say\("(\w+)"', Path(store.__file__).with_name("building.py").read_text(encoding="utf-8"))),
        "cli.level_": {"error", "warning"},
        "page.": {path.stem for path in PAGES},
        "column.": {c.label or c.name for layout in tables.LAYOUTS.values() for c in layout},
        "better.": allowed("measures", "better"),
    }


def allowed_values(con: duckdb.DuckDBPyConnection, table: str, column: str) -> set[str]:
    """What the check of a column in tables.sql allows."""
    rows = con.execute(
        "select expression from duckdb_constraints() where table_name = ? and constraint_type = 'CHECK' and constraint_column_names = [?]",
        [table, column],
    ).fetchall()
    values = {value for (expression,) in rows for value in re.findall(r"'([^']+)'", expression)}
    assert values, f"{table}.{column} has no check"
    return values


# ---------------------------------------------------------------- both languages


def test_both_languages_have_the_same_keys() -> None:
    hungarian, english = (set(catalogue(language)) for language in LANGUAGES)
    assert hungarian - english == set(), "missing in en.toml"
    assert english - hungarian == set(), "missing in hu.toml"


def test_both_languages_fill_in_the_same_values() -> None:
    hungarian, english = (catalogue(language) for language in LANGUAGES)
    # What the framework fills in may be left out at the end: see test_serving.py.
    shared = {k for k in hungarian.keys() & english.keys() if not k.startswith("framework.")}
    different = {k for k in shared if placeholders(hungarian[k]) != placeholders(english[k])}
    assert different == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_has_a_name(language: str) -> None:
    assert {k: t for k, t in catalogue(language).items() if set("{}") & set(re.sub(r"\{\w+(:[^{}|]+\|[^{}|]+)?\}", "", t))} == {}


def test_hungarian_is_hungarian() -> None:
    hits = {}
    for key, text in catalogue("hu").items():
        plain = re.sub(NAMES_IN_HUNGARIAN, "", text).lower()
        if found := set(re.findall(r"[a-záéíóöőúüű]+", plain)) & ENGLISH:
            hits[key] = found
    assert hits == {}


def test_english_is_english() -> None:
    hits = {k: t for k, t in catalogue("en").items() if re.search("[őűŐŰ]", t) and not any(n in t for n in NAMES_IN_ENGLISH)}
    assert hits == {}


def test_hungarian_quotes_are_low_and_high() -> None:
    assert {k: t for k, t in catalogue("hu").items() if '"' in t or "“" in t} == {}
    assert {k: t for k, t in catalogue("hu").items() if t.count("„") != t.count("”")} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dots_dashes_and_per_cents_are_typographic(language: str) -> None:
    # The framework's own texts are quoted letter by letter.
    texts = {k: t for k, t in catalogue(language).items() if not k.startswith(("date.", "framework."))}
    assert {k: t for k, t in texts.items() if "..." in t or " - " in t} == {}
    assert {k: t for k, t in texts.items() if re.search(r"[\d}] %", t)} == {}, "54,5% is closed up"


# ---------------------------------------------------------------- used, and there


def test_every_key_that_is_asked_for_exists() -> None:
    asked = [use for use in uses() if GAP not in use.key and (use.called or use.key.startswith(("error.", "card.")))]
    assert {use.where: use.key for use in asked if use.key not in KEYS} == {}


def test_every_prefix_that_is_asked_for_has_keys() -> None:
    missing = {use.where: use.key for use in uses() if use.called and GAP in use.key and not any(use.matches(key) for key in KEYS)}
    assert missing == {}


def test_every_value_that_fills_a_gap_has_its_word(filled: dict[str, set[str]]) -> None:
    for language in LANGUAGES:
        missing = {prefix + value for prefix, values in filled.items() for value in values} - set(catalogue(language))
        assert missing == set(), f"missing in {language}.toml"


def test_every_gap_is_filled_from_something(filled: dict[str, set[str]]) -> None:
    assert [prefix for prefix, values in filled.items() if not values] == []


def test_every_key_is_used(filled: dict[str, set[str]]) -> None:
    exact = {use.key for use in uses()} | {prefix + value for prefix, values in filled.items() for value in values}
    # Where we know what fills a gap, anything else that does is written out somewhere in the sources.
    known = {use.prefix + value for use in uses() for value in texts() if use.prefix in filled}
    patterns = [use for use in uses() if GAP in use.key and use.prefix not in filled]
    # quality.age_pacts_one is the singular of quality.age_pacts, which is named where it is counted.
    known |= {key for key in KEYS if key.endswith("_one") and key.removesuffix("_one") in exact}
    # Whether the framework says what stands under framework. is asked in test_serving.py.
    known |= {key for key in KEYS if key.startswith("framework.")}
    unused = {key for key in KEYS - exact - known if not any(use.matches(key) for use in patterns)}
    assert not unused, "nothing shows " + ", ".join(sorted(unused))


def test_a_call_gives_the_values_that_its_text_asks_for(filled: dict[str, set[str]]) -> None:
    wrong = {}
    for use in uses():
        if use.called and use.given is not None:
            keys = {use.prefix + value for value in filled.get(use.prefix, ())} if GAP in use.key else {use.key}
            for key in keys & KEYS:
                lacking = placeholders(catalogue("hu")[key]) - use.given
                needless = set() if GAP in use.key else use.given - placeholders(catalogue("hu")[key])
                if lacking or needless:
                    wrong[f"{use.where} {key}"] = lacking | needless
    assert wrong == {}


def test_words_about_indicators_are_about_indicators_that_there_are() -> None:
    names = set(store.folder("indicators"))
    sections = ("indicator", "indicator_how", "indicator_sub", "indicator_running", "indicator_missing")
    assert {key for key in KEYS if key.split(".")[0] in sections and key.split(".")[1] not in names} == set()
