"""The same invented deals as twelve CRMs export them in seven languages: sample files.

Headings are those of the products, their stages those of a pipeline that nobody has changed.
`python -m tests.reading.variants` writes them into data/samples/ with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.reading.deal_variants import DEALS, Deal, Stages
from tests.reading.variants import Writer, day_month, delimited, grouped, plain

_SOURCES = {"LinkedIn": "LinkedIn", "Website": "Website", "Trade show": "Trade show", "": ""}
Cell = Callable[[Deal], str]


@dataclass(frozen=True)
class Crm:
    """How one CRM writes a deal: a function of the deal by heading, then the file's own manners."""

    columns: Mapping[str, Cell]
    delimiter: str = ","
    encoding: str = "utf-8"
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[Deal, ...] = ()
    """Rows of deals that the CRM has put away: they are in the file and do not count."""
    quoting: int = field(default=0)

    def write(self) -> bytes:
        """The bytes of the export."""
        rows = [[cell(deal) for cell in self.columns.values()] for deal in (*DEALS, *self.after)]
        text = delimited([*map(list, self.before), [*self.columns], *rows], self.delimiter,
                         quoting=self.quoting)  # fmt: skip
        return text.encode(self.encoding)


def _stage(stages: Stages) -> Cell:
    won, lost, still_open = stages
    return lambda d: {"won": won, "lost": lost, "open": still_open[d[3]]}[d[2]]


def _state(won: str, lost: str, still_open: str) -> Cell:
    return lambda d: {"won": won, "lost": lost, "open": still_open}[d[2]]


def _money(amount: Callable[[int], str]) -> Cell:
    return lambda d: "" if d[6] is None else amount(d[6])


def _source(names: Mapping[str, str]) -> Cell:
    return lambda d: names[d[7]]


def _same(text: str) -> Cell:
    return lambda d: text


def _when(state: str, cell: Cell) -> Cell:
    """A cell that only deals in this state have."""
    return lambda d: cell(d) if d[2] == state else ""


def _closed(cell: Cell) -> Cell:
    return lambda d: "" if d[2] == "open" else cell(d)


def _id(d: Deal) -> str:
    return str(d[0])


def _name(d: Deal) -> str:
    return d[1]


def _owner(d: Deal) -> str:
    return d[8]


def _created(shape: Callable[[str], str] = str) -> Cell:
    return lambda d: shape(d[4])


def _close(shape: Callable[[str], str] = str) -> Cell:
    return lambda d: shape(d[5])


def _continental(cents: int) -> str:
    return grouped(cents, ".", ",")


def _dotted(day: str) -> str:
    return day_month(day, ".")


def _dashed(day: str) -> str:
    return day_month(day, "-")


def _in_words(day: str) -> str:
    """January 8, 2024."""
    parsed = date.fromisoformat(day)
    return f"{parsed:%B} {parsed.day}, {parsed.year}"


def _at(time: str) -> Callable[[str], str]:
    return lambda day: f"{day} {time}"


_PUT_AWAY: tuple[Deal, ...] = (
    (4190, "Prova", "won", 0, "2024-01-10", "2024-01-11", 9999900, "LinkedIn", "Léa"),
    (4191, "Doppione", "lost", 0, "2024-02-10", "2024-02-11", 100000, "Website", "Hugo"),
)

_DE = {"LinkedIn": "LinkedIn", "Website": "Webseite", "Trade show": "Messe", "": ""}
_IT = {"LinkedIn": "LinkedIn", "Website": "Sito web", "Trade show": "Fiera", "": ""}
_PT = {"LinkedIn": "LinkedIn", "Website": "Site", "Trade show": "Feira", "": ""}
_NL = {"LinkedIn": "LinkedIn", "Website": "Website", "Trade show": "Beurs", "": ""}
_FR = {"LinkedIn": "LinkedIn", "Website": "Site web", "Trade show": "Salon", "": ""}
_ES = {"LinkedIn": "LinkedIn", "Website": "Sitio web", "Trade show": "Feria", "": ""}

CRMS: dict[str, Crm] = {
    "deals_hubspot_de.csv": Crm({
        "Datensatz-ID": _id, "Deal-Name": _name,
        "Deal-Phase": _stage(("Abgeschlossen und gewonnen", "Abgeschlossen und verloren",
            ("Termin geplant", "Für Kauf qualifiziert", "Vertrag zugesendet"))),
        "Pipeline": _same("Vertriebspipeline"), "Abschlussdatum": _close(_at("17:03")),
        "Erstellungsdatum": _created(_at("09:41")), "Deal-Inhaber": _owner,
        "Betrag": _money(plain), "Ursprüngliche Quelle": _source(_DE)}),
    "deals_hubspot_nl.csv": Crm({
        "Record-ID": _id, "Dealnaam": _name,
        "Dealfase": _stage(("Gesloten gewonnen", "Gesloten verloren",
            ("Afspraak gepland", "Gekwalificeerd om te kopen", "Contract verzonden"))),
        "Pijplijn": _same("Verkooppijplijn"), "Sluitingsdatum": _close(_dashed),
        "Aanmaakdatum": _created(_dashed), "Eigenaar": _owner, "Bedrag": _money(_continental),
        "Oorspronkelijke bron": _source(_NL)}, ";"),
    "deals_salesforce_it.csv": Crm({
        "Nome opportunità": _name,
        "Fase": _stage(("Chiusa vinta", "Chiusa persa", ("Analisi delle esigenze",
            "Proposta/Preventivo", "Negoziazione/Revisione"))),
        "Importo": _money(_continental), "Probabilità (%)": _state("100", "0", "50"),
        "Data creazione": _created(day_month), "Data chiusura": _close(day_month),
        "Fonte del lead": _source(_IT), "Proprietario": _owner}, ";", "cp1252",
        before=(("Report opportunità",),)),
    "deals_pipedrive_de.csv": Crm({
        "Deal - ID": _id, "Deal - Titel": _name, "Deal - Wert": _money(plain),
        "Deal - Währung von Wert": _same("EUR"),
        "Deal - Status": _state("Gewonnen", "Verloren", "Offen"),
        "Deal - Phase": _stage(("Angebot erstellt", "Kontakt hergestellt",
            ("Qualifiziert", "Bedarf ermittelt", "Verhandlungen begonnen"))),
        "Deal - Besitzer": _owner, "Deal - Deal erstellt": _created(_at("08:15:00")),
        "Deal - Deal abgeschlossen am": _closed(_close(_at("16:20:00"))),
        "Deal - Gewonnen am": _when("won", _close(_at("16:20:00"))),
        "Deal - Datum des verlorenen Deals": _when("lost", _close(_at("16:20:00"))),
        "Deal - Verlustgrund": _when("lost", _same("Preis")),
        "Deal - Quelle": _source(_DE)}, quoting=1),
    "deals_pipedrive_pt.csv": Crm({
        "Negócio - ID": _id, "Negócio - Título": _name, "Negócio - Valor": _money(plain),
        "Negócio - Moeda de Valor": _same("EUR"),
        "Negócio - Status": _state("Ganho", "Perdido", "Aberto"),
        "Negócio - Funil": _same("Funil de vendas"),
        "Negócio - Etapa": _stage(("Qualificado", "Contato feito",
            ("Qualificado", "Reunião agendada", "Proposta feita"))),
        "Negócio - Proprietário": _owner,
        "Negócio - Negócio criado em": _created(_at("08:15:00")),
        "Negócio - Ganho em": _when("won", _close(_at("16:20:00"))),
        "Negócio - Data de perda": _when("lost", _close(_at("16:20:00"))),
        "Negócio - Data de fechamento esperada": _when("open", _close()),
        "Negócio - Motivo da perda": _when("lost", _same("Preço")),
        "Negócio - Status de arquivamento": _same("Não arquivado"),
        "Negócio - Origem": _source(_PT)}, quoting=1),
    "deals_zoho_en.csv": Crm({
        "Record Id": lambda d: f"zcrm_50{d[0]}", "Deal Name": _name, "Deal Owner": _owner,
        "Amount": _money(lambda c: f"€ {plain(c)}"),
        "Expected Revenue": _when("open", _money(lambda c: f"€ {plain(c // 2)}")),
        "Stage": _stage(("Closed Won", "Closed-Lost to Competition",
            ("Qualification", "Identify Decision Makers", "Negotiation/Review"))),
        "Probability (%)": _state("100", "0", "50"), "Closing Date": _close(),
        "Created Time": _created(_at("09:41:00")), "Modified Time": _same("2024-06-03 07:00:00"),
        "Lead Source": _source(_SOURCES)}),
    "deals_dynamics_fr.csv": Crm({
        "(Ne pas modifier) Opportunité": lambda d: f"8f3c{d[0]}-0000-ea11",
        "(Ne pas modifier) Modifié le": _same("03/06/2024 07:00"), "Sujet": _name,
        "Statut": _state("Conclue", "Perdue", "Ouverte"),
        "Raison du statut": _state("Conclue", "Annulée", "En cours"),
        "Revenu est.": _money(lambda c: plain(c + 100)), "Revenu réel": _closed(_money(plain)),
        "Date de fermeture est.": _close(day_month),
        "Date de fermeture réelle": _closed(_close(day_month)),
        "Créé le": _created(day_month), "Propriétaire": _owner, "Source": _source(_FR)}, ";",
        "utf-8-sig"),
    "deals_odoo_es.csv": Crm({
        "ID externo": lambda d: f"__export__.crm_lead_{d[0]}", "Oportunidad": _name,
        "Creado el": _created(_at("09:41:00")),
        "Fecha de cierre": _closed(_close(_at("17:03:00"))),
        "Ingresos esperados": _money(plain), "Comercial": _owner,
        "Etapa": _stage(("Ganado", "Propuesta", ("Nuevo", "Calificado", "Propuesta"))),
        "Activo": _state("Verdadero", "Falso", "Verdadero"),
        "Motivo de la pérdida": _when("lost", _same("Demasiado caro")),
        "Origen": _source(_ES)}),
    "deals_bitrix24_codes.csv": Crm({
        "ID": _id, "TITLE": _name,
        "STAGE_ID": _stage(("C5:WON", "C5:LOSE", ("C5:NEW", "C5:PREPARATION", "C5:EXECUTING"))),
        "OPPORTUNITY": _money(plain), "CURRENCY_ID": _same("EUR"), "CLOSED": _state("Y", "Y", "N"),
        "DATE_CREATE": _created(lambda day: f"{_dotted(day)} 09:41:00"),
        "CLOSEDATE": _close(lambda day: f"{_dotted(day)} 17:03:00"),
        "RESPONSIBLE": _owner, "SOURCE_ID": _source(_SOURCES)}, ";"),
    "deals_close_en.csv": Crm({
        "id": lambda d: f"oppo_{d[0]}", "lead_name": _name,
        "status_type": _state("won", "lost", "active"),
        "status_label": _stage(("Signed", "Went quiet", ("Demo Completed", "Proposal", "Legal"))),
        "confidence": _state("100", "0", "50"), "owner": _owner, "value": _money(plain),
        "value_period": _same("one_time"), "value_currency": _same("EUR"),
        "date_created": _created(lambda day: f"{day}T09:41:00+00:00"),
        "date_updated": _same("2024-06-03T07:00:00+00:00"),
        "date_won": _when("won", _close()), "date_lost": _when("lost", _close()),
        "source": _source(_SOURCES)}),
    "deals_freshsales_en.csv": Crm({
        "Id": _id, "Name": _name, "Deal stage": _stage(("Won", "Lost",
            ("New", "Discovery", "Negotiation"))),
        "Deal value": _money(plain), "Deal pipeline": _same("Default Pipeline"),
        "Created at": _created(_at("09:41:00 UTC")), "Expected close": _when("open", _close()),
        "Closed date": _closed(_close()), "Sales owner": _owner,
        "Lost reason": _when("lost", _same("Price")), "Source": _source(_SOURCES)}),
    "deals_notion_nl.csv": Crm({
        "Naam": _name, "Fase": _stage(("Gewonnen", "Verloren",
            ("Kwalificatie", "Offerte verstuurd", "In onderhandeling"))),
        "Dealwaarde": _money(lambda c: f"€{grouped(c, ',', '.')}"),
        "Aangemaakt": _created(_in_words), "Sluitingsdatum": _close(_in_words),
        "Bron": _source(_NL), "Eigenaar": _owner}, encoding="utf-8-sig"),
    "deals_airtable_it.csv": Crm({
        "Trattativa": _name, "Fase": _stage(("Vinta", "Persa",
            ("Contattato", "Preventivo inviato", "In trattativa"))),
        "Valore": _money(lambda c: f"€{plain(c)}"), "Creato il": _created(),
        "Data di chiusura": _close(), "Fonte": _source(_IT), "Responsabile": _owner,
        "Archiviata": lambda d: "checked" if d in _PUT_AWAY else ""}, after=_PUT_AWAY),
    "deals_monday_pt.csv": Crm({
        "Nome": _name, "Proprietário": _owner, "Etapa": _stage(("Ganho", "Perdido",
            ("Novo", "Proposta enviada", "Em negociação"))),
        "Valor do negócio": _money(plain), "Criado em": _created(),
        "Data de fechamento": _close(), "Origem": _source(_PT)}),
}  # fmt: skip

CRM_FILES: dict[str, Writer] = {name: crm.write for name, crm in CRMS.items()}
