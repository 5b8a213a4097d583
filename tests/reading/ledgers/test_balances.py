"""A table that debits several accounts as much as it credits others is a ledger's."""

from __future__ import annotations

import pytest

from tests.reading.exported import reading_of

_ROWS = ("2025-04-02;7320;Reklame;100,00;D\n2025-04-02;2710;Inngående mva;25,00;D\n"
         "2025-04-02;2400;Leverandørgjeld;125,00;K\n")  # fmt: skip
_ROWS_OF_THREE = ("22/03/2025;62700001;100,00\n22/03/2025;47200021;21,00\n"
                  "22/03/2025;40000001;-121,00\n")  # fmt: skip


def test_a_side_beside_one_amount_that_balances_is_a_ledgers() -> None:
    reading = reading_of(f"Dato;Konto;Kontonavn;Beløp;D/K\n{_ROWS}")
    assert (reading.kind, reading.total()) == ("ledger", 100.0)


def test_a_cent_more_is_no_ledger() -> None:
    text = f"Fecha;Cuenta;Importe\n{_ROWS_OF_THREE}"
    assert reading_of(text).kind == "ledger"
    assert reading_of(text.replace("-121,00", "-121,01")).kind != "ledger"


def test_one_amount_with_its_currency_that_does_not_balance_is_no_ledger() -> None:
    text = "Datum;Konto;Kontonavn;Betrag (EUR)\n" + "".join(
        f"2025-04-{day};7320;Reklame;1{day},00\n" for day in range(13, 19)
    )
    assert reading_of(text).kind == "costs"


def test_signed_amounts_that_add_up_to_nothing_are_a_ledgers() -> None:
    text = (
        "Fecha;Cuenta;Nombre cuenta;Importe\n22/03/2025;62700001;Publicidad;100,00\n"
        "22/03/2025;47200021;IVA soportado;21,00\n22/03/2025;40000001;Proveedores;-121,00\n"
    )
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("ledger", 100.0)


@pytest.mark.parametrize("names", [False, True])
def test_a_cost_that_is_only_given_back_is_asked_about(names: bool) -> None:
    rows = (("4400", "Reclame", "50,00", ""), ("4600", "Zorglub", "", "20,00"),
            ("1600", "Crediteuren", "", "30,00"))  # fmt: skip
    body = "\n".join(";".join(["23-02-2025", number, *([name] if names else []), debit, credit])
                     for number, name, debit, credit in rows)  # fmt: skip
    head = "Datum;Konto;Kontoname;Debet;Kredit" if names else "Datum;Konto;Debet;Kredit"
    asked = {q.column for q in reading_of(f"{head}\n{body}\n").questions if q.blocking}
    assert ("4600 Zorglub" if names else "4600") in asked
