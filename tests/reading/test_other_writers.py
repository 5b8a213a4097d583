"""For each structured format files that other programs wrote, and one that is malformed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from roi_model.reading.sandbox.limited import read_limited
from tests.project import ROOT
from tests.reading.statements.written import of_month, spent
from tests.reading.variants import SAMPLES, TOTAL, all_samples


def half(content: bytes) -> bytes:
    """A download that broke off."""
    return content[: len(content) // 2]


def figureless(content: bytes) -> bytes:
    """Words where figures were: what a wrong column or a spoilt export leaves."""
    return re.sub(rb"\d", b"x", content)


def dayless(content: bytes) -> bytes:
    """An MT942 whose movements lost the month: nothing closes such a file but its end."""
    return re.sub(rb":61:\d{4}", b":61:24", content)


@dataclass(frozen=True)
class Written:
    """A format, its files of other programs, and how one of them is spoilt past reading."""

    name: str
    files: tuple[str, ...]
    spoilt: Callable[[bytes], bytes] = half


def by(start: str, *ends: str) -> tuple[str, ...]:
    return tuple(f"{start}{end}" for end in ends)


FORMATS = (
    Written(".xls", ("fr_workbook_libreoffice.xls", "fr_workbook_merged_gnumeric.xls",
                     "ledger_quickbooks_libreoffice.xls")),
    Written(".xlsx", by("fr_workbook_", "libreoffice.xlsx", "xlsxwriter.xlsx")),
    Written(".xlsb", by("fr_workbook_", "pyxlsbwriter.xlsb", "sheetjs.xlsb")),
    Written(".ods", by("fr_workbook_", "libreoffice.ods", "merged_libreoffice.ods",
                       "gnumeric.ods")),
    Written("OFX, SGML", by("statement_by_", "ofxtools_sgml.ofx", "csv2ofx.ofx",
                            "ofxstatement.ofx")),
    Written("OFX, XML", by("statement_by_", "ofxtools.ofx", "ofxtools_card.ofx")),
    Written("QIF", by("statement_by_", "quiffen.qif", "csv2ofx.qif"), figureless),
    Written("MT940", by("statement_by_", "mt940_writer.sta", "mt940_writer_months.sta",
                        "libmt94x.sta")),
    Written("MT942", by("statement_by_", "prowide.mt942", "swiftlib.mt942"), dayless),
    Written("camt.052", by("statement_by_", "pyiso20022_camt052.xml", "mock_bank_camt052.xml")),
    Written("camt.053", by("statement_by_", "camt053.xml", "camt053_reversals.xml")),
    Written("camt.054", by("statement_by_", "pyiso20022_camt054.xml", "mock_bank_camt054.xml")),
    Written("CFONB 120", by("statement_by_", "python_cfonb.txt", "python_cfonb_months.txt")),
    Written("BAI2", by("statement_by_", "bai2.bai", "bai2_two_accounts.bai2")),
    Written("DATEV", by("ledger_by_", "datev_gem.csv", "datev_extf.csv", "odoo_dtvf.csv"),
            figureless),
    Written("SIE", by("ledger_by_", "sie4j.se", "sie4j_cp437.se"), figureless),
    Written("SAF-T PT", by("ledger_by_xsdata_", "saft_pt.xml", "saft_pt_closed.xml")),
    Written("SAF-T NO", by("ledger_by_xsdata_", "saft_no.xml", "saft_no_grouped.xml")),
    Written("XAF", by("ledger_by_", "xsdata.xaf", "odoo.xaf")),
    Written("hledger", by("ledger_by_", "hledger_print.csv", "hledger_register.csv"), figureless),
    Written("ledger", by("ledger_by_", "ledger.csv", "ledger_euro.csv"), figureless),
    Written("beancount", by("ledger_by_", "beancount.csv", "beanquery.csv"), figureless),
    Written("Factur-X", by("invoice_by_", "fnfe.pdf", "factur_x.pdf")),
    Written("UBL", by("invoice_by_", "ferd_ubl.xml", "e_invoice_eu.xml")),
    Written("CII", by("invoice_by_", "mustang.xml", "drafthorse.xml")),
    Written(".zip", by("invoices_by_", "infozip.zip", "7zip.zip")),
)  # fmt: skip

# Where a file says something else than all the costs, or all the movements.
OTHERWISE = {
    # 240.00 of a customer taken back; 12.50 of fees given back.
    "statement_by_camt053_reversals.xml": spent() + 240 - 12.5,
    "statement_by_mock_bank_camt052.xml": spent(of_month("2024-03")),
    "statement_by_mock_bank_camt054.xml": spent(of_month("2024-03")),
    "invoice_by_fnfe.pdf": -218.48,
    "invoice_by_factur_x.pdf": 400.00,
    "invoice_by_ferd_ubl.xml": 8.41,
    "invoice_by_e_invoice_eu.xml": 1_200.50,
    "invoice_by_mustang.xml": -3.00,
    "invoice_by_drafthorse.xml": 12_345.67,
}
# Their writers leave the plan of accounts away.
ANSWERS = {name: {"ledger_plan": "skr03"} for name in by(
    "ledger_by_", "datev_gem.csv", "odoo_dtvf.csv")}  # fmt: skip
# What else is asked of a DATEV file whose head lost its figures.
SAID = {name: {"ledger_plan": "skr03", "year": "2024"} for name in by(
    "ledger_by_", "datev_gem.csv", "datev_extf.csv", "odoo_dtvf.csv")}  # fmt: skip
# Refusals of a child that was ended, and not of its reader.
ENDED = {"too_much_memory", "too_slow", "killed", "disk", "broken", "busy"}
FILES = [name for one in FORMATS for name in one.files]


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_two_files_of_each_format_are_not_ours_and_say_who_wrote_them(one: Written) -> None:
    assert len(set(one.files)) >= 2
    assert not set(one.files) & set(all_samples())
    rows = (ROOT / "data" / "README.md").read_text(encoding="utf-8").splitlines()
    named = [pattern for row in rows for pattern in re.findall(r"`samples/([^`]+)`", row)]
    for name in one.files:
        patterns = (re.escape(each).replace(r"\*", ".*") for each in named)
        assert any(re.fullmatch(each, name) for each in patterns), name


@pytest.mark.parametrize("name", FILES)
def test_what_others_wrote_gives_the_known_total_in_the_limited_child(name: str) -> None:
    total = OTHERWISE.get(name, spent() if name.startswith("statement_") else TOTAL)
    reading = read_limited((SAMPLES / name).read_bytes(), name=name, answers=ANSWERS.get(name))
    assert (reading.refused, reading.blocked) == (None, False)
    assert reading.total() == round(total, 2)


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_malformed_file_is_refused_in_words_and_the_next_one_is_read(one: Written) -> None:
    for name in one.files:
        sound = (SAMPLES / name).read_bytes()
        refused = read_limited(one.spoilt(sound), name=name, answers=SAID.get(name)).refused
        assert refused is not None, name
        assert refused.code not in ENDED, name
        french, english = refused.sentence("fr"), refused.sentence("en")
        assert french != english and "{" not in french + english
        assert len(english.split()) > 4 and english.endswith(".")
        assert read_limited(sound, name=name, answers=ANSWERS.get(name)).usable, name
