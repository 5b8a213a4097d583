"""A rate of exchange for each currency of a file, and what was converted at it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from roi_model import formatting
from roi_model.reading.result import Reading
from roi_model.reading.values.money_words import currency_of
from roi_model.reading.values.rates import LONGEST, RATE, RateError, known_as, parse_rate
from ui.actuals import uploads
from ui.elements.escape import escaped, in_label
from ui.session import state
from ui.session.sentences import sentences

t = sentences("checks.rates.")


def inputs(upload: uploads.Upload, reading: Reading) -> None:
    """A rate of each other currency in a file that may be used, and of its own where the plan is in
    another; one that cannot be used is refused beside its field, and what was given before stays.
    """
    asked = _asked(reading)
    if not asked:
        return
    with st.container(horizontal=True, key=f"upload-rates-{upload.digest[:12]}"):
        for currency, into, said in asked:
            _one(upload, currency, into, said)


def missing(upload: uploads.Upload, reading: Reading) -> list[str]:
    """The currencies of a file that need a rate and have none."""
    return [code for code, *_ in _asked(reading) if not upload.answers.get(f"{RATE}{code}")]


def _asked(reading: Reading) -> list[tuple[str, str, str]]:
    """Each currency that may have a rate, the one it is turned into, and what is said of it."""
    found: Any = reading.currencies
    if not reading.usable or not found.get("rated"):
        return []
    chosen, plan = known_as(found["chosen"]), state.currency()
    asked = [(known_as(code), chosen, t("help", rows=told["rows"]))
             for code, told in found["others"].items()]  # fmt: skip
    if (chosen != plan and currency_of(chosen)) or found["rate"]:
        asked.append((chosen, plan, t("help_all", currency=chosen, into=plan)))
    return asked


def _one(upload: uploads.Upload, currency: str, into: str, said: str) -> None:
    name = f"{RATE}{currency}"
    key = f"upload-{name}-{upload.digest[:12]}-{uploads.generation()}"

    def take() -> None:
        given = str(st.session_state[key]).strip()
        if not _fault(given):
            uploads.answer(upload.digest, name, given or None)

    with st.container(width=260):
        given = st.text_input(
            t("label", currency=in_label(currency), into=in_label(into)), key=key, help=said,
            value=upload.answers.get(name, ""), on_change=take, max_chars=LONGEST,
        )  # fmt: skip
        if fault := _fault(given.strip()):
            st.error(escaped(fault), icon=":material/block:")


def _fault(given: str) -> str:
    """What is wrong with a rate, in the reader's language; empty where nothing is."""
    try:
        if given:
            parse_rate(given)
    except RateError as error:
        return error.sentence(state.lang())
    return ""


def told(reading: Reading) -> str:
    """What in a total was converted, and at which rates; empty where nothing was."""
    found: Any = reading.currencies
    others = found.get("others", {}).items()
    if reading.deals is not None:  # the sums are of all deals, the total is of those won
        rated = [*others, (found.get("chosen", ""), {"rate": None, **found})]
        return "; ".join(t("converted_deals", currency=code, rate=one["rate"])
                         for code, one in rated if one["rate"])  # fmt: skip
    said = [t("converted", before=_amount(one["before"], code), rate=one["rate"])
            for code, one in others if one["rate"]]  # fmt: skip
    if found.get("rate"):
        before = _amount(found["before"], found["chosen"])
        said.insert(0, t("converted_all", before=before, rate=found["rate"]))
    return "; ".join(said)


def _amount(value: float, code: str) -> str:
    return formatting.money_exact(value, known_as(code), state.lang())
