"""The command line: what it prints, and that a user's mistake is one line and exit code 1."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from lists import JASZBERENY, as_csv, changed, home_with, known_rows, new_row, package_without_a_figure
from PIL import Image
from pptx import Presentation
from typer.testing import CliRunner

from paktum import questions, store
from paktum.__main__ import app
from paktum.pacts import find_pacts
from paktum.wording import NBSP

pytestmark = pytest.mark.usefixtures("snapshot")


@pytest.fixture(autouse=True)
def hungarian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAKTUM_LANGUAGE", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, in a process of its own."""
    env = os.environ | {"PYTHONIOENCODING": "utf-8"} | variables
    command = [sys.executable, "-m", "paktum", *arguments]
    return subprocess.run(command, cwd=store.ROOT, env=env, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def fails(result: Result) -> str:
    """The one line of a mistake."""
    assert result.exit_code == 1 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert "Traceback" not in line
    return line


# ---------------------------------------------------------------- help and the list of questions


@pytest.mark.parametrize(
    "command",
    ["build", "check", "import", "questions", "ask", "snapshots", "rollback", "diff", "template", "deck", "sheet", "handout"],
)
def test_every_command_explains_itself(command: str) -> None:
    assert command in run("--help").stdout
    assert run(command, "--help").exit_code == 0


def test_all_questions_are_listed_with_their_parameters() -> None:
    listed = run("questions").stdout
    for name, question in questions.catalogue().items():
        assert f"{name}: {question.about}" in listed
        assert all(f"--set {p.name}=  {p.type}: {p.about}" in listed for p in question.parameters.values())


# ---------------------------------------------------------------- asking


def test_a_table_prints_figures_as_a_reader_sees_them() -> None:
    out = run("ask", "indicator_values", "--set", "pacts=jaszbereny-district", "--set", "indicators=retention_rate").stdout
    out = out.replace(NBSP, " ")
    assert "≥ 85,3%" in out and "Megtartási arány" in out
    assert "[sajtóközlemény] Helyi foglalkoztatási együttműködés" in out
    assert "Adatváltozat: " in out and "Adatok állapota: 2020. 07. 30." in out


def test_a_repeated_key_is_a_list() -> None:
    settings = [part for pact in ("vas-county-2021", "miskolc-city") for part in ("--set", f"pacts={pact}")]
    rows = json.loads(run("ask", "indicator_values", *settings, "--set", "indicators=grant", "--format", "json").stdout)["rows"]
    assert [(r["pact_id"], r["value"]) for r in rows] == [("miskolc-city", 2_943_000_000), ("vas-county-2021", 1_973_000_000)]


def test_json_has_rows_parameters_sources_and_the_data_version(snapshot: store.Snapshot) -> None:
    told = json.loads(run("ask", "export_totals", "--format", "json").stdout)
    assert (told["question"], told["snapshot"], told["parameters"]) == ("export_totals", snapshot.id, {"source": None})
    assert told["rows"][-1]["amount_huf"] == 70_061_449_945
    assert [s["source_id"] for s in told["sources"]] == ["emir-2017-04-25"]


def test_csv_has_full_numbers_and_empty_unknowns() -> None:
    rows = list(csv.DictReader(io.StringIO(run("ask", "export_totals", "--format", "csv").stdout)))
    assert [(r["level"], r["grants"], r["amount_huf"]) for r in rows][-1] == ("all", "91", "70061449945")
    targets = run("ask", "targets_and_results", "--set", "measure=participants", "--format", "csv").stdout
    unknown = [r for r in csv.DictReader(io.StringIO(targets)) if r["pact_id"] == "miskolc-city"]
    assert [(r["result"], r["target"], r["fulfilment"]) for r in unknown] == [("", "2014", "")]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("name", sorted(questions.catalogue()))
def test_every_question_can_be_asked_in_every_format(name: str, form: str) -> None:
    result = run("ask", name, "--format", form)
    assert result.exit_code == 0, result.output
    assert form != "json" or isinstance(json.loads(result.stdout)["rows"], list)


def test_the_other_language_is_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAKTUM_LANGUAGE", "en")
    assert "Retention rate" in run("ask", "indicator_values", "--set", "pacts=jaszbereny-district").stdout
    assert "Did you mean" in fails(run("ask", "indicator_value"))


# ---------------------------------------------------------------- mistakes


def test_an_unknown_question_is_answered_with_the_nearest() -> None:
    assert fails(run("ask", "indicator_value")) == "Nincs „indicator_value” nevű kérdés. Erre gondolt: „indicator_values”?"
    assert "python -m paktum questions" in fails(run("ask", "xyz"))


def test_an_unknown_parameter_is_answered_with_the_known_ones() -> None:
    line = fails(run("ask", "indicator_values", "--set", "pact=miskolc-city"))
    assert "„pact”" in line and "indicators, pacts" in line


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["--set", "pacts"], "kulcs=érték"),
        (["--set", "pact=a", "--set", "pact=b"], "csak egy értéket vehet fel"),
    ],
)
def test_a_bad_setting_is_explained(settings: list[str], said: str) -> None:
    assert said in fails(run("ask", "pact", *settings))


def test_a_value_may_hold_an_equals_sign() -> None:
    assert json.loads(run("ask", "pact", "--set", "pact=a=b", "--format", "json").stdout)["parameters"] == {"pact": "a=b"}


def test_a_mistake_is_no_traceback_in_a_real_process() -> None:
    result = process("ask", "indicator_value")
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)


# ---------------------------------------------------------------- building and checking


def test_building_twice_publishes_once(tmp_path: Path) -> None:
    first, again = (process("build", PAKTUM_STORE=str(tmp_path / "store")) for _ in range(2))
    assert first.returncode == again.returncode == 0
    assert first.stdout == again.stdout != ""
    assert first.stdout.startswith("Közzétéve: ")
    assert len(list((tmp_path / "store").glob("*.duckdb"))) == 1


def test_the_bundled_data_have_warnings_only() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "HIBA " not in result.stdout and "FIGYELMEZTETÉS V" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("0 hiba, ")


def broken_pacts(folder: Path, old: str, new: str) -> Path:
    text = store.table_files()["pacts"].read_text(encoding="utf-8")
    assert old in text
    file = folder / "pacts.csv"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_broken_copy_is_reported_and_publishes_nothing(tmp_path: Path, snapshot: store.Snapshot) -> None:
    result = run("check", str(broken_pacts(tmp_path, ",county,02,", ",village,02,")))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert any(line.startswith("HIBA ") and "pacts.csv, 2. sor, „level”" in line and "village" in line for line in lines)
    assert lines[-1] == "Semmi sem töltődött be."
    published = store.current()
    assert published and published.id == snapshot.id


def test_what_would_vanish_stops_an_import_until_it_is_confirmed(tmp_path: Path, snapshot: store.Snapshot) -> None:
    home, file = home_with(tmp_path, snapshot), tmp_path / "csomag.zip"
    file.write_bytes(package_without_a_figure(tmp_path))
    refused = process("import", str(file), "--yes", PAKTUM_STORE=str(home))
    assert refused.returncode == 1 and "--confirm" in refused.stderr and store.published_ids(home) == [snapshot.id]
    accepted = process("import", str(file), "--yes", "--confirm", PAKTUM_STORE=str(home))
    assert accepted.returncode == 0 and store.published_ids(home)[1:] == [snapshot.id]


def test_a_broken_link_is_reported_with_its_row(tmp_path: Path) -> None:
    """Only the whole store can tell that a pact has no grant and no short name; the row of the file is named all the same."""
    result = run("check", str(broken_pacts(tmp_path, "baranya-county-2015,", "baranya-county-2014,")))
    assert result.exit_code == 1 and "HIBA V02 pacts.csv, 2. sor" in result.stdout and "rövid neve" in result.stdout


def test_a_file_that_is_no_table_is_said_to_be_none(tmp_path: Path) -> None:
    stray = tmp_path / "stray.csv"
    stray.write_text("a\n1\n", encoding="utf-8")
    result = run("check", str(stray))
    assert result.exit_code == 1 and "HIBA FILE01 stray.csv" in result.stdout
    assert "none.csv" in fails(run("check", str(tmp_path / "none.csv")))


def test_missing_columns_are_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("pact_id,short_hu,adjective_hu\n", encoding="utf-8")
    result = run("check", str(file))
    assert result.exit_code == 1 and "labels.csv" in result.stdout and "short_en" in result.stdout


# ---------------------------------------------------------------- importing


def listed(folder: Path, name: str, rows: list[dict[str, str]]) -> str:
    file = folder / name
    file.write_bytes(as_csv(rows))
    return str(file)


def in_store(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return process(*arguments, PAKTUM_STORE=str(home))


def test_checking_as_json_has_one_object_for_the_call_and_one_a_file(tmp_path: Path) -> None:
    good, bad = (
        listed(tmp_path, "jo.csv", known_rows()),
        listed(tmp_path, "rossz.csv", [new_row(**{"Megítélt támogatás (HUF)": "12 mrdd"})]),
    )
    result = run("check", good, bad, "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert {"format", "rows", "accepted", "rejected", "ignored", "findings", "files"} <= told.keys()
    assert [(f["name"], f["format"], f["rows"], f["accepted"], f["rejected"], f["ignored"]) for f in told["files"]] == [
        ("jo.csv", "emir", 91, 91, 0, 0),
        ("rossz.csv", "emir", 1, 0, 1, 0),
    ]
    (error,) = [f for f in told["findings"] if f["level"] == "error"]
    assert (error["file"], error["row"], error["column"], error["value"]) == ("rossz.csv", 2, "Megítélt támogatás (HUF)", "12 mrdd")
    assert json.loads(run("check", good, "--format", "json").stdout)["findings"] is not None
    plain = run("check", good)
    assert plain.exit_code == 0 and "91 támogatás, együtt 70 061 449 945 Ft." in plain.stdout.replace(NBSP, " ")
    assert told["files"][0]["amounts"] == {"HUF": "70061449945"}
    assert run("check", good, "--format", "xml").exit_code == 2


def test_import_publish_list_compare_and_step_back(tmp_path: Path, snapshot: store.Snapshot) -> None:
    home = home_with(tmp_path, snapshot)
    file = listed(tmp_path, "uj.csv", changed(known_rows(), JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"}))
    first = in_store(home, "import", file, "--note", "októberi lista", "--yes")
    assert first.returncode == 0, first.stderr
    assert "1 paktum változik, 1 szám." in first.stdout and "Közzétéve: " in first.stdout
    again = in_store(home, "import", file, "--yes")
    assert again.returncode == 0 and "Ezt a tartalmat már betöltötték" in again.stdout and "Semmi sem változik." in again.stdout
    kept = in_store(home, "snapshots").stdout.splitlines()
    assert [line.startswith("*") for line in kept] == [True, False] and "októberi lista" in kept[0] and snapshot.id in kept[1]
    new = kept[0].split()[1]
    assert "1 paktum változik, 1 szám." in in_store(home, "diff", snapshot.id, new).stdout
    back = in_store(home, "rollback", snapshot.id)
    assert back.returncode == 0 and snapshot.id in back.stdout
    assert in_store(home, "snapshots").stdout.startswith(f"* {snapshot.id}")
    assert in_store(home, "rollback", "ffff").returncode == 1


def test_yes_takes_only_what_is_certain(tmp_path: Path, snapshot: store.Snapshot) -> None:
    home = home_with(tmp_path, snapshot)
    file = listed(tmp_path, "uj.csv", [new_row()])
    refused = in_store(home, "import", file, "--yes")
    assert refused.returncode == 1 and "--decide 'id:9900001=" in refused.stderr
    assert store.published_ids(home) == [snapshot.id]
    taken = in_store(home, "import", file, "--yes", "--decide", "id:9900001=new")
    assert taken.returncode == 0 and "Közzétéve: " in taken.stdout


def test_without_yes_nothing_is_published_unless_someone_says_so(tmp_path: Path, snapshot: store.Snapshot) -> None:
    home = home_with(tmp_path, snapshot)
    file = listed(tmp_path, "uj.csv", changed(known_rows(), JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"}))
    silent = in_store(home, "import", file)
    assert silent.returncode == 1 and "semmi sem változott" in silent.stdout
    assert store.published_ids(home) == [snapshot.id]


@pytest.mark.parametrize("decision", ["new", "id:1=talán", "id:1="])
def test_a_bad_decision_is_explained(tmp_path: Path, snapshot: store.Snapshot, decision: str) -> None:
    home = home_with(tmp_path, snapshot)
    result = in_store(home, "import", listed(tmp_path, "uj.csv", [new_row()]), "--yes", "--decide", decision)
    assert result.returncode == 1 and "a döntés alakja" in result.stderr and "Traceback" not in result.stderr


def test_the_template_is_a_workbook_that_is_recognised(tmp_path: Path) -> None:
    file = tmp_path / "minta.xlsx"
    result = run("template", "-o", str(file))
    assert result.exit_code == 0 and file.read_bytes().startswith(b"PK")
    assert "no/such" in fails(run("template", "-o", str(tmp_path / "no/such/x.xlsx")))


# ---------------------------------------------------------------- the deck of a closing event


@pytest.mark.parametrize(
    ("name", "pact"),
    [
        ("jaszbereny-district", "jaszbereny-district"),
        ("Jászberény", "jaszbereny-district"),
        ("jaszberenyi járás", "jaszbereny-district"),
        ("vas", "vas-county-2021"),
        ("Vas vármegye 2014–2020", "vas-county-2015"),
        ("MISKOLC", "miskolc-city"),
        ("Heves megye", "heves-county-2021"),
    ],
)
def test_a_pact_is_found_by_what_people_call_it(name: str, pact: str) -> None:
    assert find_pacts([name, pact]) == [pact]


def test_a_draft_is_written_and_says_what_the_presenter_must_know(tmp_path: Path) -> None:
    out = tmp_path / "zaro.pptx"
    result = run("deck", "vas", "Jászberény", "--draft", "-o", str(out))
    assert result.exit_code == 0 and out.read_bytes()[:2] == b"PK"
    first, *told = result.stdout.splitlines()
    assert "zaro.pptx" in first and "Vas vármegye 2021–2027 és Jászberényi járás" in first
    assert any("cél vagy tény" in line for line in told)


def test_a_deck_can_be_english_and_final_with_its_blocks(tmp_path: Path) -> None:
    block, out = tmp_path / "block.png", tmp_path / "deck.pptx"
    Image.new("RGB", (1200, 300)).save(block)
    given = ["--block", f"2014-2020={block}", "--block", f"2021-2027={block}"]
    assert run("deck", "vas", "Miskolc", "--lang", "en", *given, "-o", str(out)).exit_code == 0
    made = Presentation(str(out))
    assert made.core_properties.language == "en-GB" and "DRAFT" not in made.core_properties.title
    assert run("deck", "vas", "--block", str(block), "-o", str(out)).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("jaszberrny", "--draft"), "Erre gondolt: „jaszbereny-district”"),
        (("szolnok", "--draft"), "szolnok-city, szolnok-district"),
        (("ez nincs sehol", "--draft"), "ilyen paktum nincs"),
        (("vas",), "hiányzik az uniós információs blokk (2021-2027)"),
        (("vas", "--block", "nincs.png"), "nincs.png"),
        (("vas", "--block", "2014-2020=nincs.png"), "2014-2020"),
        (("vas", "miskolc", "--block", "nincs.png"), "melyik fájl melyiké"),
        (("vas", "--draft", "--lang", "de"), "ilyen nyelv nincs"),
    ],
)
def test_a_deck_that_cannot_be_made_is_one_line_and_no_file(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    assert said in fails(run("deck", *arguments, "-o", str(out)))
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    assert "nem írható" in fails(run("deck", "vas", "--draft", "-o", str(tmp_path / "nincs" / "deck.pptx")))
