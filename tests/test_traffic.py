"""What a server tells of itself: its headers, whether it can serve, a log without people; and whom it refuses."""

import json
from pathlib import Path

import pytest
from lists import home_with
from real_servers import Server, asked, running, until
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from paktum import store
from paktum.screen import serving, traffic
from paktum.store.published import point_to

SECRET = "kovacsneilona"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, snapshot: store.Snapshot) -> Path:
    return home_with(tmp_path_factory.mktemp("traffic"), snapshot)


@pytest.fixture(scope="module")
def server(home: Path):
    with running(home, {"PAKTUM_LOG": "json"}) as started:
        yield started


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize("path", ["/", "/attekintes?nyelv=en", "/_stcore/health", "/api/ready", "/app/static/logo-light.svg", "/bemutato"])
def test_every_answer_tells_the_browser_what_never_to_do(server: Server, path: str) -> None:
    _, headers, _ = asked(server.address + path)
    policy = headers["content-security-policy"]
    assert "default-src 'self' data: blob:;" in policy and "object-src 'none'" in policy and "frame-ancestors 'self'" in policy
    assert f"connect-src 'self' ws://localhost:{server.port} wss://localhost:{server.port} data: blob:;" in policy
    assert "http:" not in policy.replace(f"ws://localhost:{server.port}", "") and " * " not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin" and headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"] and "geolocation=()" in headers["permissions-policy"]


@pytest.mark.parametrize("host", [b"evil.example; script-src *", b"a b", b"", b"x\r\ny: z", b"[::1]:x", b"a" * 400])
def test_a_host_that_is_none_gets_into_no_header(host: bytes) -> None:
    policy = serving.headers_for(host)["Content-Security-Policy"]
    assert "ws:" not in policy and "*" not in policy and "connect-src 'self' data: blob:;" in policy


@pytest.mark.parametrize("host", [b"tukor.example", b"tukor.example:8443", b"127.0.0.1:80", b"[::1]:8501"])
def test_a_socket_may_lead_to_the_host_that_was_asked_only(host: bytes) -> None:
    assert (
        f"connect-src 'self' ws://{host.decode()} wss://{host.decode()} data: blob:;"
        in serving.headers_for(host)["Content-Security-Policy"]
    )


# ---------------------------------------------------------------- foreign pages


@pytest.mark.parametrize(
    ("origin", "taken"), [("http://localhost:{port}", True), ("http://evil.example", False), ("https://localhost.evil.example", False)]
)
def test_a_socket_from_a_foreign_page_is_refused(server: Server, origin: str, taken: bool) -> None:
    address = f"ws://localhost:{server.port}/_stcore/stream"
    try:
        with connect(address, subprotocols=["streamlit"], origin=origin.format(port=server.port)):  # type: ignore[list-item, arg-type]
            assert taken
    except WebSocketException:
        assert not taken


def test_an_upload_without_the_token_is_refused(server: Server) -> None:
    for method in ("PUT", "DELETE"):
        status, _, body = asked(f"{server.address}/_stcore/upload_file/abc/def", method, b"x", Content_Type="text/csv")
        assert status == 403 and b"Traceback" not in body


@pytest.mark.parametrize(
    "path", ["/api/ready/../../etc/passwd", "/app/static/../../dashboard.py", "/app/static/%2e%2e/serving.py", "/media/x"]
)
def test_no_address_leads_to_a_file(server: Server, path: str) -> None:
    status, _, body = asked(server.address + path)
    assert b"import " not in body and b"root:" not in body
    assert status in (400, 403, 404) or b"<html" in body


# ---------------------------------------------------------------- ready


def test_ready_says_what_is_served(server: Server, snapshot: store.Snapshot) -> None:
    status, headers, body = asked(server.address + traffic.READY)
    assert (status, json.loads(body)) == (200, {"ready": True, "snapshot": snapshot.id, "damaged": None})
    assert headers["cache-control"] == "no-store"


def test_ready_says_when_an_older_one_is_served_and_when_none_is(server: Server, home: Path, snapshot: store.Snapshot) -> None:
    content = {p: p.read_bytes() for p in home.glob("*.json")}
    try:
        lost = store.Snapshot("0123456789ab", home / "0123456789ab.duckdb", "x", snapshot.built_at, {})
        point_to(home, lost)
        status, _, body = asked(server.address + traffic.READY)
        assert (status, json.loads(body)) == (200, {"ready": True, "snapshot": snapshot.id, "damaged": "0123456789ab"})
        (home / "current.json").write_text("{", encoding="utf-8")
        status, _, body = asked(server.address + traffic.READY)
        assert (status, json.loads(body)) == (503, {"ready": False})
        assert asked(server.address + "/_stcore/health")[0] == 200  # alive, and still of no use to anybody
    finally:
        for path, text in content.items():
            path.write_bytes(text)
    assert until(lambda: asked(server.address + traffic.READY)[0] == 200)


# ---------------------------------------------------------------- the log


def test_the_log_is_lines_of_json_that_name_nobody(server: Server) -> None:
    asked(f"{server.address}/tagsag?keres={SECRET}", User_Agent=SECRET, Cookie=f"a={SECRET}", X_Forwarded_For="203.0.113.7")
    asked(f"{server.address}/_stcore/upload_file/{SECRET}/{SECRET}", "PUT", SECRET.encode())
    assert until(lambda: "/tagsag" in server.said() and "upload_file" in server.said())
    lines = [line for line in server.said().splitlines() if line.startswith("{")]
    requests = [found for found in map(json.loads, lines) if found["event"] == "request"]
    assert all({"time", "level", "logger", "event", "method", "path", "status", "ms"} <= set(found) for found in requests)
    assert {found["path"] for found in requests} >= {"/tagsag", "/_stcore/upload_file"}
    assert SECRET not in server.said() and "203.0.113.7" not in server.said() and "127.0.0.1" not in server.said()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/_stcore/upload_file/a-session/a-file", "/_stcore/upload_file"),
        ("/_stcore/health", "/_stcore/health"),
        ("/media/0123.csv", "/media"),
        ("/static/js/x.js", "/static"),
        ("/attekintes", "/attekintes"),
        ("/" + "x" * 500, "/" + "x" * 79),
    ],
)
def test_an_address_is_told_without_ids(path: str, told: str) -> None:
    assert traffic.place(path) == told
