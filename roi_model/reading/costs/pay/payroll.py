"""Which figures of a payroll are costs: what the employer pays, not what reaches the employee."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.figures import is_count
from roi_model.reading.costs.pay import words
from roi_model.reading.costs.pay.unnamed import CENT, unnamed
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Gives, Inquiry
from roi_model.reading.tables.summed_rows import sum_columns
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import values_of
from roi_model.reading.values.recurrence import without_period

_PARTS = 2
_HOURS = 400  # of a month, at the very most


@dataclass(frozen=True)
class Payroll:
    """Column numbers of a payroll: the costs, and what is part of them or none.

    `charged` says whether the employer's charges are among the costs; `extras` are bonuses and the
    like, which may stand in gross pay or come on top of it. `certain` is a list of people.
    """

    costs: list[int]
    aside: list[int]
    charged: bool
    word: str
    gross: int = -1
    extras: tuple[int, ...] = ()
    net: tuple[int, ...] = ()
    withheld: tuple[int, ...] = ()
    charges: tuple[int, ...] = ()
    certain: bool = False

    @property
    def parts(self) -> set[int]:
        """All columns of pay but the extras."""
        return {*self.costs, *self.aside, *self.net, *self.withheld, *self.charges}

    def on_top(
        self, value: Mapping[int, NDArray[np.float64]], more: NDArray[np.float64]
    ) -> bool | None:
        """Whether extras (`more`, a row each) come on top of gross pay; None where nothing tells.

        Gross less what is withheld is paid out. Gross pay that is the same without extras has them
        beside it, one that is more by them has them within. Charges may be a steady share of both;
        a share of gross pay alone tells nothing: some extras have no charges.
        """
        if self.gross < 0 or not (more > 0).any():
            return None if self.gross >= 0 else False
        gross = value[self.gross]
        rows = more > 0
        if len(self.net) == 1 and self.withheld:
            out = value[self.net[0]] + sum((np.abs(value[i]) for i in self.withheld), 0 * gross)
            for answer, pay in ((True, gross + more), (False, gross)):
                if np.allclose(out[rows], pay[rows], atol=0.015):
                    return answer
        plain = gross[~rows & (gross > 0)]
        beside, within = (_among(pay[rows], plain) for pay in (gross, gross - more))
        if beside != within:
            return beside
        if self.charges and plain.size and (gross > 0).all():
            charged = sum((value[i] for i in self.charges), 0 * gross)
            usual = float(np.median((charged / gross)[~rows]))
            if usual and np.allclose((charged / (gross + more))[rows], usual, rtol=0.02):
                return True
        return None

    def beside(
        self, value: Mapping[int, NDArray[np.float64]], more: NDArray[np.float64]
    ) -> bool | None:
        """Whether extras (`more`, a row each) come on top of the costs; None where nothing tells.

        A column of the employer's whole cost has them, but where it is gross pay and charges alone
        and these have none.
        """
        if self.gross in self.costs:
            return self.on_top(value, more)
        if self.gross < 0 or not self.charges:
            return False
        whole = sum((value[i] for i in self.costs), 0 * more)
        parts = sum((value[i] for i in (self.gross, *self.charges)), 0 * more)
        return self.on_top(value, more) if np.allclose(whole, parts, atol=CENT) else False

    def having(self, extras: Sequence[int], aside: Sequence[int]) -> Payroll:
        """The payroll with some extras among its costs, the others of `aside` aside. A whole cost
        that lacks them gives way to its parts, beside which it would be their sum."""
        whole = bool(extras) and self.gross >= 0 and self.gross not in self.costs
        costs = {*extras, *((self.gross, *self.charges) if whole else self.costs)}
        left = {*self.aside, *self.costs, *aside} - costs
        return replace(self, costs=sorted(costs), aside=sorted(left), extras=())

    def with_charges(self, charges: Sequence[int], aside: Sequence[int]) -> Payroll:
        """The payroll with charges that no heading told among its costs, others of `aside`."""
        costs = sorted({*self.costs, *charges})
        left = sorted({*self.aside, *aside} - set(costs))
        return replace(self, costs=costs, aside=left, charged=self.charged or bool(charges),
                       charges=(*self.charges, *charges))  # fmt: skip

    def once(self, sums: Sequence[int]) -> Payroll:
        """The payroll without the charges that are `sums` of others among them."""
        left = [i for i in self.costs if i not in sums]
        return replace(self, costs=left, aside=sorted({*self.aside, *sums}))

    def heading(self, name: str) -> str:
        """A column's heading as a kind of cost: the rules know payroll, not what gross is."""
        return f"{name} ({self.word})"


def paid_on_top(
    table: Table, payroll: Payroll, figures: Sequence[int], inquiry: Inquiry
) -> Payroll | None:
    """The payroll with what the employer pays on top, where no heading told; None where asked.

    A column that adds it to gross pay tells. What is in neither gross pay nor its deductions is
    asked about.
    """
    money = [c for c in figures if c not in payroll.extras and not is_count(table.names[c])]
    value = {c: values_of(table.columns[c]) for c in money}
    found = unnamed(value, payroll.gross) if payroll.gross in value else None
    if found is None:
        return payroll
    left = [c for c in found.left if c not in payroll.parts]
    summed = sum_columns(table, left)
    left, aside = [c for c in left if c not in summed], [*found.aside, *summed]
    if found.total is not None:
        return payroll.with_charges(left, [*aside, found.total])
    if not left:
        return payroll.with_charges([], aside)
    whole, more = (round(float(sum(value[c].sum() for c in some)), 2)
                   for some in (payroll.costs, left))  # fmt: skip
    options: dict[str, Gives] = {"yes": {"all": round(whole + more, 2)}, "no": {"all": whole}}
    answer = inquiry.ask("pay_on_top", "", options, gross=table.names[payroll.gross],
                         columns=", ".join(table.names[c] for c in left))  # fmt: skip
    if answer is None:
        return None
    return payroll.with_charges(left if answer == "yes" else [], aside)


def paid_by_employer(
    table: Table, payroll: Payroll, figures: Sequence[int], inquiry: Inquiry
) -> Payroll | None:
    """The payroll with all that its figures, or answers, say of charges and extras; None where it
    asks. Of columns of figures that are in none of its parts it is said that they are left out."""
    if len(payroll.charges) > _PARTS:
        payroll = payroll.once(sum_columns(table, payroll.charges))
    if payroll.gross in payroll.costs:  # no column is the whole cost
        charged = paid_on_top(table, payroll, figures, inquiry)
        if charged is None:
            return None
        payroll = charged
    left = sorted({*figures} - {*payroll.parts, *payroll.extras})
    names = [table.names[i] for i in left if _is_money(table, i)]
    if names:
        inquiry.note("payroll_left", columns=", ".join(names))
    return _with_extras(table, payroll, inquiry) if payroll.extras else payroll


def _is_money(table: Table, column: int) -> bool:
    """Whether figures may be pay: of a heading that is none of a count, and too large for one."""
    name = table.names[column]
    if not name.strip() or is_count(name) or "date" in cost_roles([name]):
        return False
    figures = values_of(table.columns[column])
    return float(np.abs(figures).max(initial=0)) > _HOURS and not _numbers(figures)


def _with_extras(table: Table, payroll: Payroll, inquiry: Inquiry) -> Payroll | None:
    """The payroll with bonuses and the like among its costs, or told to stand in them already.

    A total that adds them up, what is paid out, the same gross pay in months without them, or the
    share that charges are tells; else it is asked, and None.
    """
    value = {i: values_of(table.columns[i]) for i in (*payroll.parts, *payroll.extras)}
    extras = [i for i in payroll.extras if value[i].any()]
    more = sum((value[i] for i in extras), np.zeros(len(table)))
    on_top = payroll.beside(value, more) if extras else False
    if on_top is None:
        names = ", ".join(table.names[i] for i in extras)
        whole = sum(float(value[i].sum()) for i in payroll.costs)
        options: dict[str, Gives] = {"yes": {"all": round(whole + float(more.sum()), 2)},
                                     "no": {"all": round(whole, 2)}}  # fmt: skip
        answer = inquiry.ask("pay_extras", "", options, columns=names,
                             gross=table.names[payroll.gross])  # fmt: skip
        if answer is None:
            return None
        on_top = answer == "yes"
    return payroll.having(extras if on_top else [], aside=payroll.extras)


def _among(pay: NDArray[np.float64], usual: NDArray[np.float64]) -> bool:
    """Whether every pay is one of the usual ones, but for half a percent."""
    return bool(usual.size) and all(np.isclose(usual, one, rtol=0.005).any() for one in pay)


def _numbers(figures: NDArray[np.float64]) -> bool:
    """Whether whole figures that nobody shares number those who are paid."""
    return bool((figures == np.rint(figures)).all() and len(set(figures.tolist())) == len(figures))


def find_payroll(names: Sequence[str], figures: Sequence[int]) -> Payroll | None:
    """The costs of a payroll among its columns of `figures`; None where a table is none.

    The employer's cost where the file has it, otherwise gross pay with the employer's charges. Net
    pay and what is withheld from the employee are parts of gross pay.

    >>> found = find_payroll(["Mois", "Salaire brut", "Charges patronales", "Net"], [1, 2, 3])
    >>> found.costs, found.aside
    ([1, 2], [3])
    """
    folded = {i: fold(names[i]) for i in figures}
    bare = {i: without_period(name) for i, name in folded.items()}
    total = _fitting(words.TOTAL, folded) or _fitting(words.TOTAL, bare)
    charges = [i for i, name in folded.items() if i not in total and words.CHARGES.search(name)]
    withheld = [i for i, name in folded.items() if words.WITHHELD.search(name)]
    gross = _fitting(words.GROSS, folded) or [
        i for i in _fitting(words.GROSS, bare) if i not in total
    ]
    net = [i for i, name in folded.items() if i not in withheld and words.NET.search(name)]
    paid = any(map(words.is_pay, names))
    parts = {*total, *charges, *withheld, *gross, *net}
    if not (paid or charges or withheld) or not (gross or total) or len(parts) < 2:
        return None
    summed = [i for i in charges if folded[i].startswith("total")]
    costs = total[:1] or [gross[0], *(summed[:1] or charges)]
    french = any(words.FRENCH.search(fold(name)) for name in names)
    extras = [i for i in figures if i not in parts and _is_extra(folded[i])]
    return Payroll(sorted(costs), sorted(parts - set(costs)), bool(total or charges),
                   "paie" if french else "payroll", gross[0] if gross else -1, tuple(extras),
                   tuple(net), tuple(withheld), tuple(summed[:1] or charges),
                   paid and bool(gross and (net or charges)))  # fmt: skip


def _fitting(pattern: re.Pattern[str], names: Mapping[int, str]) -> list[int]:
    return [i for i, name in names.items() if pattern.search(name)]


def _is_extra(folded: str) -> bool:
    """Whether a heading is of pay beside the usual: a bonus, overtime, a thirteenth month."""
    spaced = f" {folded} "
    return any(f" {word} " in spaced for word in words_of("pay_extra"))
