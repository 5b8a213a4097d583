"""compose.yaml: valid, closed as it should be, and speaking of settings that exist."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from roi_model.settings import SETTINGS, secrets
from tests.project import ROOT

SCHEMA = Path(__file__).with_name("compose-spec.json")
"""Of github.com/compose-spec/compose-spec (Apache-2.0), commit 170098b."""


@cache
def compose() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return {key: value for key, value in found.items() if not key.startswith("x-")}


def test_it_is_valid() -> None:
    schema = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    schema.validate(compose())
    assert not schema.is_valid({**compose(), "service": {}})


@pytest.mark.parametrize("name", ["app-1", "app-2", "postgres", "proxy"])
def test_every_service_is_closed_and_watched(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["mem_limit"] and service["healthcheck"]["test"] and service["restart"]
    assert "privileged" not in service and "network_mode" not in service
    assert ("ports" in service) is (name == "proxy")


def test_the_app_has_nothing_that_it_need_not() -> None:
    for name in ("app-1", "app-2"):
        service = compose()["services"][name]
        assert "cap_add" not in service and "user" not in service
        assert service["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert compose()["networks"]["back"] == {"internal": True}
    assert compose()["services"]["postgres"]["networks"] == ["back"]


def test_secrets_are_files_and_settings_exist() -> None:
    given = compose()["services"]["app-1"]["environment"]
    known = {*SETTINGS, *(f"{one.name}_FILE" for one in secrets())}
    assert set(given) - known == set()
    named = {name for name in given if name.endswith("_FILE")}
    assert named == {"ROI_DATABASE_PASSWORD_FILE", "ROI_OIDC_CLIENT_SECRET_FILE",
                     "ROI_COOKIE_SECRET_FILE"}  # fmt: skip
    held = compose()["services"]["app-1"]["secrets"]
    assert {given[name] for name in named} == {f"/run/secrets/{one}" for one in held}
    assert set(compose()["secrets"]) == set(held)
    assert "@" in given["ROI_DATABASE_URL"] and ":" not in given["ROI_DATABASE_URL"].split("//")[1]
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_proxy_knows_both_processes() -> None:
    services = compose()["services"]
    assert services["proxy"]["environment"]["ROI_UPSTREAMS"] == "app-1:8501 app-2:8501"
    assert "./deploy/Caddyfile:/etc/caddy/Caddyfile:ro" in services["proxy"]["volumes"]


# The image --------------------------------------------------------------------------------------


def test_the_image_runs_as_nobody_of_note_and_copies_what_is_there() -> None:
    written = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = written[written.rindex("\nFROM ") :]
    assert re.search(r"^USER roi$", last, re.MULTILINE)
    assert last.index("USER roi") < last.index("CMD [")
    assert "HEALTHCHECK" in last and "/_stcore/health" in last
    assert "--require-hashes -r app.txt" in written and "COPY pins/app.txt" in written
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", written, re.MULTILINE)
        for source in line.split()[:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    # What the builder is not sent cannot be copied.
    sent = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    wanted = {"!.streamlit/config.toml" if name == ".streamlit" else f"!{name}" for name in copied}
    assert wanted <= set(sent)
    runs = {"app.py", "roi_model", "data", "pages", "ui", "deploy", ".streamlit"}
    assert runs <= set(copied)
