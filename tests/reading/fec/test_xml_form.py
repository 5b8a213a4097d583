"""A FEC as XML: the law's second form."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.variants import SAMPLES, TOTAL

SECOND = (SAMPLES / "fec_second_form.xml").read_bytes()


def _read(text: str, encoding: str = "utf-8") -> float:
    reading = read(text.encode(encoding))
    assert reading.refused is None
    assert reading.kind == "fec"
    return float(reading.total())


def _text() -> str:
    return SECOND.decode("iso8859-15").replace("ISO-8859-15", "UTF-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<ligne>", "<ligne>\n      "),
        ("<CompteNum>", "<CompAuxNum></CompAuxNum><CompteNum>"),
        ("EcritureLib>", "ECRITURELIB>"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "<!-- exported -->"),
        ("</exercice>", "<DateCloture>2024-12-31</DateCloture></exercice>"),
    ],
)
def test_the_same_written_another_way(old: str, new: str) -> None:
    assert old in _text()
    assert _read(_text().replace(old, new)) == TOTAL


def test_names_with_a_prefix_and_other_encodings() -> None:
    prefixed = _text().replace("</", "</f:").replace("<f:", "<f:")
    for tag in ("comptabilite", "exercice", "journal", "ecriture", "ligne"):
        prefixed = prefixed.replace(f"<{tag}>", f"<f:{tag}>")
    for tag in ("DateCloture", "JournalCode", "JournalLib", "EcritureNum", "EcritureDate",
                "EcritureLib", "PieceRef", "PieceDate", "ValidDate", "CompteNum", "CompteLib",
                "Debit", "Credit"):  # fmt: skip
        prefixed = prefixed.replace(f"<{tag}>", f"<f:{tag}>")
    assert _read(prefixed) == TOTAL
    assert _read(_text().replace("UTF-8", "UTF-16"), "utf-16") == TOTAL


def test_amounts_with_a_side() -> None:
    text = _text()
    for left, right, side in (("<Debit>", "</Debit><Credit>0.00</Credit>", "D"),):
        text = text.replace(right, f"</Montant><Sens>{side}</Sens>").replace(left, "<Montant>")
    text = text.replace("<Montant>0.00</Debit><Credit>", "<Montant>")
    text = text.replace("</Credit>", "</Montant><Sens>C</Sens>")
    assert _read(text) == TOTAL


@pytest.mark.parametrize(
    "damaged",
    [
        SECOND[:-30],
        SECOND[: len(SECOND) // 2],
        SECOND.replace(b"</journal>", b"", 1),
        SECOND.replace(b"<comptabilite>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><comptabilite>", 1),
        SECOND.replace(b"ISO-8859-15", b"X-NONE", 1),
    ],
)
def test_what_is_damaged_is_refused_whole(damaged: bytes) -> None:
    reading = read(damaged, name="fec.xml")
    assert reading.refused is not None
    assert reading.refused.code == "damaged_xml"
    assert reading.totals()["all"] is None


def test_an_empty_one_has_nothing_to_count() -> None:
    reading = read(b"<comptabilite><exercice></exercice></comptabilite>")
    assert reading.refused is not None
    assert reading.refused.code == "no_usable_row"
