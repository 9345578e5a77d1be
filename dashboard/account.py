"""Sign-in: where Streamlit's OIDC is configured, page and routes both ask for it."""

from __future__ import annotations

import json
import time
from functools import lru_cache
from typing import Any

import streamlit as st
from starlette.requests import Request
from streamlit.auth_util import get_secrets_auth_section
from streamlit.web.server.starlette import starlette_auth_routes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def required() -> bool:
    """Whether ``.streamlit/secrets.toml`` has a section ``auth``, as of the last second."""
    return _configured(int(time.monotonic()))


@lru_cache(maxsize=1)
def _configured(_second: int) -> bool:
    # Looking for a file that is not there takes Streamlit 0.3 ms, a third of a view.
    return bool(get_secrets_auth_section())


def signed_in(request: Request) -> bool:
    """Whether a request carries the cookie that Streamlit signs at a login."""
    return bool(_user(request).get("is_logged_in"))


def name(request: Request) -> str | None:
    """Return who has signed in, by e-mail or name; None where nobody needs to."""
    if not required():
        return None
    user = _user(request)
    return str(user.get("email") or user.get("name") or user.get("sub") or "somebody signed in")


def _user(request: Request) -> dict[str, Any]:
    # Streamlit has no public reading of its cookie outside a script; the version is pinned.
    value = starlette_auth_routes._get_cookie_value_from_request(request, USER_COOKIE_NAME)
    try:
        user = json.loads(value) if value else {}
    except ValueError:
        return {}
    return user if isinstance(user, dict) else {}


def gate() -> None:
    """Stop the page at a login button where sign-in is required and has not happened."""
    if not required() or st.user.get("is_logged_in"):
        return
    st.title("Dispatch Map")
    st.markdown("This map asks for a sign-in.")
    st.button("Sign in", on_click=st.login, type="primary")
    st.stop()
