"""The kinds of lists are told apart by their headings, and each word stands once in a role."""

from __future__ import annotations

import pytest

from roi_model.reading.events.kinds import CALLS, CUSTOMERS, EVENT_KINDS, LEADS, EventKind
from roi_model.reading.text.wording import fold


@pytest.mark.parametrize("kind", EVENT_KINDS, ids=lambda kind: kind.name)
def test_headings_are_written_folded_and_stand_once(kind: EventKind) -> None:
    words = [word for some in kind.words.values() for word in some]
    assert [fold(word) for word in words] == words
    assert len(set(words)) == len(words)
    for role, first in kind.sure.items():
        assert 0 < first < len(kind.words[role])
    assert {role.rstrip("*") for told in kind.told_by for role in told} <= set(kind.words)


def test_the_most_telling_heading_takes_the_role() -> None:
    assert LEADS.columns(["Date", "Create Date", "Status", "Lead status"]) == {"state": 3, "day": 1}
    assert LEADS.role("Propriétaire du lead") == "who" and LEADS.role("Budget") == ""


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (LEADS, ["Date", "Status", "Amount"]),
        (LEADS, ["Lead", "Date", "Status", "Amount"]),  # an amount is a deal's, or a cost's
        (LEADS, ["Nom", "Date", "Statut", "Source", "Total TTC"]),
        (CALLS, ["Date", "Durée", "Téléphone", "Coût HT"]),  # a telephone bill
        (CALLS, ["Date", "Duration", "Room"]),
        (CUSTOMERS, ["Client", "Date", "Montant"]),
    ],
)
def test_half_of_the_headings_make_no_list(kind: EventKind, names: list[str]) -> None:
    assert not kind.headed(names) and kind.headings(names) == 0


def test_a_sure_heading_may_have_an_amount_beside() -> None:
    assert LEADS.headed(["Lead status", "Create date", "Amount"])
    assert CUSTOMERS.headed(["Client", "Client depuis", "Montant HT"])
    assert CUSTOMERS.headed(["Client", "Date de début", "Date de fin", "Montant HT"])
