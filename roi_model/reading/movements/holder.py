"""Whose account a statement is: money that goes to the very same holder is moved, not spent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.movements.told import spoken
from roi_model.reading.text.distinct import coded
from roi_model.reading.text.wording import fold, words_of

_SHORTEST = 5
"""Letters and figures of a holder's name at least: a shorter one may begin another's."""
_MOST = 0.5
_IBAN = re.compile(r"(?:[A-Z]{2})?\d{2}[A-Z0-9]{8,30}")
_FIGURE = re.compile(r"\d")
_LABELLED = re.compile(r"^([^:]{3,60}):\s*(.*)$")


@dataclass(frozen=True)
class Holder:
    """The folded names of who holds the accounts of a file, and the numbers of these."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], numbers: Iterable[str]) -> Holder:
        """A holder of these names and account numbers, what is too short to tell left away.

        >>> Holder.of(["Zed Data Ltd", "ZED"], ["GB33 BUKB 2020 1555 5555 55"]).numbers
        frozenset({'GB33BUKB20201555555555'})
        """
        folded = frozenset(name for name in map(fold, set(names)) if len(name) >= _SHORTEST)
        plain = map(_number, set(numbers))
        return cls(folded, frozenset(number for number in plain if number))

    @classmethod
    def named_above(cls, rows: Sequence[Sequence[str]]) -> Holder:
        """The holder whom the lines above a table name, beside or below a word for it, and the
        account numbers there.

        >>> Holder.named_above([["#Klient"], ["Zed Data Ltd"], ["IBAN", "PL61 1090 1014 0000"]])
        Holder(names=frozenset({'zed data ltd'}), numbers=frozenset({'PL61109010140000'}))
        """
        cells = [cell.strip(" \t\"'") for row in rows for cell in row]
        cells = [cell for cell in cells if cell]
        names, numbers = [], [*cells]
        for cell, after in zip(cells, [*cells, ""][1:], strict=True):
            said = _LABELLED.match(cell)
            head, value = (said[1], said[2] or after) if said else (cell, after)
            numbers.append(said[2] if said else "")
            if fold(head) in words_of("holder"):
                names.append(value)
        return cls.of(names, numbers)

    def __or__(self, other: Holder) -> Holder:
        """What one or the other says of a holder."""
        return Holder(self.names | other.names, self.numbers | other.numbers)

    def is_other(
        self, payees: Sequence[pa.Array], accounts: Sequence[pa.Array], words: Sequence[pa.Array]
    ) -> NDArray[np.bool_]:
        """Rows of which some column names the holder, or an own account, as the other side; not
        those whose `words` are of a fee, of rent, of pay: somebody is paid all the same.

        >>> holder, said = Holder.of(["Zed Ltd"], []), pa.array(["ZED LTD.", "Zed Ltdings"])
        >>> holder.is_other([said], [], [said]).tolist()
        [True, False]
        """
        size = len(words[0])
        found = np.zeros(size, bool)
        for columns, test in ((payees, self._named), (accounts, self._numbered)):
            for column in columns if self.names or self.numbers else ():
                values, index = coded(column)
                hit = np.array([test(v) for v in values.to_pylist()], bool)[index]
                found |= hit & (hit.mean() <= _MOST)  # else it says whose account a row is of
        return found & ~spoken(words, "no_own_transfer", size) if found.any() else found

    def _named(self, payee: str) -> bool:
        """Whether this is the holder, with an address behind the name at most."""
        said = fold(payee)
        return any(said == name or (said.startswith(f"{name} ") and _FIGURE.search(said, len(name)))
                   for name in self.names)  # fmt: skip

    def _numbered(self, account: str) -> bool:
        return bool(self.numbers) and _number(account) in self.numbers


def _number(cell: str) -> str:
    """An account's number without spaces; empty for what is none."""
    plain = re.sub(r"[\s'.-]", "", cell).upper()
    return plain if _IBAN.fullmatch(plain) else ""
