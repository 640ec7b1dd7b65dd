"""Methods and glossary: no indicator without its words, a vocabulary that is found, sources that add up, a package to take away."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from frictionless import Package
from screen_text import open_page
from streamlit.testing.v1 import AppTest

from paktum import store, tables
from paktum.package import FOLDER, data_package
from paktum.questions import ask
from paktum.readings import methods as read
from paktum.selection import NAMES, Options, Selection, from_query, to_query
from paktum.wording import LANGUAGES, Words

HU = Words("hu")
NEEDED = ("indicator", "indicator_how", "indicator_per", "indicator_caveat", "indicator_not_for", "indicator_source")


@pytest.fixture(scope="module", autouse=True)
def built() -> store.Snapshot:
    return store.build()


def missing_words(indicators: list[str]) -> list[str]:
    """Return what the language files lack: "hu.toml: indicator_caveat.grant"."""
    return [f"{code}.toml: {key}.{i}" for code in LANGUAGES for i in indicators for key in NEEDED if not Words(code).has(f"{key}.{i}")]


# ---------------------------------------------------------------- the dictionary


def test_every_indicator_has_its_entry_in_both_languages() -> None:
    assert missing_words(list(store.folder("indicators"))) == []


def test_a_new_indicator_without_words_is_named() -> None:
    assert "hu.toml: indicator_not_for.brand_new" in missing_words(["brand_new"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_says_everything_that_the_house_asks(language: str) -> None:
    words = Words(language)
    for row in ask("indicators").rows:
        terms = dict(read.entry(row, words))
        for key in ("how", "unit", "per", "better", "rollup", "caveat", "not_for", "definition"):
            assert terms[words(f"methods.{key}")][0].text.strip()


def test_a_ratio_names_its_denominator_and_a_total_has_none() -> None:
    none = HU("indicator_per.grant")
    for row in ask("indicators").rows:
        assert (HU(f"indicator_per.{row['indicator']}") == none) == (row["form"] == "total"), row["indicator"]


def test_anchors_are_unique() -> None:
    anchors = [*read.SECTIONS.values(), *(read.anchor(str(r["indicator"])) for r in ask("indicators").rows)]
    assert len(anchors) == len(set(anchors))
    assert all(a.isascii() and " " not in a for a in anchors)


def test_the_dictionary_can_be_taken_away() -> None:
    table = tables.layout(ask("indicators"), HU)
    text = tables.to_csv(table, HU).decode("utf-8-sig")
    assert HU("indicator_not_for.cost_per_job") in text
    assert "from cost_of('found_job')" in text
    assert len(table.rows) == len(store.folder("indicators"))


# ---------------------------------------------------------------- vocabulary


@pytest.mark.parametrize(
    ("typed", "measure"),
    [("allaskereso", "registered_jobseekers"), ("pr25", "found_job"), ("ÁLLÁSHOZ", "found_job"), ("jobseeker", "jobseeker_rate")],
)
def test_a_measure_is_found_whatever_its_accents(typed: str, measure: str) -> None:
    found = {r["measure"] for r in ask("vocabulary", text=typed).rows}
    assert measure in found
    assert len(found) < len(ask("vocabulary").rows)


def test_the_vocabulary_counts_the_figures(built: store.Snapshot) -> None:
    assert sum(int(str(r["figures"])) for r in ask("vocabulary").rows) == built.rows["observations"]
    used = {r["measure"]: r["figures"] for r in ask("vocabulary").rows}
    assert used["call_envelope"] == 0
    columns, rows = read.vocabulary_table(ask("vocabulary", text="Felhívás kerete"), HU)
    assert rows[0][-1].absent and len(columns) == len(rows[0])


def test_official_codes_are_nested() -> None:
    rows = {r["official_code"]: r for r in ask("vocabulary").rows if r["official_code"]}
    assert set(rows) == {"PO25", "PR25", "PR26"}
    assert rows["PR26"]["subset_of"] == "found_job" and rows["PR25"]["subset_of"] == "participants"


# ---------------------------------------------------------------- sources


def test_every_figure_was_read_from_a_listed_source(built: store.Snapshot) -> None:
    rows = ask("sources_read").rows
    assert len(rows) == built.rows["sources"]
    assert sum(int(str(r["figures"])) for r in rows if r["figures"] is not None) == built.rows["observations"]
    assert sum(int(str(r["several"])) for r in rows if r["several"] is not None) == built.rows["aggregates"]
    con = store.connection(built.path).cursor()
    [(largest, count)] = con.execute("select source_id, count(*) from observations group by all order by 2 desc limit 1").fetchall()
    con.close()
    assert (rows[0]["source_id"], rows[0]["figures"]) == (largest, count)


def test_sources_are_filtered_by_kind_and_say_what_is_left_out() -> None:
    everything, laws = ask("sources_read"), ask("sources_read", kinds=["legal"])
    assert {r["kind"] for r in laws.rows} == {"legal"}
    shown, left = read.source_scope(laws, everything, HU)
    assert shown.startswith(f"{len(laws.rows)} ") and left.startswith(f"{len(everything.rows) - len(laws.rows)} ")


# ---------------------------------------------------------------- the link


def test_text_and_kinds_go_into_the_link_and_come_back() -> None:
    options = Options({"source_kinds": {"news": ["hír"]}})
    uses = ("term", "source_kinds")
    assert to_query(Selection(), uses) == {NAMES["term"]: ["*"], "forrastipus": ["mind"]}
    chosen, ignored = from_query({NAMES["term"]: ["ő <b>"], "forrastipus": ["hír", "pletyka"]}, options, Selection(), uses)
    assert (chosen.term, chosen.source_kinds) == ("ő <b>", ("news",))
    assert [i.value for i in ignored] == ["pletyka"]
    opened, _ = from_query(to_query(Selection(), uses), options, chosen, uses)
    assert (opened.term, opened.source_kinds) == ("", ())


# ---------------------------------------------------------------- the package


def test_the_package_is_the_published_data() -> None:
    with zipfile.ZipFile(io.BytesIO(data_package())) as archive:
        names = set(archive.namelist())
        resources = json.loads(archive.read(f"{FOLDER}/datapackage.json"))["resources"]
        assert names == {f"{FOLDER}/{r['path']}" for r in resources} | {
            f"{FOLDER}/{f}" for f in ("datapackage.json", "README.md", "LICENSE-CODE.txt")
        }
        for table, file in store.table_files().items():
            [path] = [r["path"] for r in resources if r["name"] == table]
            assert archive.read(f"{FOLDER}/{path}") == file.read_bytes()
    assert data_package() == data_package()


def test_the_package_is_valid_when_unpacked(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with zipfile.ZipFile(io.BytesIO(data_package())) as archive:
        archive.extractall(tmp_path)
    assert Package(str(tmp_path / FOLDER / "datapackage.json")).validate().valid


# ---------------------------------------------------------------- the page


def opened(**query: object) -> AppTest:
    return open_page("modszertan", query)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_that_results_are_gross_and_shows_every_sql(language: str) -> None:
    words, page = Words(language), opened(nyelv=language)
    assert not page.exception and not page.error
    html = "\n".join(h.value for h in page.get("html"))
    assert words("methods.lead") in html
    for key in ("unknown", "meaningless", "not_yet"):
        assert words(f"methods.absent_{key}") in html
    anchors = {node.proto.anchor for node in [*page.header, *page.subheader]}
    assert {read.anchor(i) for i in store.folder("indicators")} | set(read.SECTIONS.values()) <= anchors
    shown = {node.value for node in page.code}
    assert {sql.strip() for sql in store.folder("indicators").values()} <= shown


def test_a_link_opens_the_vocabulary_at_a_word() -> None:
    page = opened(**{NAMES["term"]: "PR25", "forrastipus": ["legal"]})
    assert page.text_input(key="pk_term").value == "PR25"
    [vocabulary] = [h.value for h in page.get("html") if f'aria-label="{HU("card.vocabulary.title")}"' in h.value]
    assert vocabulary.count('scope="row"') == 1
    assert page.query_params[NAMES["term"]] == "PR25"
    nothing = opened(**{NAMES["term"]: "<script>xyz"})
    assert not nothing.exception
    assert any("&lt;script&gt;xyz" in h.value for h in nothing.get("html"))
