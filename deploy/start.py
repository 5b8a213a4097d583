"""One process of the app as others reach it: settings checked, login, limits and logs in place.

`python -m deploy.start`. Secrets go to Streamlit in memory: not on a command line, in no file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from deploy.first_words import FirstWords
from deploy.limits import Limits
from roi_model import logs, settings
from roi_model.library.errors import LibraryError
from roi_model.version import MODEL_VERSION
from ui.frame import startup

ROOT = Path(__file__).resolve().parents[1]
SESSION_LETTERS = 8


def secrets() -> dict[str, Any]:
    """What Streamlit's login asks of `secrets.toml`; empty where there is no login."""
    if not settings.has_login():
        return {}
    return {
        "auth": {
            "redirect_uri": f"{settings.PUBLIC_URL()}/oauth2callback",
            "cookie_secret": settings.COOKIE_SECRET(),
            "client_id": settings.OIDC_CLIENT_ID(),
            "client_secret": settings.OIDC_CLIENT_SECRET(),
            "server_metadata_url": f"{settings.OIDC_ISSUER()}/.well-known/openid-configuration",
            "client_kwargs": {"prompt": settings.OIDC_PROMPT()},
        }
    }


def options() -> dict[str, Any]:
    """Streamlit's options that follow from the settings; the others stand in its config.toml."""
    return {
        "server.address": settings.ADDRESS(),
        "server.port": settings.PORT(),
        "server.allowedHosts": settings.hosts(),
        "server.maxUploadSize": settings.UPLOAD_MB(),
        "client.allowedOrigins": settings.origins(),
        # On a line of 50 kB/s the first page is there ten seconds sooner, for some 10 ms of
        # processor; on one's own machine that would be for nothing.
        "server.enableWebsocketCompression": True,
        "server.headless": True,
        "logger.level": settings.LOG_LEVEL(),
        "logger.enableRich": False,
        "logger.hideWelcomeMessage": True,
    }


def session_id() -> str | None:
    """The short id of the session whose thread this is."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id[:SESSION_LETTERS] if context else None


def main() -> int:
    """Run until it is told to stop; 2 where the settings or the database do not allow it."""
    from roi_model.library.library import open_library

    try:
        settings.check()
        os.dup2(1, 2)  # whatever is said, by whomever, is said on standard output
        logs.set_up(settings.LOG_LEVEL(), session_id)
        library = open_library()  # brought up to date before anybody is let in
    except (settings.SettingError, LibraryError) as error:
        print(error, file=sys.stderr)
        return 2
    library.engine.dispose()
    startup.prepare()  # it answers once it is warm: another's people may come at any moment
    login = settings.has_login()
    logs.tell("start", version=MODEL_VERSION, port=settings.PORT(), login=login)
    os.chdir(ROOT)  # where Streamlit looks for its config.toml
    if login:  # signs the way to the issuer and back, the same for all processes
        os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = settings.COOKIE_SECRET()
    app = st.App(
        ROOT / "app.py", secrets=secrets(), middleware=[Middleware(Limits), Middleware(FirstWords)]
    )
    app.run(config=options())
    return 0


if __name__ == "__main__":
    sys.exit(main())
