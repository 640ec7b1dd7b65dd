"""Who may do what. One function a permission: pages ask it and never decide by themselves."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import streamlit as st

FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded")
LOCAL_NAMES = ("", "localhost", "127.0.0.1", "::1")


def may_import() -> bool:
    """Say whether this session may change the data: only from the machine that the dashboard runs on.

    A request that came through a proxy, or under another name than localhost, is not local, wherever the proxy stands.
    """
    if any(st.context.headers.get(name) for name in FORWARDED):
        return False
    return local(st.context.ip_address) and (urlsplit(f"//{st.context.headers.get('Host', '')}").hostname or "") in LOCAL_NAMES


def local(address: str | None) -> bool:
    """Say whether an address is this machine; Streamlit gives none for a request from localhost."""
    if not address:
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
