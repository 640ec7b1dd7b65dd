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


@pytest.mark.parametrize("command", ["build", "check", "questions", "ask", "deck"])
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
    assert "HIBA V00 check: pacts, 2: level = village" in lines
    assert lines[-1] == f"{sum(line.startswith('HIBA') for line in lines)} hiba, 0 figyelmeztetés."
    published = store.current()
    assert published and published.id == snapshot.id


def test_a_broken_link_is_reported_with_its_row(tmp_path: Path) -> None:
    result = run("check", str(broken_pacts(tmp_path, "baranya-county-2015,", "baranya-county-2014,")))
    assert result.exit_code == 1 and "baranya-county-2015" in result.stdout


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    stray = tmp_path / "stray.csv"
    stray.write_text("a\n1\n", encoding="utf-8")
    assert "stray.csv" in fails(run("check", str(stray)))
    assert "none.csv" in fails(run("check", str(tmp_path / "none.csv")))


def test_missing_columns_are_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("pact_id,short_hu\n", encoding="utf-8")
    line = fails(run("check", str(file)))
    assert "labels.csv" in line and "short_en" in line


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
