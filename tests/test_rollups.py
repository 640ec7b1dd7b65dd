"""The rollups: their SQL stays portable, and their rules follow the schema of the format."""

import duckdb
import pytest
from people_files import TODAY

from paktum import store
from paktum.participants import form
from paktum.participants.rules import rollup, rules

ROLLUPS = sorted(store.folder("rollups"))


@pytest.mark.parametrize("dialect", ["spark", "trino", "bigquery"])
@pytest.mark.parametrize("name", ROLLUPS)
def test_a_rollup_can_be_said_in_other_dialects(name: str, dialect: str) -> None:
    sqlglot = pytest.importorskip("sqlglot")
    said = sqlglot.transpile(rollup(name), read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert len(said) == 1 and sqlglot.parse_one(said[0], read=dialect)


def test_every_code_and_blank_of_the_schema_has_its_rule() -> None:
    with duckdb.connect() as con:
        cells = ", ".join(f"null::varchar as {c}" for c in form.fields())
        con.execute(f"create table known_rows as select {cells}, null::varchar as pact, null::varchar as district_ksh")
        asked = con.execute(rollup("checked"), {"today": TODAY.isoformat()})
        known = rules([d[0] for d in asked.description])
        assert {c for rule, c in known if rule == "blank"} == {c for c in form.fields() if form.required(c)}
        coded = {c for c in form.fields() if form.codes(c)}
        assert {c for rule, c in known if rule == "unknown_code"} == coded
        for column in coded:
            con.execute(f"update known_rows set {column} = 'other'")
            broken = f"select unknown_code__{column} from ({rollup('checked')})"
            assert con.execute(broken, {"today": TODAY.isoformat()}).fetchall() == [(True,)]
            for code in form.codes(column):
                con.execute(f"update known_rows set {column} = '{code}'")
                assert con.execute(broken, {"today": TODAY.isoformat()}).fetchall() == [(False,)], (column, code)
