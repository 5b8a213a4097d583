"""Columns of figures that are no costs, several that are, and lists of what one sells."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.figures import is_count, is_kind_of_cost, is_planned, sold
from tests.reading.read_again import reading_of


@pytest.mark.parametrize("heading", [
    "Clicks", "Link clicks", "Reach", "Impressions", "Clics", "Couverture", "Klicks", "Reichweite",
    "Alcance", "Impresiones", "Copertura", "Cliques", "Bereik", "Vertoningen", "CAMPAIGNID",
    "Account ID", "N° de compte", "Rekeningnummer", "Kontonummer", "Quantité", "Anzahl", "CTR (%)",
    "Cost per click", "Order number"])  # fmt: skip
def test_counts_rates_and_numbers_are_no_money(heading: str) -> None:
    assert is_count(heading)


@pytest.mark.parametrize("heading", ["Amount spent (AUD)", "Outlay", "Kosten", "Spend", "Montant",
                                     "Valuation", "Account spend"])  # fmt: skip
def test_money_is_no_count(heading: str) -> None:
    assert not is_count(heading)


@pytest.mark.parametrize(("header", "row"), [
    ("Campaign,Day,Clicks,Reach,Impressions,Amount spent (AUD)", "A,{},100,5000,9000,{}"),
    ("Day,Campaign,Clicks,Reach,Outlay", "{},A,100,5000,{}"),
    ("Tag,Kampagne,Klicks,Reichweite,Impressionen,Werbeaufwand", "{},A,100,5000,900,{}"),
    ("Jour,Campagne,Clics,Couverture,Investi", "{},A,100,5000,{}"),
    ("Fecha,Campaña,Clics,Alcance,Invertido", "{},A,100,5000,{}"),
    ("Giorno,Campagna,Clic,Copertura,Investito", "{},A,100,5000,{}"),
    ("Dia,Campanha,Cliques,Alcance,Investido", "{},A,100,5000,{}"),
    ("Dag,Campagne,Klikken,Bereik,Besteed", "{},A,100,5000,{}"),
    ("Day,Account ID,Campaign,Outlay", "{},1234567890,A,{}")])  # fmt: skip
def test_the_one_column_of_money_is_found(header: str, row: str) -> None:
    rows = (row.format("2025-01-15", "50.25"), row.format("2025-01-16", "60.25"))
    reading = reading_of("\n".join((header, *rows, "")))
    assert reading.usable
    assert reading.total() == 50.25 + 60.25


@pytest.mark.parametrize("header", [
    "month,social_media_spend,search_engine_spend,affiliate_spend",
    "Mois,Dépenses LinkedIn,Dépenses Google,Dépenses salons",
    "Monat,Kosten Messe,Kosten Suche,Kosten Newsletter",
    "Mes,Gasto ferias,Gasto buscadores,Gasto prensa",
    "Mese,Spesa fiere,Spesa ricerca,Spesa stampa",
    "Mês,Custo feiras,Custo pesquisa,Custo imprensa",
    "Maand,Beurs kosten,Zoek kosten,Pers kosten"])  # fmt: skip
def test_costs_side_by_side_are_added_up(header: str) -> None:
    reading = reading_of(f"{header}\n2025-01,100,200,50\n2025-02,110,210,60\n")
    assert reading.usable
    assert reading.total() == (100 + 200 + 50) + (110 + 210 + 60)


def test_columns_of_no_known_word_may_be_added_up() -> None:
    text = "month,alpha,beta,gamma\n2025-01,100,200,50\n2025-02,110,210,60\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "alpha": 100 + 110, "beta": 410, "gamma": 50 + 60, "all": 210 + 410 + 110}  # fmt: skip
    for lang in ("en", "fr"):
        assert question.answer_label("all", lang) != "all"
    assert reading_of(text, answers={"amount_column": "all"}).total() == 210 + 410 + 110
    assert reading_of(text, answers={"amount_column": "beta"}).total() == 200 + 210


@pytest.mark.parametrize("header", ["Net cost,Gross cost", "Cost EUR,Cost USD",
                                    "Cost 2023,Cost 2024",
                                    "Unit cost,Shipping cost per unit"])  # fmt: skip
def test_one_cost_told_twice_is_not_added_up(header: str) -> None:
    assert not all(map(is_kind_of_cost, header.split(",")))
    reading = reading_of(f"month,label,{header}\n2025-01,A,100,120\n2025-02,B,110,132\n")
    assert not reading.usable or reading.total() in (100 + 110, 120 + 132)


@pytest.mark.parametrize("header", [
    "CAMPAIGNID,Campaign Name,Start Date,Expected Revenue,Budgeted Cost,Actual Cost",
    "ID campagne,Campagne,Date de début,Revenu attendu,Coût budgété,Coût réel",
    "Kampagnen ID,Kampagne,Startdatum,Erwarteter Umsatz,Geplante Kosten,Tatsächliche Kosten",
    "ID campaña,Campaña,Fecha de inicio,Ingresos,Coste presupuestado,Coste real"])  # fmt: skip
def test_a_list_of_campaigns_counts_what_was_spent(header: str) -> None:
    text = (f'{header}\n24000001,Fair,2025-01-10,"50,000.00","9,000.00","8,000.00"\n'
            '24000002,Web,2025-02-10,"40,000.00","7,000.00","6,500.00"\n')  # fmt: skip
    reading = reading_of(text)
    assert reading.usable
    assert reading.total() == 8000 + 6500
    assert is_planned(header.split(",")[4])


# What one sells, in the words of several programs; the last is the sum if it were spent after all.
SALES = [
    ("N° facture;Date;Client;Montant HT;Montant TTC;Statut",
     "F-001;15/01/2025;Dupont SA;1000,00;1200,00;Payée\n"
     "F-002;20/02/2025;Martin SARL;500,00;600,00;En retard\n", 1000 + 500),
    ("Invoice number;Date;Customer;Subtotal", "1;2025-01-15;A;10.00\n2;2025-01-16;B;5.50\n", 15.5),
    ("Numéro devis;Date;Client;Montant", "1;15/01/2025;A;10,00\n2;16/01/2025;B;5,50\n", 15.5),
    ("Order ID;Order Date;Customer;Amount", "1;2025-01-15;A;10.00\n2;2025-01-16;B;5.50\n", 15.5),
    ("Contract;Date;Customer;Amount", "P;2025-01-15;A;10.00\nP;2025-01-16;B;5.50\n", 15.5),
    ("Order ID;Order Date;Product;Quantity;Sales",
     "1;2025-01-15;A;2;10.00\n2;2025-01-16;B;1;5.50\n", 15.5),
    ("Rechnungsnummer;Datum;Kunde;Betrag", "1;15.01.2025;A;10,00\n2;16.01.2025;B;5,50\n", 15.5),
    ("Factura;Fecha;Cliente;Importe", "1;15/01/2025;A;10,00\n2;16/01/2025;B;5,50\n", 15.5),
    ("Fattura;Data;Cliente;Importo", "1;15/01/2025;A;10,00\n2;16/01/2025;B;5,50\n", 15.5),
    ("Fatura;Data;Cliente;Valor", "1;15/01/2025;A;10,00\n2;16/01/2025;B;5,50\n", 15.5),
    ("Factuurnummer;Datum;Klant;Bedrag", "1;15-01-2025;A;10,00\n2;16-01-2025;B;5,50\n", 15.5),
    ("Mois;Client;MRR", "01/2025;A;10,00\n02/2025;B;5,50\n", 15.5)]  # fmt: skip


@pytest.mark.parametrize(("header", "rows", "total"), SALES)
def test_lists_of_what_one_sells_are_asked_about(header: str, rows: str, total: float) -> None:
    text = f"{header}\n{rows}"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "sold"
    assert reading_of(text, answers={"sold": "no"}).total() == total
    assert {c.answer: c.gives for c in question.candidates} == {
        "no": {"all": total}, "yes": {"rows": len(rows.splitlines())}}  # fmt: skip
    sold = reading_of(text, answers={"sold": "yes"})
    if sold.refused is None:  # orders of clients: each is a deal won, if somebody says so
        assert sold.kind == "deals"
        (asked,) = [q for q in sold.questions if q.blocking]
        assert asked.about == ("stage" if "Statut" in header else "all_alike")
        if asked.about == "all_alike":
            won = reading_of(text, answers={"sold": "yes", asked.id: "won"}).to_json()["deals"]
            assert (won["won"], won["won_amount"]) == (len(rows.splitlines()), total)
    else:  # figures that are sales by their heading, and nothing that says of whom
        assert sold.refused.code == "sold"
        assert header.endswith(("Sales", "MRR", "CA", "Revenue"))
    for lang in ("en", "fr"):
        assert "{" not in question.sentence(lang)


@pytest.mark.parametrize("header", [
    "Date;N° facture;Fournisseur;Client;Montant HT", "Date;Facture;Commerçant;Client;Montant",
    "Date;Libellé;Projet;Client;Montant"])  # fmt: skip
def test_purchases_for_a_client_are_costs(header: str) -> None:
    rows = "15/01/2025;F1;Hertz;Dupont;10,00\n16/01/2025;F2;Ibis;Martin;5,50\n"
    assert reading_of(f"{header}\n{rows}").total() == 15.5
    assert not sold(header.split(";"), "Montant HT")


def test_the_format_of_a_number_is_none() -> None:
    """What a converter of workbooks leaves where a unit took the number's place."""
    lost = '"#,##0.00 ""us18"""'
    rows = "date,label,amount\n2025-01-15,Ads,{}\n2025-02-15,Ads,1000\n2025-03-15,CRM,{}\n"
    found = reading_of(rows.format("1234.56", lost))
    assert found.rejected[["line", "reason"]].to_numpy().tolist() == [[4, "not_a_number"]]
    assert found.entries["amount"].sum() == 2234.56
    gone = reading_of(rows.replace("1000", lost).format(lost, lost))
    assert gone.refused is not None and gone.refused.code == "no_amount"


@pytest.mark.parametrize(
    ("rows", "lost"),
    [(";Zed;64,50\n", (1, 64.5)), ("soon;Zed;64,50\n;Figma;-5,50\n", (2, 70.0)),
     (";;35,00\n", None), (";Total;35,00\n", None), (";Note;\n", None)],
)  # fmt: skip
def test_amounts_without_a_date_are_told(rows: str, lost: tuple[int, float] | None) -> None:
    days = "".join(f"2026-10-{day:02d};Ibis {day};5,00\n" for day in range(1, 8))
    reading = reading_of(f"Date;Label;Amount\n{days}{rows}")
    assert reading.total() == 35
    told = [(n.values["count"], n.values["total"]) for n in reading.notes
            if n.code == "undated_amounts"]  # fmt: skip
    assert told == ([] if lost is None else [lost])


def by_month(phone: tuple[str, ...], dash: str = "-") -> str:
    rows = [f"0{m}/2025;{1000 + m},50;{dash if m == 3 else f'{200 + m},25'};{cell}"
            for m, cell in enumerate(phone, 1)]  # fmt: skip
    return "\n".join(["Month;Salaries;Advertising;Phone", *rows, ""])


SPENT = (1001.50 + 1002.50 + 1003.50) + (201.25 + 202.25)


@pytest.mark.parametrize("dash", ["-", "–", "—", "", "0"])
def test_a_column_by_month_of_what_the_telephone_costs_counts(dash: str) -> None:
    reading = reading_of(by_month(("486,71", "3 043,85", "12,00"), dash))
    assert reading.total() == pytest.approx(SPENT + 486.71 + 3043.85 + 12)


@pytest.mark.parametrize("head", ["Phone", "Telephone", "Number"])
def test_whole_figures_under_what_may_be_a_number_are_asked_about(head: str) -> None:
    text = by_month(("486", "3043", "12")).replace("Phone", head)
    (question,) = [one for one in reading_of(text).questions if one.blocking]
    gives = {str(c.answer): c.gives["all"] for c in question.candidates}
    assert gives == {"count": pytest.approx(SPENT), "cost": pytest.approx(SPENT + 486 + 3043 + 12)}
