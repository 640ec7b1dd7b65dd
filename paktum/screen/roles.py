"""Who may do what. Pages ask `may(action)` and never decide by themselves.

Without sign-in configured, the machine that the dashboard runs on may do everything and all others may read. With it (see
.streamlit/secrets.example.toml), what somebody may do depends on the role alone, wherever they sit. Nothing of a person is
kept, shown or logged: of the claims of the sign-in only the role is used.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st

from paktum.errors import PaktumError
from paktum.screen import choices
from paktum.wording import Words

Action = Literal["read", "breakdowns", "sql", "import", "publish", "undo"]
Role = Literal["public", "analyst", "editor"]
ALLOWED: Mapping[Role, tuple[Action, ...]] = {
    "public": ("read",),
    "analyst": ("read", "breakdowns", "sql"),
    "editor": ("read", "breakdowns", "sql", "import", "publish", "undo"),
}
# Where nobody can sign in, what an office released of its participants is for all: it has passed the disclosure control.
WITHOUT_SIGN_IN: tuple[Action, ...] = ("read", "breakdowns")
FORWARDED = ("x-forwarded", "x-real-ip", "forwarded", "via", "x-client-ip", "true-client-ip", "cf-connecting-ip")  # how they begin
LOCAL_NAMES = ("", "localhost", "127.0.0.1", "::1")


def may(action: Action) -> bool:
    """Say whether this session may do something. The one place that decides; ask it again when the thing is done."""
    return action in ALLOWED[role()] or (action in WITHOUT_SIGN_IN and not configured())


def demand(action: Action) -> None:
    """Raise PaktumError when this session may not do something (any more)."""
    if not may(action):
        raise PaktumError("not_allowed")


def role() -> Role:
    """Return the role of this session."""
    if configured():
        return role_of(claims(), settings(), time.time())
    return "editor" if on_this_machine() else "public"


def role_of(person: Mapping[str, Any], rules: Mapping[str, Any], now: float) -> Role:
    """Return the role that claims give under the rules of the section [roles]; public when nothing gives more.

    `now` is in seconds since 1970; claims that have expired count for nothing.
    """
    if expired(person, rules, now):
        return "public"
    values = texts(claim(person, str(rules.get("claim", ""))))
    vouched = person.get("email_verified") is True or rules.get("unverified_emails") is True
    email = str(person.get("email") or "").strip().casefold() if vouched else ""
    for name in ("editor", "analyst"):
        emails = {text.strip().casefold() for text in texts(rules.get(f"{name}_emails"))}
        if values & texts(rules.get(name)) or (email and email in emails):
            return "editor" if name == "editor" else "analyst"
    return "public"


def expired(person: Mapping[str, Any], rules: Mapping[str, Any], now: float) -> bool:
    """Say whether a sign-in is over: when the provider's token is, or the rules' `hours` after it was issued, if they say so."""
    hours = rules.get("hours")
    start, length = (number(person.get("exp")), 0.0) if hours is None else (number(person.get("iat")), number(hours))
    return not now < start + length * 3600  # what is no number is over too


def number(value: object) -> float:
    """Return a number as it stands in claims and rules; nan when it is none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan


def claim(person: Mapping[str, Any], name: str) -> object:
    """Return a claim by its name, or by the way to it through others: `realm_access.roles`."""
    if name and name in person:
        return person[name]
    found: object = person if name else None
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def texts(value: object) -> set[str]:
    """Return the texts that a claim or a rule holds: one, or a list of them."""
    if isinstance(value, str):
        return {value} - {""}
    return {item for item in value if isinstance(item, str) and item} if isinstance(value, list | tuple) else set()


# ---------------------------------------------------------------- what is known of this session


def configured() -> bool:
    """Say whether sign-in is configured; a file of secrets that cannot be read counts, so that a slip of the pen opens nothing."""
    if st.secrets.load_if_toml_exists():
        return bool(st.secrets.get("auth"))
    return any(Path(path).is_file() for path in st.get_option("secrets.files"))


def settings() -> Mapping[str, Any]:
    """Return the section [roles] of the secrets; empty when it is missing or no section."""
    found = st.secrets.get("roles", {}) if st.secrets.load_if_toml_exists() else {}
    return found if isinstance(found, Mapping) else {}


def claims() -> Mapping[str, Any]:
    """Return what the provider said of who is signed in; empty when nobody is."""
    found = st.user.to_dict()
    return found if found.get("is_logged_in") is True else {}


def signed_in() -> bool:
    """Say whether somebody is signed in whose sign-in is not over."""
    person = claims()
    return bool(person) and not expired(person, settings(), time.time())


def on_this_machine() -> bool:
    """Say whether the request comes from the machine that the dashboard runs on.

    A request that came through a proxy, or from a page of another name than localhost, is not local, wherever the proxy stands.
    """
    headers = {str(name).lower(): str(value) for name, value in st.context.headers.items()}
    if any(name.startswith(FORWARDED) for name in headers):
        return False
    asked = (urlsplit(f"//{headers.get('host', '')}").hostname, urlsplit(headers.get("origin", "")).hostname)
    return local(st.context.ip_address) and all((name or "") in LOCAL_NAMES for name in asked)


def local(address: str | None) -> bool:
    """Say whether an address is this machine; Streamlit gives none for a request from localhost."""
    if not address:
        return True
    try:
        known = ipaddress.ip_address(address)
        # A server that listens on both protocols names a neighbour of the older one so: ::ffff:127.0.0.1
        return (getattr(known, "ipv4_mapped", None) or known).is_loopback
    except ValueError:
        return False


# ---------------------------------------------------------------- what is said of it


def sign(words: Words) -> None:
    """Draw the line that signs in or out, with the role but never the person; nothing when sign-in is not configured."""
    if not configured():
        return
    if signed_in():
        st.caption(words("roles.signed_in", role=words(f"roles.{role()}")))
        st.button(words("roles.sign_out"), on_click=st.logout, icon=":material/logout:", type="tertiary", key="pk_sign_out")
    else:
        if claims():
            st.caption(words("roles.expired"))
        sign_in_button(words, "pk_sign_in")


def sign_in_button(words: Words, key: str) -> None:
    """Draw a button that leads to the provider, and back to this page."""
    label = words("roles.sign_in_again") if claims() else words("roles.sign_in")
    st.button(label, on_click=st.login, icon=":material/login:", type="tertiary" if key == "pk_sign_in" else "secondary", key=key)


def explain(action: Action, words: Words, title: str = "", text: str = "") -> None:
    """Say to those who may not do something how it can be done; `title` and `text` for when sign-in is not configured."""
    if not configured():
        choices.message(title, text, "lock", st.info)
        return
    needed = words(f"roles.{next(name for name, actions in ALLOWED.items() if action in actions)}")
    if signed_in():
        choices.message(words("roles.other_title"), words("roles.other", needed=needed, role=words(f"roles.{role()}")), "lock", st.info)
    else:
        choices.message(words("roles.needed_title"), words("roles.needed", needed=needed), "lock", st.info)
        sign_in_button(words, f"pk_sign_in_{action}")
