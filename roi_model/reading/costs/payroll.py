"""Which figures of a payroll are costs: what the employer pays, not what reaches the employee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roi_model.reading.text.wording import fold

_TOTAL = re.compile(
    r"\bcouts? (?:totale? |global |complet |salarial )*(?:pour l )?(?:employeur|entreprise)\b"
    r"|\bcouts? (?:total|global|salarial)\b|\b(?:total |full )?employer(?: s)? (?:total )?costs?\b"
    r"|\btotal (?:payroll |employment |labou?r )?costs?\b|\bcost to (?:the )?(?:company|employer)\b"
)
_CHARGES = re.compile(
    r"\b(?:charges|cotisations|contributions|cot|part)(?: sociales)? (?:patronales?|employeur)\b"
    r"|\bemployer(?: s)? (?:social )?(?:tax(?:es)?|contributions?|charges|nic?s?|pension|fica)\b"
)
_WITHHELD = re.compile(
    r"\b(?:charges|cotisations|contributions|cot|part)(?: sociales)? (?:salariales?|salarie)\b"
    r"|\bretenues?\b|\bprelevement a la source\b|^pas$|\bnet social\b|\bdeductions?\b|\bwithh\w+\b"
    r"|\bincome tax\b|\bemployee(?: s)? (?:tax(?:es)?|contributions?|nic?s?|pension|fica)\b"
)
_GROSS = re.compile(
    r"^(?:total |montant |salaires? |remunerations? |traitements? )*bruts?(?: mensuel| total)?$"
    r"|^(?:total )?gross(?: pay| salary| salaries| wages?| earnings)?$"
)
_NET = re.compile(
    r"^(?:total |montant |salaires? )*nets?(?: a payer| paye| verse| imposable)?\b(?! ht)"
    r"|^(?:total )?net(?: pay| salary| wages?)?$|\btake home\b"
)
_PAID = re.compile(
    r"\b(?:matricule|salarie\w*|salaires?|paie|bulletins?|employe\w*|collaborat\w+|payroll|salary"
    r"|salaries|wages?|staff)\b|\b(?:gross|net) pay\b"
)
_FRENCH = re.compile(r"\b(?:brut\w*|couts?|charges|cotisations|nets? a payer|salari\w+|paie)\b")


@dataclass(frozen=True)
class Payroll:
    """Column numbers of a payroll: the costs, and what is part of them or none.

    `charged` says whether the employer's charges are among the costs.
    """

    costs: list[int]
    aside: list[int]
    charged: bool
    word: str

    def heading(self, name: str) -> str:
        """A column's heading as a kind of cost: the rules know payroll, not what gross is."""
        return f"{name} ({self.word})"


def find_payroll(names: Sequence[str], figures: Sequence[int]) -> Payroll | None:
    """The costs of a payroll among its columns of `figures`; None where a table is none.

    The employer's cost where the file has it, otherwise gross pay with the employer's charges. Net
    pay and what is withheld from the employee are parts of gross pay.

    >>> found = find_payroll(["Mois", "Salaire brut", "Charges patronales", "Net"], [1, 2, 3])
    >>> found.costs, found.aside
    ([1, 2], [3])
    """
    folded = {i: fold(names[i]) for i in figures}
    total = [i for i, name in folded.items() if _TOTAL.search(name)]
    charges = [i for i, name in folded.items() if i not in total and _CHARGES.search(name)]
    withheld = [i for i, name in folded.items() if _WITHHELD.search(name)]
    gross = [i for i, name in folded.items() if _GROSS.search(name)]
    net = [i for i, name in folded.items() if i not in withheld and _NET.search(name)]
    paid = any(_PAID.search(fold(name)) for name in names)
    parts = {*total, *charges, *withheld, *gross, *net}
    if not (paid or charges or withheld) or not (gross or total) or len(parts) < 2:
        return None
    summed = [i for i in charges if folded[i].startswith("total")]
    costs = total[:1] or [gross[0], *(summed[:1] or charges)]
    french = any(_FRENCH.search(fold(name)) for name in names)
    return Payroll(sorted(costs), sorted(parts - set(costs)), bool(total or charges),
                   "paie" if french else "payroll")  # fmt: skip
