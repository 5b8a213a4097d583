"""The columns of a FEC in the spellings of several programs."""

from __future__ import annotations

import pytest

from roi_model.reading.fec.header import ORDER, fec_columns


@pytest.mark.parametrize(
    "spelled",
    [
        "Code Journal;Journal Libellé;Num Ecriture;Date Ecriture;Num Compte;Compte Libellé;"
        "Compte Aux Num;Compte Aux Lib;Référence Pièce;Date Pièce;Ecriture Libellé;Montant Débit;"
        "Montant Crédit;Lettrage;Date Lettrage;Date Validation;Montant devise;Devise",
        "JOURNALCODE;Libellé Journal;Ecriture Numéro;ECRITUREDATE;Compte Numéro;Libellé Compte;"
        "Comp Aux Numéro;CompAuxLib;PieceRef;PieceDate;Libellé Ecriture;débit;crédit;EcritureLet;"
        "DateLet;ValidDate;MontantDevise;IDevise",
    ],
)
def test_columns_are_told_in_other_spellings_wherever_they_stand(spelled: str) -> None:
    names = spelled.split(";")[::-1]
    assert fec_columns(names) == {name: 17 - at for at, name in enumerate(ORDER)}
