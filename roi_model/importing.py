"""SciPy's parts cost up to two seconds to import: they come when needed, one thread at a time."""

from __future__ import annotations

import threading

LATE = threading.RLock()
"""Held around every late import of SciPy.

Its packages import each other. Two threads that enter them at different doors would each wait for
the other, and Python, to end the wait, hands out half a module.
"""
