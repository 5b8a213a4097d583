"""Which columns of a long table hold its money, asked where in doubt.

Long because each step leaves to the next what it found of one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.figures import identifies, is_count, is_planned
from roi_model.reading.costs.layouts.told_once import VAT_RATES, told_once, untaxed
from roi_model.reading.costs.pay.words import is_pay
from roi_model.reading.costs.roles import ONE_RATE, headings_of
from roi_model.reading.costs.sides import (
    holds_sides,
    holds_signs,
    side_beside,
    signed_like,
    tells_sides,
)
from roi_model.reading.inquiry import Gives, Inquiry, RefusedError
from roi_model.reading.tables.running_balance import added_up, is_balance
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, trimmed
from roi_model.reading.text.wording import fold, says, without_unit, words_of
from roi_model.reading.values.amounts import EMPTY, amounts_of, exact_total, take_apart, values_of
from roi_model.reading.values.money_words import headed
from roi_model.reading.values.recurrence import months_of_price

_SAMPLE = 2000
MOSTLY = 0.8
HALF = 0.5
_PRICE = {"prix", "price", "prix ht", "unit cost", "cout unitaire", "prix unitaire ht"}
_QUANTITY = {"quantite", "quantity", "qty", "qte"}
# Percent points by which rounding to the cent moves a rate of VAT.
_NEARLY = 0.05
# "Net" alone may be what is left of a sale, and not what was paid without VAT.
_UNTAXED = {"ht", "htva", "hors", "vat", "tax", "iva", "imponible", "imponibile", "mwst", "btw"}
_ENOUGH = 2
_CENT = 0.015
# Rows that tell a number counted up, and figures of the shortest number of an account.
_SERIES, _LONG = 3, 5


def hit(hits: NDArray[np.bool_]) -> float:
    """The share of rows that are hit; 0 where there are none."""
    return float(hits.mean()) if hits.size else 0.0


class MoneyPicker:
    """The columns of a table looked at by a sample of their rows, and those of its money."""

    def __init__(self, table: Table, roles: dict[str, list[int]], inquiry: Inquiry) -> None:
        self.table, self.roles, self.inquiry = table, roles, inquiry
        size = min(len(table), _SAMPLE)
        # Spread over the whole file: its first rows may be all one kind.
        self.sample = table.some(np.linspace(0, max(len(table) - 1, 0), size).astype(np.int64))
        self.used = {column for columns in roles.values() for column in columns}
        self.added: tuple[int, ...] = ()
        self.deducted: tuple[int, ...] = ()
        self.plus_in = False
        self.charged: int | None = None

    def given(self, about: str, besides: tuple[str, ...] = ()) -> int | None:
        """The column the user answered, by its name or its number from 1; none for `besides`."""
        answer = self.inquiry.answer(about)
        if answer is None or (answer in besides and answer not in self.table.names):
            return None
        if answer in self.table.names:
            return self.table.names.index(answer)
        if answer.isdigit() and 1 <= int(answer) <= len(self.table.names):
            return int(answer) - 1
        raise ValueError(f"{about}: {answer!r} is no column; columns: "
                         f"{', '.join(self.table.names)}")  # fmt: skip

    def money(self, date: int) -> dict[str, int] | None:
        """The columns amounts are read from, by role; None where it is asked."""
        given = self.given("amount_column", ("all",))
        debit, credit = self.numeric("debit", date), self.numeric("credit", date)
        if given is None and debit and credit:
            return {"debit": debit[0], "credit": credit[0]}
        side = self._side(date)
        money = {"amount": given} if given is not None else self._amount(date, debit, side)
        if money is None:
            return None
        fee = self._fee(money) if "net_of" not in money else {}
        side = [c for c in side if self._needed(c, money["amount"])]
        if fee is None or not side:
            return None if fee is None else {**money, **fee}
        balances = [c for c, name in enumerate(self.table.names) if is_balance(name)]
        sense = side_beside(money["amount"], side, balances)
        plus = self._plus(sense, money["amount"])
        return None if plus is None else {**money, **fee, "sense": sense}

    def _amount(self, date: int, debit: list[int], side: list[int]) -> dict[str, int] | None:
        """The amount of every row, and the VAT to deduct from it."""
        net = self.numeric("amount_net", date)
        if net and self._exclusive(net):
            self.ask("amount_column", {c: self.total(c) for c in net})
            return None
        if net:
            self._credited(net[0], date)
            self._remark_net(net[0], date)
            return self._whole(net[0], date)
        amounts = self.numeric("amount", date)
        gross, vat = self.numeric("amount_gross", date), self.numeric("vat", date)
        vat = [c for c in vat if self.values(c).any()]  # of nothing but zeros none is deducted
        vat = [c for c in vat if not self._rates(c, [*gross, *amounts])]
        vat = self._each_rate(vat) if len(vat) > 1 else vat
        if not amounts and gross:
            if vat and (len(vat) == 1 or self.deducted):
                return self._net_of(gross[0], vat)
            if (net_of := untaxed(self, gross[0], self._free(date))) != gross[0]:
                return self._whole(net_of, date)
            self.inquiry.note("gross_amounts", column=self.table.names[gross[0]])
            return {"amount": gross[0]}
        amounts = amounts or debit
        if not amounts:
            amounts = self._worded(date) or self._free(date)
            amounts = amounts or self._misnamed(date) or self._balanced(date)
        if not amounts:
            raise self.refusal("no_amount")
        amounts = told_once(self, amounts)
        if self.inquiry.answer("amount_column") == "all":
            self.added = tuple(amounts[1:])
            return {"amount": amounts[0]}
        if len(amounts) > 1 or (amounts[0] not in self.used and self._numbered(amounts[0])):
            self.ask("amount_column", {c: self.total(c) for c in amounts})
            return None
        self._remark_planned(date, amounts[0])
        if not vat and not side:
            amounts = [untaxed(self, amounts[0], self._free(date))]
        if vat and (len(vat) == 1 or self.deducted) and not side:
            return self._with_vat(amounts[0], vat)
        return {"amount": amounts[0]} if side else self._whole(amounts[0], date)

    def _net_of(self, amount: int, vat: list[int]) -> dict[str, int]:
        """An amount less the VAT beside it: wherever a file says what VAT there was."""
        names = self.table.names
        taxes = ", ".join(names[c] for c in (vat[0], *self.deducted))
        self.inquiry.note("vat_taken_off", column=names[amount], vat=taxes)
        return {"amount": amount, "net_of": vat[0]}

    def _remark_net(self, net: int, date: int) -> None:
        """Say that an amount without VAT is read, and not the one with VAT beside it."""
        gross, names = self.numeric("amount_gross", date), self.table.names
        said = _UNTAXED & set(fold(names[net]).split()) or self.numeric("vat", date)
        if gross and said and not np.array_equal(self.values(gross[0]), self.values(net)):
            self.inquiry.note("without_vat", column=names[net], others=names[gross[0]])

    def _exclusive(self, columns: list[int]) -> bool:
        """Whether columns are of a currency each, and lines fill one and leave the first empty."""
        codes = [headed(self.table.names[c]) for c in columns]
        if len(columns) < 2 or not all(codes) or len(set(codes)) < len(codes):
            return False
        first, *others = (filled(self.table.columns[c]) for c in columns)
        return any(bool((there & ~first).any()) for there in others)

    def _credited(self, net: int, date: int) -> None:
        """Add the credits or discounts beside a net amount that the total takes into account.

        The figures must tell: the total is the net amount, the VAT and one column more.
        """
        totals = self.numeric("amount_gross", date) or self.numeric("amount", date)
        taxes = self.numeric("vat", date)
        if len(self.table) < _ENOUGH or not totals or len(taxes) != 1:
            return
        amounts = self.values(net)
        rest = self.values(totals[0]) - amounts - self.values(taxes[0])
        told = np.abs(rest) >= _CENT
        if not told.any() or np.abs(rest).sum() > np.abs(amounts).sum():
            return
        names = self.table.names
        others = [c for c in range(len(self.sample))
                  if c not in (net, date, totals[0], taxes[0]) and self.figures(c) >= HALF
                  and not set(fold(names[c]).split()) & set(headings_of("vat"))]  # fmt: skip
        for column in others:
            more = self.values(column)
            if np.allclose(more, rest, atol=_CENT):
                self.added = (column,)
            elif np.allclose(-more, rest, atol=_CENT):
                self.deducted = (column,)
            else:
                continue
            said = {"column": names[column], "amount": names[net], "total": names[totals[0]]}
            self.inquiry.note("credits_with", **said)
            return

    def _worded(self, date: int) -> list[int]:
        """Columns of figures under a word of spending that may as well head what was bought; one
        that may head numbers of papers too, among all others of figures, where it holds cents."""
        named = [c for c in self._headed("amount_or_word", date) if self.figures(c) >= MOSTLY]
        papers = [c for c in self._headed("amount_or_number", date) if self._cents(c)]
        return named or ([*papers, *self._free(date, besides=papers)] if papers else [])

    def _headed(self, topic: str, date: int) -> list[int]:
        words = headings_of(topic)
        return [c for c, name in enumerate(self.table.names)
                if c != date and without_unit(fold(name)) in words]  # fmt: skip

    def _cents(self, column: int) -> bool:
        """Whether a column's figures are no mere numbers: some have decimals, all are amounts."""
        values = self.values(column)
        return self.figures(column) >= MOSTLY and bool((values != np.rint(values)).any())

    def _free(self, date: int, besides: Sequence[int] = ()) -> list[int]:
        """Columns of figures under no word we know: none that are counts, plans or numbers of
        something, or nothing but zeros, where others are left."""
        free = [c for c in range(len(self.sample))
                if c not in self.used and c not in (date, *besides)
                and self.figures(c) >= MOSTLY]  # fmt: skip
        free = [c for c in free if not is_count(self.table.names[c])
                or (identifies(self.table.names[c]) and self._cents(c))]  # fmt: skip
        if self.table.numbered and any(map(self._cents, free)):
            free = [c for c in free if not self._names_papers(c)]
        spent = [c for c in free if not is_planned(self.table.names[c])] or free
        filled_in = [c for c in spent if self.values(c).any()] if len(spent) > 1 else spent
        return filled_in or spent

    def _names_papers(self, column: int) -> bool:
        """Whether figures without a heading are the number of an account, the same in every row,
        or of papers, one more in each."""
        cells, _ = coded(trimmed(self.table.columns[column]))
        written = [str(cell) for cell in cells.to_pylist()]
        if len(self.table) < _SERIES or not all(map(str.isdecimal, written)):
            return False
        steps = np.unique(np.diff(self.values(column))).tolist()
        padded = all(cell.startswith("0") for cell in written) and len(set(map(len, written))) == 1
        same = len(written) == 1 and len(written[0]) >= _LONG
        return padded or same or steps in ([1], [-1])

    def _remark_planned(self, date: int, amount: int) -> None:
        """Say which columns beside the amount are what was planned or hoped for."""
        names = [self.table.names[c] for c in range(len(self.sample))
                 if c not in (date, amount) and c not in self.used and self.figures(c) >= MOSTLY
                 and is_planned(self.table.names[c])]  # fmt: skip
        if names:
            self.inquiry.note("columns_aside", columns=", ".join(names))

    def _each_rate(self, vat: list[int]) -> list[int]:
        """One column of VAT: that of all rates, or the first of those of a rate each."""
        whole = [c for c in vat if not ONE_RATE.fullmatch(fold(self.table.names[c]))]
        if whole:
            return whole[:1] if len(whole) == 1 else vat
        self.deducted = tuple(vat[1:])
        return vat

    def _fee(self, money: dict[str, int]) -> dict[str, int] | None:
        """A column of fees beside the amount: none, one that is added; None where it is asked."""
        fees = [c for c in self.fees() if c not in money.values()]
        header = self.table.names[money["amount"]]
        if len(fees) != 1 or self.added or self.charged is not None:
            return {}
        fee, amounts = self.values(fees[0]), self.values(money["amount"])
        if not fee.any() or self._in_balance(amounts, np.abs(fee)) is False:
            return {}
        name = self.table.names[fees[0]]
        if (amounts < 0).any() or self._in_balance(amounts, np.abs(fee)):
            self.inquiry.note("fees_added", column=name)
            return {"fee": fees[0]}
        whole, more = float(amounts.sum()), float(np.abs(fee).sum())
        options: dict[str, Gives] = {"yes": {"all": round(whole + more, 2)},
                                     "no": {"all": round(whole, 2)}}  # fmt: skip
        answer = self.inquiry.ask("fees", name, options, amount=header)
        return None if answer is None else {"fee": fees[0]} if answer == "yes" else {}

    def fees(self) -> list[int]:
        """The columns of what a bank or a platform took."""
        return [c for c, name in enumerate(self.table.names)
                if fold(name) in words_of("fee") and self.figures(c) >= HALF]  # fmt: skip

    def _in_balance(self, amounts: NDArray[np.float64], fees: NDArray[np.float64]) -> bool | None:
        """Whether the running balance, or a total beside, takes fees on top; None if none tells."""
        for column, name in enumerate(self.table.names):
            if is_balance(name) and self.figures(column) >= MOSTLY and len(amounts) > 1:
                order = np.argsort(self.table.lines, kind="stable")
                moved = np.diff(self.values(column)[order])
                for steps, cut in ((amounts[order][1:], fees[order][1:]),
                                   (-amounts[order][:-1], -fees[order][:-1])):  # fmt: skip
                    told = np.abs(cut) > 0
                    if told.any() and np.allclose(moved[told], (steps - cut)[told], atol=0.005):
                        return True
                    if told.any() and np.allclose(moved[told], steps[told], atol=0.005):
                        return False
        return None

    def _side(self, date: int) -> list[int]:
        """The column that says which side an amount is on, by its heading or by its cells alone."""
        named = [c for c in self.roles.get("sense", [])
                 if holds_sides(self.sample[c]) or holds_signs(self.sample[c])]  # fmt: skip
        if named or self.roles.get("sense"):
            return named or self.roles["sense"]
        words = {c for role in ("category", "label") for c in self.roles.get(role, [])}
        free = [
            c for c in range(len(self.sample)) if c != date and (c not in self.used or c in words)
        ]
        cells = {c: self.sample[c] for c in free}
        return [c for c, said in cells.items() if holds_sides(said) or holds_signs(said, both=True)]

    def _needed(self, side: int, amount: int) -> bool:
        """Whether a column headed as a side is none of kinds ("INCASSO") beside signed amounts."""
        return tells_sides(self.table.columns[side]) or not (self.values(amount) < 0).any()

    def _plus(self, side: int, amount: int) -> bool | None:
        """Whether a plus is money received, where a column holds signs; None where it is asked."""
        values = self.values(amount)
        if not holds_signs(self.table.columns[side]) or not (values >= 0).all():
            return False
        plus = np.array([v.strip() == "+" for v in self.table.columns[side].to_pylist()], bool)
        options: dict[str, Gives] = {
            "received": {"all": round(float(values[~plus].sum()), 2)},
            "spent": {"all": round(float(values[plus].sum()), 2)},
        }
        answer = self.inquiry.ask("plus", self.table.names[side], options)
        self.plus_in = answer == "received"
        return None if answer is None else self.plus_in

    def _whole(self, amount: int, date: int) -> dict[str, int] | None:
        """The amount; a price beside a quantity may be that of one piece: asked."""
        counts = [c for c in self.roles.get("ignored", [])
                  if fold(self.table.names[c]) in _QUANTITY]  # fmt: skip
        quantity = [c for c in counts if self.figures(c) >= HALF]
        header = self.table.names[amount]
        if fold(header) not in _PRICE or not quantity or self._ones(quantity[0]):
            return {"amount": amount}
        options: dict[str, Gives] = {"yes": {}, "no": lambda: self.total(amount)}
        answer = self.inquiry.ask("per_piece", header, options,
                                  quantity=self.table.names[quantity[0]])  # fmt: skip
        if answer is None:
            return None
        return {"amount": amount, "times": quantity[0]} if answer == "yes" else {"amount": amount}

    def _ones(self, column: int) -> bool:
        cells, _ = coded(trimmed(self.table.columns[column]))
        return set(cells.to_pylist()) <= {"", "1", "1,0", "1.0", "1,00", "1.00"}

    def _rates(self, column: int, amounts: list[int]) -> bool:
        """Whether a column headed VAT holds its rate in percent ("20") instead of its amount."""
        rates, known = self.values(column), np.array(VAT_RATES)
        if not amounts or not np.isin(rates, known).all():
            return False
        net = self.values(amounts[0]) - rates
        with np.errstate(divide="ignore", invalid="ignore"):
            percent = np.nan_to_num(np.abs(rates / net))[:, None] * 100
        # As amounts they would be a rate's share of what they stand beside, in every row.
        fits: bool = (np.abs(percent - known) < _NEARLY).any(axis=1).all()
        return not fits

    def values(self, column: int) -> NDArray[np.float64]:
        """A column's figures, 0 where a cell holds none."""
        return values_of(self.table.columns[column])

    def _with_vat(self, amount: int, vat: list[int]) -> dict[str, int] | None:
        """An amount beside a VAT column, neither called net nor gross: asked."""
        header = self.table.names[amount]
        answer = self.inquiry.answer("vat_included", header, ("yes", "no"))
        if answer is not None:
            self.deducted = self.deducted if answer == "yes" else ()
            return self._net_of(amount, vat) if answer == "yes" else {"amount": amount}
        whole, *taxes = (self.total(column)["all"] for column in (amount, *vat))
        known = isinstance(whole, float) and all(isinstance(tax, float) for tax in taxes)
        amounts = self.values(amount)
        paid = amounts - sum(signed_like(self.values(tax), amounts) for tax in vat)
        sign = 1 if (amounts > 0).any() else -1
        less = round(sign * float(paid.sum()), 2) if known else None
        self.inquiry.ask("vat_included", header, {"no": {"all": whole}, "yes": {"all": less}})
        return None

    def numeric(self, role: str, date: int) -> list[int]:
        """The columns of figures under a role's headings, the most telling first."""
        named = [c for c in self.roles.get(role, []) if c != date]
        mostly = [c for c in named if self.figures(c) >= HALF]
        # A header that says "amount" is believed where only a few of its cells are.
        return mostly or [c for c in named if self.figures(c) > 0][:1]

    def _numbered(self, column: int) -> bool:
        """Whether a column's figures may be numbers of something: as long as each other, whole."""
        cells = {v.strip() for v in coded(self.sample[column])[0].to_pylist()} - {""}
        lengths, name = {len(cell) for cell in cells}, self.table.names[column]
        if is_pay(name) or says(name, "cost") or months_of_price(name):
            return False
        return len(lengths) == 1 and min(lengths) >= _LONG and all(map(str.isdecimal, cells))

    def _misnamed(self, date: int) -> list[int]:
        """Columns of figures under a header that promises words ("Coût" for a label, say)."""
        named = self.roles.get("label", []) + self.roles.get("category", [])
        named += self._headed("amount_or_number", date)
        return [c for c in named if c != date and self.figures(c) >= MOSTLY]

    def _balanced(self, date: int) -> list[int]:
        """The column of amounts among those headed as a balance: another one adds it up."""
        ignored = [c for c in self.roles.get("ignored", []) if c != date]
        named = [c for c in ignored if is_balance(self.table.names[c])]
        named = [c for c in named if self.figures(c) >= MOSTLY]
        found = added_up({c: self.table.columns[c] for c in named})
        return named if found is None else [found]

    def figures(self, column: int) -> float:
        """Share of a column's filled cells that are amounts."""
        cells = take_apart(self.sample[column])
        there = (cells.fixed != EMPTY)[cells.index] & filled(self.sample[column])
        return hit(cells.numeric[cells.index][there])

    def total(self, column: int) -> dict[str, object]:
        """What a column adds up to, as an answer gives it: costs, where all of it is negative."""
        amounts = amounts_of(self.table.columns[column])
        if amounts is None:
            return {"all": None}
        sign = 1 if (amounts.units > 0).any() else -1
        return {"all": exact_total(sign * amounts.units, amounts.scale)}

    def ask(self, about: str, gives: Mapping[int, Gives]) -> None:
        """Ask which of several columns it is."""
        names = [self.table.names[c] for c in gives]
        unique = len({fold(n) for n in names}) == len(names)
        answers = names if unique else [str(c + 1) for c in gives]
        options = dict(zip(answers, gives.values(), strict=True))
        apart = all(map(is_balance, names))
        # Amounts of two currencies are never added up.
        apart |= len({code for name in names if (code := headed(name))}) > 1
        if about == "amount_column" and len(gives) > 1 and not apart and "all" not in options:
            sums = [float(str(one)) for one in _alls(gives.values()) if one is not None]
            whole = round(sum(sums), 2) if len(sums) == len(gives) else None
            options["all"] = {"all": whole}
        self.inquiry.ask(about, "", options, columns=", ".join(names))

    def refusal(self, code: str) -> RefusedError:
        """The refusal that names the columns there are."""
        return RefusedError(code, columns=self.table.headed)


def _alls(gives: Iterable[Gives]) -> list[object]:
    """The totals that answers would give, those known without working them out."""
    return [None if callable(given) else given.get("all") for given in gives]
