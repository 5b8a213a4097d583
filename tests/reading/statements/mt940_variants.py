"""Invented movements as MT940 and MT942: of SWIFT, of a German bank, in pages, within a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.reading.bank_variants import OPENING
from tests.reading.statements.written import BOOKED, IBAN, Booked, of_month, unsigned


def _day(day: str) -> str:
    return day[2:].replace("-", "")


def balance(tag: str, day: str, cents: int) -> str:
    """A balance under its tag."""
    return f":{tag}:{'D' if cents < 0 else 'C'}{_day(day)}EUR{unsigned(cents, ',')}\n"


def row(one: Booked, words: str = "", mark: str = "") -> str:
    """A movement: value day, day of entry, mark, amount; its words below."""
    mark = mark or ("D" if one.cents < 0 else "C")
    return (f":61:{_day(one.value)}{_day(one.day)[2:]}{mark}{unsigned(one.cents, ',')}"
            f"NTRFNONREF//{one.number}\n:86:{words or one.label}\n")  # fmt: skip


def statement(
    rows: Sequence[Booked], opening: int, number: str, tags: tuple[str, str] = ("60F", "62F"),
    write: Callable[[Booked], str] = row,
) -> str:  # fmt: skip
    """A statement, or a page of one, between its balances."""
    closing = opening + sum(one.cents for one in rows)
    return (f":20:STARTUMSE\n:25:{IBAN}\n:28C:{number}\n"
            f"{balance(tags[0], rows[0].day, opening)}{''.join(map(write, rows))}"
            f"{balance(tags[1], rows[-1].day, closing)}")  # fmt: skip


def _swift() -> bytes:
    """A message a month in its envelope, lines ending in CR LF."""
    march = of_month("2024-03")
    after = OPENING + sum(one.cents for one in march)
    months = statement(march, OPENING, "3/1"), statement(of_month("2024-04"), after, "4/1")
    head = "{1:F01BANKFRPPAXXX0000000000}{2:I940CUSTFRPPXXXXN}{4:\n"
    return "".join(f"{head}{month}-}}\n" for month in months).replace("\n", "\r\n").encode()


def _german(one: Booked) -> str:
    """Words in fields of their own, as German banks write them: purpose, bank, name."""
    purpose = "".join(f"?{20 + n}{one.label[at : at + 27]}"
                      for n, at in enumerate(range(0, len(one.label), 27)))  # fmt: skip
    kind = "005?00LASTSCHRIFT" if one.cents < 0 else "051?00GUTSCHRIFT"
    return row(one, f"{kind}{purpose}?30COBADEFF?32{one.who[:27]}")


def _structured() -> bytes:
    return statement(BOOKED, OPENING, "1/1", write=_german).encode("latin-1")


def _pages() -> bytes:
    """One statement in two pages, with balances between them."""
    first, second = BOOKED[:8], BOOKED[8:]
    after = OPENING + sum(one.cents for one in first)
    return (statement(first, OPENING, "5/1", ("60F", "62M")) + "-\n"
            + statement(second, after, "5/2", ("60M", "62F")) + "-\n").encode()  # fmt: skip


def _interim() -> bytes:
    """An MT942: no balances, but what is in it is counted at its end."""
    out = [one for one in BOOKED if one.cents < 0]
    back = [one for one in BOOKED if one.cents > 0]
    ends = (f":90D:{len(out)}EUR{unsigned(sum(o.cents for o in out), ',')}\n"
            f":90C:{len(back)}EUR{unsigned(sum(o.cents for o in back), ',')}\n")  # fmt: skip
    return (f":20:INTERIM\n:25:{IBAN}\n:28C:106/1\n:34F:EURD0,\n:34F:EURC0,\n"
            f":13D:2404151200+0200\n{''.join(map(row, BOOKED))}{ends}-\n").encode()  # fmt: skip


MT940_FILES: dict[str, Callable[[], bytes]] = {
    "statement_swift.sta": _swift,
    "statement_german.mt940": _structured,
    "statement_pages.mt940": _pages,
    "statement_interim.mt942": _interim,
}
