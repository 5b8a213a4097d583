"""A PostgreSQL server of the tests' own: in a folder that goes with it, reached by its socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from uuid import uuid4

import psycopg

from deploy.postgres import program


class Postgres:
    """Started on entering, stopped and removed on leaving; `fresh` gives an empty database."""

    def __enter__(self) -> Postgres:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path must be short
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self.account:  # the server refuses to run as root
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self._run("initdb", "-D", f"{self.folder}/data", "-A", "trust", "-U", "roi", "-E", "UTF8",
                  "--no-sync")  # fmt: skip
        self.start()
        return self

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        quiet = "-c listen_addresses='' -c log_min_messages=fatal"
        self._run("pg_ctl", "start", "-w", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log",
                  "-o", f"-k {self.folder} {quiet}")  # fmt: skip

    def stop(self, mode: str = "fast") -> None:
        """Stop it; "immediate" leaves it as a power cut would."""
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", f"{self.folder}/data")

    def __exit__(self, *_: object) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh(self) -> str:
        """The address of a new database."""
        name = f"library_{uuid4().hex}"
        with psycopg.connect(
            f"host={self.folder} user=roi dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql://roi@/{name}?host={self.folder}"

    def _run(self, name: str, *words: str) -> None:
        who = {"user": self.account.pw_uid, "group": self.account.pw_gid} if self.account else {}
        subprocess.run(
            [program(name), *words], check=True, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60,
            extra_groups=[] if self.account else None, **who,
        )  # fmt: skip
