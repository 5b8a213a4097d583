"""Two columns of yes and no that say of every deal whether it is won and whether it is lost."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.deals.elsewhere.flags import outcome_flags
from tests.reading.deals.plain import reading_of

ROWS = [
    ("Avvio", 900, "{won}", "2026-03-05", True, False),
    ("Rinnovo uno", 300, "Renewed", "2026-03-31", True, False),
    ("Audit", 500, "{lost}", "2026-04-20", False, True),
    ("Rinnovo due", 250, "Dropped", "2026-04-30", False, True),
    ("Sito", 700, "{won}", "2026-05-02", True, False),
    ("Corso", 400, "{lost}", "2026-05-03", False, True),
    ("Rinnovo tre", 100, "Due soon", "2026-12-31", False, False),
]


def _export(won: str, lost: str, head: str, yes: str, no: str, stages: tuple[str, str]) -> str:
    lines = [f"{head};{won};{lost}"]
    for name, amount, stage, day, *told in ROWS:
        said = stage.format(won=stages[0], lost=stages[1])
        flags = [yes if one else no for one in told]
        lines.append(";".join([name, str(amount), said, day, *flags]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("won", "lost", "head", "yes", "no", "stages"),
    [
        ("È con chiusura vinta", "È con chiusura persa",
         "Nome trattativa;Importo;Fase trattativa;Data di chiusura", "true", "false",
         ("Chiuso vinto", "Chiuso perso")),
        ("Est une transaction gagnée", "Est une transaction perdue",
         "Nom de la transaction;Montant;Phase de la transaction;Date de fermeture", "Oui", "Non",
         ("Fermé gagné", "Fermé perdu")),
        ("Deal gewonnen?", "Deal verloren?",
         "Deal-Name;Betrag;Dealphase;Abschlussdatum", "Ja", "Nein",
         ("Abgeschlossen und gewonnen", "Abgeschlossen und verloren")),
        ("Negocio ya ganado", "Negocio ya perdido",
         "Nombre del negocio;Valor;Etapa del negocio;Fecha de cierre", "1", "0",
         ("Cierre ganado", "Cierre perdido")),
        # Headings that say nothing: the stages that are known tell.
        ("Bandiera A", "Bandiera B",
         "Nome trattativa;Importo;Fase trattativa;Data di chiusura", "vero", "falso",
         ("Chiuso vinto", "Chiuso perso")),
    ],
)  # fmt: skip
def test_flags_in_every_row_leave_no_stage_to_ask_about(
    won: str, lost: str, head: str, yes: str, no: str, stages: tuple[str, str]
) -> None:
    reading = reading_of(_export(won, lost, head, yes, no, stages))
    assert not [q.id for q in reading.questions if q.blocking]
    told = reading.to_json()["deals"]
    assert (told["won"], told["lost"], told["open"]) == (3, 3, 1)
    assert told["won_amount"] == 900 + 300 + 700


def _cells(*rows: str) -> dict[int, pa.Array]:
    return {i: pa.array(list(row)) for i, row in enumerate(rows)}


STAGES = pa.array(["Won", "Won", "Lost", "Lost", "Sent"])


def test_columns_of_yes_and_no_that_say_something_else() -> None:
    names = ["Newsletter", "Key account"]
    assert outcome_flags(names, _cells("10010", "01100"), STAGES) is None  # beside the stages
    assert outcome_flags(names, _cells("11000", "00111"), STAGES) is None  # one still open is lost
    assert outcome_flags(names, _cells("11000", "00110"), None) is None  # nothing tells
    assert outcome_flags(names, _cells("11000", "00110"), STAGES[:3]) is None  # two are too few
    assert outcome_flags(names, _cells("11000", "00110"), STAGES) == (0, 1)


def test_flags_that_contradict_each_other_or_have_gaps_tell_nothing() -> None:
    names = ["Is won", "Is lost"]
    assert outcome_flags(names, _cells("00110", "11000"), None) == (0, 1)
    assert outcome_flags(names, _cells("00110", "11100"), None) is None
    gaps = {0: pa.array(["1", "", "0"]), 1: pa.array(["0", "1", "0"])}
    assert outcome_flags(names, gaps, None) is None
