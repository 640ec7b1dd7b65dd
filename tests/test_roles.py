"""Who may do what: the role that claims give, every action as every role, and a sign-in at a real provider."""

import ast
import contextlib
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import PATIENCE, STORE, free_port
from lists import JASZBERENY, as_csv, changed, known_rows
from people_files import published
from screen_text import open_page
from streamlit.testing.v1 import AppTest
from test_access import violations
from test_pages import HU, html_of, nodes, unescaped

from paktum import store
from paktum.screen import returning, roles
from paktum.screen.roles import ALLOWED, Role

NOW = 1_800_000_000
RULES = {
    "claim": "groups",
    "editor": ["szerkesztok"],
    "analyst": "elemzok",
    "editor_emails": ["Fonok@Hivatal.pelda"],
    "analyst_emails": ["elemzo@hivatal.pelda", " masik@hivatal.pelda "],
    "hours": 8,
}
FRESH = {"is_logged_in": True, "iat": NOW - 60, "exp": NOW + 3600}
EMAIL = {"email": "fonok@hivatal.pelda", "email_verified": True}


# ---------------------------------------------------------------- the role that claims give


@pytest.mark.parametrize(
    ("claims", "rules", "role"),
    [
        # by claim: a list or one text
        ({"groups": ["a", "szerkesztok"]}, {}, "editor"),
        ({"groups": "szerkesztok"}, {}, "editor"),
        ({"groups": ["elemzok"]}, {}, "analyst"),
        ({"groups": ["elemzok", "szerkesztok"]}, {}, "editor"),
        ({"groups": ["mas"]}, {}, "public"),
        ({"groups": ["szerkesztok2", "SZERKESZTOK", " szerkesztok"]}, {}, "public"),
        ({"groups": []}, {}, "public"),
        ({}, {}, "public"),
        ({"roles": ["szerkesztok"]}, {}, "public"),
        ({"roles": ["szerkesztok"]}, {"claim": "roles"}, "editor"),
        ({"realm_access": {"roles": ["szerkesztok"]}}, {"claim": "realm_access.roles"}, "editor"),
        ({"https://hivatal.pelda/roles": ["szerkesztok"]}, {"claim": "https://hivatal.pelda/roles"}, "editor"),
        ({"realm_access": "x"}, {"claim": "realm_access.roles.x"}, "public"),
        # by e-mail: whatever its case, and only when the provider vouches for it
        (EMAIL, {}, "editor"),
        ({"email": "ELEMZO@hivatal.pelda", "email_verified": True}, {}, "analyst"),
        ({"email": "masik@hivatal.pelda", "email_verified": True}, {}, "analyst"),
        (EMAIL | {"email_verified": False}, {}, "public"),
        ({"email": "fonok@hivatal.pelda"}, {}, "public"),
        (EMAIL | {"email_verified": "true"}, {}, "public"),
        (EMAIL | {"email_verified": 1}, {}, "public"),
        ({"email": "fonok@hivatal.pelda"}, {"unverified_emails": True}, "editor"),
        ({"email": "fonok@hivatal.pelda"}, {"unverified_emails": "yes"}, "public"),
        ({"email": "fonok@hivatal.pelda.example.org", "email_verified": True}, {}, "public"),
        ({"email": "", "email_verified": True}, {"editor_emails": [""]}, "public"),
        ({"email": None, "email_verified": True}, {"editor_emails": ["none"]}, "public"),
        ({"preferred_username": "fonok@hivatal.pelda", "email_verified": True}, {}, "public"),
        # how long it lasts: by the rules' hours, else by the provider's word
        (EMAIL | {"iat": NOW - 7 * 3600, "exp": NOW - 6 * 3600}, {}, "editor"),
        (EMAIL | {"iat": NOW - 8 * 3600}, {}, "public"),
        (EMAIL | {"iat": NOW - 8 * 3600 + 1}, {}, "editor"),
        (EMAIL, {"hours": None}, "editor"),
        (EMAIL | {"exp": NOW}, {"hours": None}, "public"),
        (EMAIL | {"exp": NOW + 1}, {"hours": None}, "editor"),
        (EMAIL | {"exp": None}, {"hours": None}, "public"),
        (EMAIL, {"hours": 0}, "public"),
        (EMAIL, {"hours": -1}, "public"),
        (EMAIL, {"hours": 0.5}, "editor"),
        # what is malformed gives nothing
        (EMAIL | {"iat": None}, {}, "public"),
        (EMAIL | {"iat": "1800000000"}, {}, "public"),
        (EMAIL | {"iat": True}, {}, "public"),
        (EMAIL | {"iat": float("nan")}, {}, "public"),
        (EMAIL, {"hours": "8"}, "public"),
        (EMAIL, {"hours": float("nan")}, "public"),
        (EMAIL, {"hours": True}, "public"),
        ({"groups": 7}, {}, "public"),
        ({"groups": {"szerkesztok": True}}, {}, "public"),
        ({"groups": [["szerkesztok"], None, 7]}, {}, "public"),
        ({"groups": ""}, {"editor": ""}, "public"),
        ({"groups": [""]}, {"editor": [""]}, "public"),
        ({"groups": None}, {"editor": None}, "public"),
        ({"groups": ["szerkesztok"]}, {"editor": 7}, "public"),
        ({"groups": "szerkesztok"}, {"claim": None}, "public"),
        ({"": "szerkesztok"}, {"claim": ""}, "public"),
    ],
)
def test_claims_give_a_role(claims: dict[str, Any], rules: dict[str, Any], role: Role) -> None:
    assert roles.role_of(FRESH | claims, RULES | rules, NOW) == role


def test_without_rules_nobody_is_more_than_a_reader() -> None:
    assert roles.role_of(FRESH | EMAIL | {"groups": ["editor", "szerkesztok"]}, {}, NOW) == "public"
    assert roles.role_of({}, RULES, NOW) == "public"


# ---------------------------------------------------------------- where nobody can sign in


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        (None, {"Host": "localhost:8501"}, True),
        (None, {}, True),
        ("127.0.0.1", {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}, True),
        ("::1", {"Host": "[::1]:8501"}, True),
        ("10.0.0.7", {"Host": "tukor.example"}, False),
        ("10.0.0.7", {"Host": "localhost"}, False),
        (None, {"Host": "tukor.example"}, False),
        (None, {"host": "tukor.example"}, False),
        # through a proxy that tells of it
        (None, {"Host": "localhost:8501", "X-Forwarded-For": "10.0.0.7"}, False),
        (None, {"Host": "localhost:8501", "x-forwarded-for": ""}, False),
        (None, {"Host": "localhost:8501", "X-Forwarded-Host": "tukor.example"}, False),
        (None, {"Host": "localhost:8501", "X-Forwarded-Proto": "https"}, False),
        (None, {"Host": "localhost:8501", "X-Real-IP": "127.0.0.1"}, False),
        (None, {"Host": "localhost:8501", "Forwarded": "for=127.0.0.1"}, False),
        (None, {"Host": "localhost:8501", "Via": "1.1 proxy"}, False),
        # through one that tells nothing: the browser says which site it is on
        (None, {"Host": "127.0.0.1:8501", "Origin": "https://tukor.example"}, False),
        # another site that leads a browser here under its own name
        ("127.0.0.1", {"Host": "evil.example:8501", "Origin": "http://evil.example:8501"}, False),
        ("valami", {"Host": "localhost"}, False),
    ],
)
def test_only_the_machine_itself_may_change_data(
    monkeypatch: pytest.MonkeyPatch, address: str | None, headers: dict[str, str], here: bool
) -> None:
    monkeypatch.setattr(roles, "configured", lambda: False)
    monkeypatch.setattr(roles.st, "context", SimpleNamespace(ip_address=address, headers=headers))
    assert roles.role() == ("editor" if here else "public")
    assert [roles.may(action) for action in ("import", "publish", "undo", "sql")] == [here] * 4
    assert roles.may("read") and roles.may("breakdowns")


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (None, True),
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:10.0.0.5", False),
        ("10.0.0.5", False),
        ("?", False),
    ],
)
def test_only_this_machine_is_local(address: str | None, here: bool) -> None:
    assert roles.local(address) is here


@pytest.mark.parametrize(
    ("content", "configured"),
    [(None, False), ("", False), ("[other]\na = 1\n", False), ("[auth]\nclient_id = 'x'\n", True), ("[auth\nclient_id = 'x'\n", True)],
    ids=["none", "empty", "of other things", "with sign-in", "broken"],
)
def test_a_broken_file_of_secrets_opens_nothing(tmp_path: Path, content: str | None, configured: bool) -> None:
    """Asked in a process of its own: secrets are read once."""
    file = tmp_path / "secrets.toml"
    if content is not None:
        file.write_text(content)
    script = (
        "import streamlit as st; from streamlit import config; config.set_option('secrets.files', [__import__('sys').argv[1]]);"
        "from paktum.screen import roles; print('configured', roles.configured())"
    )
    done = subprocess.run([sys.executable, "-c", script, str(file)], cwd=store.ROOT, capture_output=True, text=True, check=True)
    assert f"configured {configured}" in done.stdout


# ---------------------------------------------------------------- every action as every role

EVERYBODY = ("nobody", "stranger", "expired", "analyst", "editor")
IS: Mapping[str, Role] = {"nobody": "public", "stranger": "public", "expired": "public", "analyst": "analyst", "editor": "editor"}
QUERY = "select 6 * 7 as answer"
LIST = ("lista.csv", as_csv(changed(known_rows(), JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"})), "text/csv")


def person(who: str) -> dict[str, Any]:
    if who == "nobody":
        return {}
    groups = {"stranger": ["mas"], "analyst": ["elemzok"]}.get(who, ["szerkesztok"])
    issued = time.time() - (24 * 3600 if who == "expired" else 60)
    return {"is_logged_in": True, "iat": issued, "groups": groups, "name": "Titkos Név", "email": "titkos@hivatal.pelda"}


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sign somebody in: `signed("analyst")`."""

    def sign(who: str) -> None:
        monkeypatch.setattr(roles, "configured", lambda: True)
        monkeypatch.setattr(roles, "settings", lambda: RULES)
        monkeypatch.setattr(roles, "claims", lambda: person(who))

    return sign


@pytest.fixture
def undone(snapshot: store.Snapshot) -> Iterator[None]:
    yield
    if store.published_ids()[0] != snapshot.id:
        store.roll_back(snapshot.id)


def shown_text(page: AppTest) -> str:
    parts = [*html_of(page), *(unescaped(i.value) for kind in (page.info, page.error, page.warning, page.caption) for i in kind)]
    return "\n".join(parts)


def button(page: AppTest, key: str) -> Any:
    return next((b for b in page.button if b.key == key), None)


@pytest.fixture(params=EVERYBODY)
def who(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("path", ["kezdolap", "attekintes", "paktum", "modszertan"])
def test_everybody_may_read(snapshot: store.Snapshot, signed: Callable[[str], None], who: str, path: str) -> None:
    signed(who)
    page = open_page(path)
    assert not page.exception and not page.error and page.title


def test_a_query_of_a_link_runs_for_analysts(snapshot: store.Snapshot, signed: Callable[[str], None], who: str) -> None:
    signed(who)
    page = open_page("sql", {"lekerdezes": QUERY})
    assert not page.exception
    allowed = "sql" in ALLOWED[IS[who]]
    assert ("answer" in shown_text(page) and "42" in shown_text(page)) is allowed
    assert bool(page.text_area) is allowed and ("pact_id" in shown_text(page)) is allowed
    assert page.query_params["lekerdezes"] == QUERY, "the link stays, for after the sign-in"


def test_a_query_is_not_run_for_who_lost_the_role(snapshot: store.Snapshot, signed: Callable[[str], None]) -> None:
    signed("analyst")
    page = open_page("sql", {"lekerdezes": QUERY})
    signed("expired")
    page.text_area(key="pk_query").set_value("select 40 + 3 as answer")
    next(b for b in page.button if b.label == HU("sql.run")).click().run()
    assert not page.exception and "43" not in shown_text(page) and not page.text_area


def test_files_are_taken_from_editors(snapshot: store.Snapshot, signed: Callable[[str], None], who: str) -> None:
    signed(who)
    page = open_page("adatok")
    allowed = "import" in ALLOWED[IS[who]]
    assert not page.exception and bool(page.file_uploader) is allowed
    assert (button(page, "pk_undo") is not None) <= allowed


def test_editors_publish_and_undo(snapshot: store.Snapshot, signed: Callable[[str], None], who: str, undone: None) -> None:
    """The role is asked when the thing is done: what an editor's page offered does nothing for others."""
    signed("editor")
    page = open_page("adatok")
    page.file_uploader[0].set_value([LIST]).run()
    publish = button(page, "pk_publish")
    signed(who)
    publish.click().run()
    allowed = "publish" in ALLOWED[IS[who]]
    assert not page.exception and (store.published_ids()[0] != snapshot.id) is allowed
    assert (HU("error.not_allowed") in "".join(unescaped(e.value) for e in page.error)) is not allowed
    if not allowed:
        return
    page.selectbox(key="pk_before").set_value(snapshot.id).run()
    undo = button(page, "pk_undo")
    for other in EVERYBODY:
        if "undo" not in ALLOWED[IS[other]]:
            signed(other)
            again = open_page("adatok")
            assert button(again, "pk_undo") is None
    signed("analyst")
    undo.click().run()
    assert button(page, "pk_undo_yes") is None
    assert store.published_ids()[0] != snapshot.id
    signed("editor")
    page = open_page("adatok")
    page.selectbox(key="pk_before").set_value(snapshot.id).run()
    button(page, "pk_undo").click().run()
    confirm = button(page, "pk_undo_yes")
    signed("analyst")
    confirm.click().run()
    assert store.published_ids()[0] != snapshot.id, "the role is asked again when it is done"
    signed("editor")
    page = open_page("adatok")
    page.selectbox(key="pk_before").set_value(snapshot.id).run()
    button(page, "pk_undo").click().run()
    button(page, "pk_undo_yes").click().run()
    assert store.published_ids()[0] == snapshot.id


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Snapshot]:
    with published(tmp_path_factory.mktemp("office"), STORE) as made:
        yield made


@pytest.mark.parametrize(
    ("path", "card", "link"),
    [("eredmenyek", "people_funnel", {"nem": "female", "csoport": "age.over_54"}), ("terkep", "people_districts", {"nem": "female"})],
)
def test_breakdowns_are_for_analysts(
    people: store.Snapshot, signed: Callable[[str], None], who: str, path: str, card: str, link: dict[str, str]
) -> None:
    signed(who)
    page = open_page(path, link)
    allowed = "breakdowns" in ALLOWED[IS[who]]
    keys = {str(getattr(node, "key", "")) for node in [*page.selectbox, *page.button]}
    assert not page.exception and ("pk_person_pact" in keys) is allowed
    assert (HU(f"card.{card}.title") in shown_text(page)) is allowed
    assert (HU("roles.needed", needed=HU("roles.analyst")) in shown_text(page)) is (who in ("nobody", "expired"))


def test_without_sign_in_what_was_released_is_for_all(people: store.Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "role", lambda: "public")
    assert HU("card.people_funnel.title") in shown_text(open_page("eredmenyek"))


# ---------------------------------------------------------------- what is said of it


def test_the_sidebar_says_the_role_and_never_the_person(snapshot: store.Snapshot, signed: Callable[[str], None], who: str) -> None:
    signed(who)
    page = open_page("sql", {"lekerdezes": QUERY})
    everything = " ".join(unescaped(str(getattr(n, "value", ""))) for n in [*page.main, *page.sidebar]) + shown_text(page)
    assert "Titkos" not in everything and "titkos@" not in everything
    lines = [node.value for node in nodes(page.sidebar) if node.type == "html" and "pk-said" in node.value]
    if who in ("nobody", "expired"):
        assert button(page, "pk_sign_out") is None and button(page, "pk_sign_in") is not None
        assert len(lines) == (who == "expired") and all(HU("roles.expired") in line for line in lines)
    else:
        assert button(page, "pk_sign_out") is not None and button(page, "pk_sign_in") is None
        assert len(lines) == 1 and HU("roles.signed_in", role=HU(f"roles.{IS[who]}")) in lines[0]


def test_where_nobody_can_sign_in_nothing_is_said_of_it(snapshot: store.Snapshot) -> None:
    page = open_page("kezdolap")
    assert button(page, "pk_sign_in") is None and button(page, "pk_sign_out") is None


def test_only_one_file_knows_who_somebody_is() -> None:
    """Pages ask `may`; nothing else reads the person, the secrets or the address of a request."""
    files = [*(store.ROOT / "paktum").rglob("*.py"), *(store.ROOT / "pages").glob("*.py"), store.ROOT / "dashboard.py"]
    for path in files:
        used = {n.attr for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Attribute)
                and isinstance(n.value, ast.Name) and n.value.id == "st"}  # fmt: skip
        if path.name != "roles.py":
            assert used.isdisjoint({"user", "secrets", "login", "logout"}), path
    asked = {
        str(n.args[0].value)
        for path in files
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in ("may", "demand")
        and isinstance(n.args[0], ast.Constant)
    }  # fmt: skip
    assert asked == {"breakdowns", "sql", "import", "publish", "undo"}, "every action but reading is asked for somewhere"


def test_the_example_of_secrets_can_be_read_and_says_all() -> None:
    import tomllib

    text = (store.ROOT / ".streamlit" / "secrets.example.toml").read_text(encoding="utf-8")
    example = tomllib.loads(text)
    assert {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"} <= set(example["auth"])
    for rule in ("claim", "editor", "analyst", "editor_emails", "analyst_emails", "hours", "unverified_emails"):
        assert re.search(rf"^#? ?{rule} = ", text, re.MULTILINE), rule
    ignored = (store.ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ".streamlit/secrets.toml" in ignored


# ---------------------------------------------------------------- the way back


@pytest.mark.parametrize(
    ("referrer", "page"),
    [
        ("http://localhost:8501/sql?lekerdezes=select+1&nyelv=hu", "/sql?lekerdezes=select+1&nyelv=hu"),
        ("http://localhost:8501/", "/"),
        ("http://localhost:8501/sql?lekerdezes=%3B%0Aa", "/sql?lekerdezes=%3B%0Aa"),
        ("http://localhost:8501/sql?a=x;y,z\"'", "/sql?a=x%3By%2Cz%22'"),
        ("http://localhost:8501/sql?lekerdezes=" + "x" * 5000, "/sql"),
        ("http://evil.example/sql", ""),
        ("http://localhost:8502/sql", ""),
        ("http://localhost:8501//evil.example", ""),
        ("http://localhost:8501/\\evil.example", "/%5Cevil.example"),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_the_page_that_is_left_is_remembered(referrer: str, page: str) -> None:
    assert returning.page_of(referrer, "localhost:8501") == page
    assert returning.kept(f"a=b; {returning.cookie(page, False)}") == page


@pytest.mark.parametrize(
    "value", ["//evil.example", "/\\evil.example", "https://evil.example", "/a\x00b", "/a b", "/\u00e1", "javascript:x", ""]
)
def test_nothing_else_is_come_back_to(value: str) -> None:
    assert returning.own(value) == ""


# ---------------------------------------------------------------- a real provider, a real browser

PEOPLE: Mapping[str, dict[str, Any]] = {
    "editor": {"sub": "sub-1", "email": "vera@hivatal.pelda", "email_verified": True, "name": "Titkos Vera", "groups": ["szerkesztok"]},
    "analyst": {"sub": "sub-2", "email": "Elemzo@hivatal.pelda", "email_verified": True, "name": "Titkos Elek"},
    "stranger": {"sub": "sub-3", "email": "idegen@hivatal.pelda", "email_verified": True, "name": "Titkos Ida"},
    "unverified": {"sub": "sub-4", "email": "fonok@hivatal.pelda", "email_verified": False, "name": "Titkos Ubul"},
}
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "a secret of the tests that is long enough to sign"
client_id = "paktum"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles]
claim = "groups"
editor = ["szerkesztok"]
editor_emails = ["fonok@hivatal.pelda"]
analyst_emails = ["elemzo@hivatal.pelda"]
{more}
"""


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@contextlib.contextmanager
def provider(folder: Path, lasting: int = 3600) -> Iterator[str]:
    """A real OpenID provider with our people, in a process of its own; its tokens last so many seconds."""
    port = free_port()
    address = f"http://localhost:{port}"
    told = [f"--user-claims={json.dumps(claims)}" for claims in PEOPLE.values()]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--token-max-age", str(lasting), *told]
    with (folder / "provider.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log, cwd=folder) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not answers(f"{address}/.well-known/openid-configuration"):
                if process.poll() is not None or time.monotonic() > end:
                    pytest.fail((folder / "provider.log").read_text())
                time.sleep(0.05)
            yield address
        finally:
            process.terminate()


@contextlib.contextmanager
def site(folder: Path, start_server: Any, more: str = "hours = 8", lasting: int = 3600) -> Iterator[str]:
    """The dashboard with sign-in at a provider; nothing of this machine's own secrets."""
    port = free_port()
    with provider(folder, lasting) as issuer:
        secrets = folder / "secrets.toml"
        secrets.write_text(SECRETS.format(address=f"http://localhost:{port}", provider=issuer, more=more))
        with start_server(folder, port, ["--secrets.files", str(secrets)]) as address:
            yield address


def copy_of(snapshot: store.Snapshot, folder: Path) -> Path:
    """A store of one's own with the same data, so that the server's log is read alone."""
    os.link(snapshot.path, folder / snapshot.path.name)
    for name in (f"{snapshot.id}.json", "current.json"):
        (folder / name).write_bytes((snapshot.path.parent / name).read_bytes())
    return folder


def ready(page: Any) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.locator("h1").first.wait_for()


def sign_in(page: Any, who: str) -> None:
    page.locator(".st-key-pk_sign_in button").click()
    page.get_by_role("button", name=PEOPLE[who]["sub"]).click()
    page.wait_for_url("http://localhost:*/**")
    page.locator(".st-key-pk_sign_out button").wait_for()
    ready(page)


def main_text(page: Any) -> str:
    return str(page.locator("[data-testid=stMain]").inner_text())


@pytest.mark.browser
def test_people_sign_in_do_what_they_may_and_sign_out(tmp_path: Path, snapshot: store.Snapshot, start_server: Any, browser: Any) -> None:
    with site(copy_of(snapshot, tmp_path), start_server) as address:
        for who, role in (("stranger", "public"), ("unverified", "public"), ("analyst", "analyst"), ("editor", "editor")):
            context = browser.new_context(locale="hu-HU", viewport={"width": 1440, "height": 1000})
            context.route(lambda url: urlsplit(url).hostname != "localhost", lambda route: route.abort())
            page = context.new_page()
            page.goto(f"{address}/sql?nyelv=hu&lekerdezes=select+6*7+as+valasz")
            ready(page)
            page.get_by_text(HU("roles.needed_title")).wait_for()
            assert violations(page) == ""
            assert "42" not in main_text(page)
            sign_in(page, who)
            # Back on the page and with the query that the sign-in interrupted.
            assert urlsplit(page.url).path == "/sql" and parse_qs(urlsplit(page.url).query)["lekerdezes"] == ["select 6*7 as valasz"]
            page.get_by_text(HU("roles.signed_in", role=HU(f"roles.{role}"))).wait_for()
            assert violations(page) == ""
            if "sql" in ALLOWED[role]:
                page.get_by_text("valasz").first.wait_for()
                assert "42" in main_text(page)
            else:
                page.get_by_text(HU("roles.other_title")).wait_for()
                assert "42" not in main_text(page)
            page.goto(f"{address}/adatok")
            ready(page)
            uploader = page.locator("[data-testid=stFileUploader]")
            (uploader if "import" in ALLOWED[role] else page.get_by_text(HU("roles.other_title"))).wait_for()
            assert uploader.count() == int("import" in ALLOWED[role])
            assert "Titkos" not in page.content() and "hivatal.pelda" not in page.content()
            page.locator(".st-key-pk_sign_out button").click()
            confirm = page.get_by_role("button", name=re.compile("log out|sign out|yes|confirm|end", re.IGNORECASE))
            page.locator(".st-key-pk_sign_in button").or_(confirm).first.wait_for()
            page.goto(f"{address}/adatok")
            ready(page)
            page.get_by_text(HU("roles.needed_title")).wait_for()
            assert uploader.count() == 0
            context.close()
    log = next(tmp_path.glob("server-*.log")).read_text(errors="replace")
    assert "Titkos" not in log and "hivatal.pelda" not in log and "sub-" not in log


@pytest.mark.browser
def test_a_sign_in_ends_with_the_token_of_the_provider(tmp_path: Path, snapshot: store.Snapshot, start_server: Any, browser: Any) -> None:
    """Without hours of our own the provider's word counts; the open page loses the role, not only the next one."""
    with site(copy_of(snapshot, tmp_path), start_server, more="", lasting=20) as address:
        context = browser.new_context(locale="hu-HU", viewport={"width": 1440, "height": 1000})
        context.route(lambda url: urlsplit(url).hostname != "localhost", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{address}/sql?nyelv=hu&lekerdezes=select+6*7+as+valasz")
        ready(page)
        sign_in(page, "analyst")
        page.get_by_text("valasz").first.wait_for()
        page.wait_for_timeout(21_000)
        page.locator(".st-key-pk_run_sql button").click()
        page.get_by_text(HU("roles.expired")).wait_for()
        page.get_by_role("button", name=HU("roles.sign_in_again")).first.wait_for()
        assert "42" not in main_text(page)
        context.close()
