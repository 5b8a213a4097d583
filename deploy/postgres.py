"""A PostgreSQL of `make serve`'s own: its cluster in the data folder, reached by a socket alone."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

STARTS_WITHIN = 60.0
NAME = "roi"
"""Of the role and of the database."""
LONGEST_SOCKET = 90
"""Characters of a folder for sockets: the system allows some 107 with their name."""


class PostgresError(RuntimeError):
    """Why it cannot run, in a sentence."""


class Postgres:
    """Started on entering, stopped on leaving; the cluster stays."""

    def __init__(self, folder: Path, sockets: Path) -> None:
        self.folder, self._wanted = folder.absolute(), sockets.absolute()
        # The server refuses to run as root: then it runs as the account that Debian made for it.
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self._sockets = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"postgresql://{NAME}@/{NAME}?host={self._sockets}"

    def __enter__(self) -> Postgres:
        sockets = self._wanted
        if len(str(sockets)) > LONGEST_SOCKET:
            sockets = Path(tempfile.mkdtemp(prefix="roi-"))
        sockets.mkdir(parents=True, exist_ok=True)
        self._sockets = self._owned(sockets)
        try:
            if not (self.folder / "PG_VERSION").exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                self._owned(self.folder)
                self._initialise()
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # "fast": connections end, all is written
            self._process.wait()
        shutil.rmtree(self._sockets, ignore_errors=True)

    def _initialise(self) -> None:
        # Whoever reaches the socket is trusted; its folder is for this account alone.
        command = [
            program("initdb"),
            "-D",
            str(self.folder),
            "-A",
            "trust",
            "-U",
            NAME,
            "-E",
            "UTF8",
        ]
        made = subprocess.run(
            command, capture_output=True, text=True, cwd=self._sockets, **self._who()
        )
        if made.returncode:
            last = (made.stderr.strip() or made.stdout.strip()).splitlines()[-1:]
            raise PostgresError(
                f"PostgreSQL could not make its cluster in {self.folder} ({''.join(last)}): set "
                f"ROI_DATA to a folder that the account {self._name()} may enter and write."
            )

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [program("postgres"), "-D", str(self.folder), "-k", self._sockets,
             "-c", "listen_addresses=", "-c", "log_min_messages=warning",
             "-c", "log_statement=none", "-c", "log_min_error_statement=panic",
             "-c", "log_parameter_max_length_on_error=0"],
            stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd=self._sockets,
            start_new_session=True, **self._who(),
        )  # fmt: skip
        give_up = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                with psycopg.connect(
                    f"host={self._sockets} user={NAME} dbname=postgres", autocommit=True
                ) as connection:
                    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'roi'")
                    if found.fetchone() is None:
                        connection.execute("CREATE DATABASE roi")
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > give_up:
                    raise PostgresError(
                        f"PostgreSQL did not start in {self.folder}: its lines above say why."
                    ) from None
                time.sleep(0.1)

    def _owned(self, folder: Path) -> str:
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        return str(folder)

    def _name(self) -> str:
        return self.account.pw_name if self.account else pwd.getpwuid(os.geteuid()).pw_name

    def _who(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}


def program(name: str) -> str:
    """The path of one of its programs, which Debian keeps off the usual paths; the newest."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda at: int(at.parts[4])
    )
    path = shutil.which(name) or (str(found[-1]) if found else "")
    if not path:
        raise PostgresError("PostgreSQL is missing (Debian: apt-get install postgresql).")
    return path
