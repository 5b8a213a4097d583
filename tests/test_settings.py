"""Settings: what each reads and refuses, what they must be together, and the page about them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from roi_model import settings
from roi_model.settings import SETTINGS, SettingError
from tests.project import ROOT, python_files, relative
from tools import settings_page

LOGIN = {
    "ROI_OIDC_ISSUER": "https://login.example.org/realm",
    "ROI_OIDC_CLIENT_ID": "roi",
    "ROI_OIDC_CLIENT_SECRET": "of-the-client",
    "ROI_COOKIE_SECRET": "c" * 32,
    "ROI_PUBLIC_URL": "https://roi.example.org",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("ROI_"):
            monkeypatch.delenv(name)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_the_page_is_what_is_declared() -> None:
    written = settings_page.PAGE.read_text(encoding="utf-8")
    assert written == settings_page.page(), "`make settings` writes it again"


def test_every_setting_that_the_code_reads_is_declared() -> None:
    read = {
        f"{relative(path)}: {name}"
        for path in python_files("roi_model", "ui", "pages", "app")
        for name in re.findall(r"\bROI_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
        if name.removesuffix("_FILE") not in SETTINGS
    }
    assert read == set()
    bare = [
        relative(path)
        for path in python_files("roi_model", "ui", "pages", "app")
        if "os.environ" in path.read_text(encoding="utf-8")
    ]
    assert bare == ["roi_model/sandbox/children.py", "roi_model/settings.py"]


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_without_anything_set_each_has_its_default(name: str) -> None:
    assert SETTINGS[name]() == SETTINGS[name].default


@pytest.mark.parametrize(
    ("name", "written"),
    [("ROI_PORT", "0"), ("ROI_PORT", "80a"), ("ROI_PORT", "1e3"), ("ROI_SESSIONS", "-1"),
     ("ROI_UPLOAD_MB", "1001"), ("ROI_LOG_LEVEL", "loud"), ("ROI_DATABASE_URL", "mysql://x/y"),
     ("ROI_PUBLIC_URL", "roi.example.org"), ("ROI_PUBLIC_URL", "http://roi.example.org"),
     ("ROI_PUBLIC_URL", "https://roi.example.org/app"), ("ROI_PUBLIC_URL", "https://a:b@roi.example"),
     ("ROI_PUBLIC_URL", "https://[::1"), ("ROI_PUBLIC_URL", "https://roi.example:port"),
     ("ROI_OIDC_ISSUER", "http://login.example.org"), ("ROI_OIDC_ISSUER", "https://x/?a=b"),
     ("ROI_COOKIE_SECRET", "short"), ("ROI_ALLOWED_HOSTS", "a.example, b c"),
     ("ROI_ADDRESS", "a b")],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    name: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, **{name: written})
    with pytest.raises(SettingError) as caught:
        settings.check()
    said = str(caught.value)
    assert said.startswith(f"{name} must be ") and said.endswith(".")
    assert (written in said) is not SETTINGS[name].secret


def test_what_is_meant_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **LOGIN, ROI_ADDRESS="0.0.0.0", ROI_PORT="9000", ROI_LOG_LEVEL="Warning",
          ROI_ALLOWED_HOSTS="a.example, *.b.example", ROI_DATA="data folder",
          ROI_DATABASE_URL="postgresql://roi@db/roi")  # fmt: skip
    settings.check()
    assert settings.PORT() == 9000 and settings.LOG_LEVEL() == "warning"
    assert settings.DATA() == Path("data folder")
    own = ["localhost", "127.0.0.1", "[::1]"]
    assert settings.hosts() == ["roi.example.org", "a.example", "*.b.example", *own]
    assert settings.has_login()


def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret"
    file.write_text("s" * 40 + "\n")
    given(monkeypatch, ROI_COOKIE_SECRET_FILE=str(file))
    assert settings.COOKIE_SECRET() == "s" * 40
    given(monkeypatch, ROI_COOKIE_SECRET="c" * 40)
    with pytest.raises(SettingError, match="both set"):
        settings.COOKIE_SECRET()
    monkeypatch.delenv("ROI_COOKIE_SECRET")
    given(monkeypatch, ROI_COOKIE_SECRET_FILE=str(tmp_path / "none"))
    with pytest.raises(SettingError, match="unreadable: No such file"):
        settings.COOKIE_SECRET()
    monkeypatch.delenv("ROI_COOKIE_SECRET_FILE")
    given(monkeypatch, ROI_PORT_FILE=str(file))
    with pytest.raises(SettingError, match="ROI_PORT_FILE is no setting"):
        settings.check()


@pytest.mark.parametrize("left_out", sorted(LOGIN))
def test_login_is_set_up_whole_or_not_at_all(
    left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not settings.has_login()
    given(monkeypatch, **{name: value for name, value in LOGIN.items() if name != left_out})
    with pytest.raises(SettingError, match=f"by half: {left_out}"):
        settings.check()


def test_without_login_nobody_else_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for own in ("localhost", "127.0.0.1", "127.8.9.1", "::1"):
        given(monkeypatch, ROI_ADDRESS=own)
        settings.check()
    for open_ in ("0.0.0.0", "::", "192.168.1.2", "127.0.0.1.example.org"):
        given(monkeypatch, ROI_ADDRESS=open_)
        with pytest.raises(SettingError, match="Without login"):
            settings.check()
    given(monkeypatch, **LOGIN)
    settings.check()


def test_a_misspelled_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, ROI_OIDC_ISUER="https://login.example.org")
    with pytest.raises(SettingError, match="ROI_OIDC_ISUER is no setting"):
        settings.check()
    assert (ROOT / "docs" / "settings.md").exists()
