"""Movements that are neither cost nor income, by their words: own transfers, refunds of costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.movements.exchanged import exchanged
from roi_model.reading.text.distinct import coded, joined, matching
from roi_model.reading.text.wording import fold, fold_column, words_of
from roi_model.reading.values.amounts import exact_total

Mask = NDArray[np.bool_]
_MAX_ROWS = 200_000
"""Rows among which payees are looked for; of more, only what needs no payee is told."""
_SHORTEST = 3
# A word that most payees have says nothing of one of them.
_SOME, _MOST, _AGAIN = 3, 0.5, 2
_CODE = 4
"""Letters of the longest code that banks write before a name."""
NOTHING = -1


@dataclass(frozen=True)
class Told:
    """Per row: is it moved between one's `own` accounts; the place of the cost it takes back, or
    NOTHING (`undone`); does it call itself a refund, `alone` without a payment in the file.
    """

    own: Mask
    undone: NDArray[np.int64]
    alone: Mask

    @property
    def refunds(self) -> Mask:
        """Rows that are deducted from the cost they take back."""
        return np.not_equal(self.undone, NOTHING)


def told(
    columns: Sequence[pa.Array],
    about: Sequence[pa.Array],
    units: NDArray[np.int64],
    reversals: Mask | None = None,
    marked_own: Mask | None = None,
    named: pa.Array | None = None,
    who: pa.Array | None = None,
    paid: Mask | None = None,
) -> Told:
    """What the words in these columns tell of each row; those `about` whom it is are the payee's.

    `units` are costs, positive where money went out. `reversals` are rows that the bank itself
    marks as taking another back: money in among them is a refund without a word; `marked_own` those
    that it marks as own transfers. `named` says of each row whom it is about: then money in of one
    who is paid is a refund without a word for it, if this one never gives more than one was paid.
    Whom a row pays, as `named` or else `who` says, tells words of one payee from those that several
    share, as a town. Of rows that are `paid` the user says that they are payments, and no refunds.

    >>> labels = pa.array(["CB RYMAN", "REFUND RYMAN", "Transfer to savings", "REFUND ZED"])
    >>> found = told([labels], [labels], np.array([90, -30, 500, -10]))
    >>> found.own.tolist(), found.undone.tolist(), found.alone.tolist()
    ([False, False, True, False], [-1, 0, -1, -1], [False, False, False, True])
    """
    size = len(units)
    folded = [fold_column(column) for column in columns]
    own = _own(folded, size)
    if marked_own is not None:
        own = own | marked_own
    others = np.zeros(size, bool) if paid is None else paid
    undone = np.full(size, NOTHING, np.int64)
    strong, weak, against, invoiced = (
        _has(folded, topic, size) for topic in ("refund", "refund_weak", "no_refund", "invoiced")
    )
    received = (units < 0) & ~own & ~others
    speaks = received & strong & ~against
    maybe = received & weak & ~against & ~invoiced & ~strong
    marked = np.zeros(size, bool) if reversals is None else reversals & received
    looked = speaks | maybe | marked
    if looked.any() and size <= _MAX_ROWS:
        payees = named if named is not None else who
        _match(about, units, looked, maybe, undone, own, payees)
    if named is not None and received.any() and size <= _MAX_ROWS:
        buyers = against | invoiced | _has(folded, "from_buyer", size)
        _match_silent(named, units, received & ~looked, buyers, undone, own)
    lone = marked & (undone == NOTHING)
    undone[lone] = np.flatnonzero(lone)  # its own category
    return Told(own, undone, speaks & (undone == NOTHING))


def own_transfers(columns: Sequence[pa.Array], size: int) -> Mask:
    """Rows whose words say that money moved between accounts of one holder, and pay nobody.

    >>> labels = pa.array(["VIR INTERNE VERS LIVRET", "VIR INTERNE FACTURE 12 ACME", "VIR ACME"])
    >>> own_transfers([labels], 3).tolist()
    [True, False, False]
    """
    return _own([fold_column(column) for column in columns], size)


def settles(columns: Sequence[pa.Array], size: int) -> Mask:
    """Rows that pay a card off, give back what was paid, or move money to another own account.

    >>> settles([pa.array(["AUTOPAY THANK YOU", "Devolução compra", "Compra CTT"])], 3).tolist()
    [True, True, False]
    """
    folded = [fold_column(column) for column in columns]
    return _pays_off(folded, size) | _has(folded, "refund", size) | _own(folded, size)


def card_payments(columns: Sequence[pa.Array], size: int) -> Mask:
    """Rows that some of these columns of words tell to be the payment of the card itself, or to
    be money put on its account.

    >>> card_payments([pa.array(["Payment Thank You - Web", "Payment HubSpot"])], 2).tolist()
    [True, False]
    """
    return _pays_off([fold_column(column) for column in columns], size)


def held(columns: Sequence[pa.Array], size: int) -> Mask:
    """Rows whose words say that money was only held back, or is let go again.

    >>> held([pa.array(["Account Hold for Open Authorization", "Hold Music Ltd"])], 2).tolist()
    [True, False]
    """
    folded = [fold_column(column) for column in columns]
    found = _within(folded, "held", size)
    return found & ~_has(folded, "held_taken", size) if found.any() else found


def remark(told: Told, units: NDArray[np.int64], scale: int, inquiry: Inquiry) -> None:
    """Say how many rows of each kind there are, and what they add up to."""
    spent = units[told.own & (units > 0)]
    if told.own.any():
        inquiry.note("own_transfers", count=int(told.own.sum()), total=exact_total(spent, scale))
    for code, rows in (("refunds_netted", told.refunds), ("refunds_alone", told.alone)):
        if rows.any():
            total = exact_total(-units[rows], scale)
            inquiry.note(code, count=int(rows.sum()), total=total)


def _match(about: Sequence[pa.Array], units: NDArray[np.int64], looked: Mask, maybe: Mask,
           undone: NDArray[np.int64], own: Mask, payees: pa.Array | None) -> None:  # fmt: skip
    """Write into `undone` the place of the payment to the same payee, where there is one."""
    labels = about[0]
    for column in about[1:]:
        labels = joined(labels, column)
    values, index = coded(labels)
    paid = (units > 0) & ~own

    def written(row: int) -> set[str]:
        return set(fold(values[int(index[row])].as_py()).split())

    texts = {
        int(i): payee_words(values[int(i)].as_py()) for i in np.unique(index[paid | (units < 0)])
    }
    sets: dict[tuple[str, ...], int] = {}
    largest: Counter[tuple[str, ...]] = Counter()
    called: dict[str, set[str]] = {}
    first = _first_words(payees, paid)
    for row in np.flatnonzero(paid).tolist():
        words = texts[int(index[row])]
        for word in words:
            called.setdefault(word, set()).add(first.get(row) or words[0])
        sets.setdefault(words, row)
        largest[words] = max(largest[words], int(units[row]))
    counts = Counter(word for words in sets for word in set(words))
    common = {word for word, n in counts.items() if n >= _SOME and n > _MOST * len(sets)}
    # What is said of other money in, twice and more, is a bank's word, or a buyer's name.
    buyers = Counter(word for row in np.flatnonzero((units < 0) & ~looked & ~own).tolist()
                     for word in texts[int(index[row])])  # fmt: skip
    common |= {word for word, n in buyers.items() if n >= _AGAIN}
    # A town, say: it tells one of them only where a refund has no other word.
    several = {word for word, payees in called.items() if len(payees - {word}) >= _AGAIN}
    by_word: dict[str, list[tuple[str, ...]]] = {}
    for words in sets:
        for word in set(words) - common:
            by_word.setdefault(word, []).append(words)
    behind = _behind_codes(sets)
    for row in np.flatnonzero(looked).tolist():
        said = [word for word in texts[int(index[row])] if word not in common]
        best = _same([word for word in said if word not in several], by_word)
        if best is None and said:
            best = next((words for words in by_word.get(said[0], ()) if {*said} <= {*words}), None)
        of_code = _paid_by_code(said, behind)
        best = best or of_code
        if best is None or (maybe[row] and (
            (said[0] not in best and best != of_code) or -int(units[row]) > largest[best]
        )):  # fmt: skip
            continue
        if not (written(row) & words_of("from_buyer")) <= written(sets[best]):
            continue  # a buyer gives nothing back
        undone[row] = sets[best]


def _first_words(payees: pa.Array | None, rows: Mask) -> dict[int, str]:
    """The first word that tells of whom each of some rows pays, by their place."""
    if payees is None:
        return {}
    values, index = coded(payees)
    first = [next(iter(payee_words(value or "")), "") for value in values.to_pylist()]
    return {row: first[int(index[row])] for row in np.flatnonzero(rows).tolist()}


def _match_silent(named: pa.Array, units: NDArray[np.int64], rows: Mask, buyers: Mask,
                  undone: NDArray[np.int64], own: Mask) -> None:  # fmt: skip
    """Write into `undone` the place of a payment to the very payee that gives money back."""
    values, index = coded(named)
    texts = [frozenset(payee_words(value)) for value in values.to_pylist()]
    received: dict[frozenset[str], list[int]] = {}
    for row in np.flatnonzero(rows).tolist():
        if texts[index[row]]:
            received.setdefault(texts[index[row]], []).append(row)
    paid: dict[frozenset[str], list[int]] = {}
    for row in np.flatnonzero((units > 0) & ~own).tolist():
        if texts[index[row]] in received:
            paid.setdefault(texts[index[row]], []).append(row)
    for payee, places in paid.items():
        back, largest = received[payee], max(int(units[row]) for row in places)
        given = [-int(units[row]) for row in back]
        if len(back) <= len(places) and max(given) <= largest and not buyers[back].any():
            for row, amount in zip(back, given, strict=True):
                same = (place for place in places if int(units[place]) == amount)
                undone[row] = next(same, places[0])


def _same(said: Sequence[str], by_word: dict[str, list[tuple[str, ...]]]) -> tuple[str, ...] | None:
    """The payee with which a refund shares its first word, or most of its words."""
    shared: Counter[tuple[str, ...]] = Counter()
    for word in said:
        shared.update(by_word.get(word, ()))
    for words, count in shared.most_common(1):
        if said[0] in words or 2 * count > len(said):
            return words
    first = by_word.get(said[0]) if said else None
    return first[0] if first else None


def _behind_codes(payees: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """The payees of labels that begin with a code of the bank, a few letters before several names,
    by the word behind it.

    >>> _behind_codes([("vdp", "hubspot"), ("vdp", "irish", "rail"), ("ibm", "cloud")])
    {'hubspot': [('vdp', 'hubspot')], 'irish': [('vdp', 'irish', 'rail')]}
    """
    begun = [words for words in payees if len(words) > 1 and len(words[0]) <= _CODE]
    before = Counter(code for code, _ in {words[:2] for words in begun})
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in begun:
        if before[words[0]] >= _AGAIN:
            found.setdefault(words[1], []).append(words)
    return found


def _paid_by_code(
    said: Sequence[str], behind: Mapping[str, Sequence[tuple[str, ...]]]
) -> tuple[str, ...] | None:
    """The payee that a label names behind another code ("VDC" for what "VDP" has paid).

    >>> paid = {"hubspot": [("vdp", "hubspot", "ireland")], "dublin": [("vdp", "dublin", "bus")]}
    >>> _paid_by_code(["vdc", "hubspot"], paid), _paid_by_code(["vdc", "dublin", "hotel"], paid)
    (('vdp', 'hubspot', 'ireland'), None)
    """
    if len(said) < 2 or len(said[0]) > _CODE:
        return None
    rest = {*said[1:]}
    return next((words for words in behind.get(said[1], ())
                 if rest <= {*words[1:]} or {*words[1:]} <= rest), None)  # fmt: skip


def begins_as_bank(labels: pa.Array) -> Mask:
    """Which labels begin as those of a bank's statement do.

    >>> begins_as_bank(pa.array(["VIREMENT EMIS Acme", "Google Ads"])).tolist()
    [True, False]
    """
    words = "|".join(sorted(words_of("movement"), key=len, reverse=True))
    return matching(fold_column(labels), f"^ (?:{words}) ")


def spoken(columns: Sequence[pa.Array], topic: str, size: int) -> Mask:
    """Rows in which a word of the topic stands in some column.

    >>> spoken([pa.array(["Zwrot INPOST", "INPOST"])], "refund", 2).tolist()
    [True, False]
    """
    return _has([fold_column(column) for column in columns], topic, size)


def _has(folded: Sequence[pa.Array], topic: str, size: int) -> Mask:
    found = np.zeros(size, bool)
    for column in folded:
        found |= matching(column, _pattern(topic))
    return found


def _own(folded: Sequence[pa.Array], size: int) -> Mask:
    own = _within(folded, "own_transfer", size) | exchanged(folded, size)
    for column in folded:
        moved = matching(column, _pattern("moved"))
        own |= moved & matching(column, _pattern("put_aside")) if moved.any() else moved
    return own & ~_has(folded, "no_own_transfer", size) if own.any() else own


def _pays_off(folded: Sequence[pa.Array], size: int) -> Mask:
    thanked = np.zeros(size, bool)
    for column in folded:
        thanks = matching(column, _thanks())
        if thanks.any():
            thanked |= thanks & matching(column, _pattern("paid"))
    return thanked | _within(folded, "card_payment", size) | _has(folded, "top_up", size)


@cache
def _thanks() -> str:
    """Thanks at the end of a label, but for figures and a channel ("- Web"), or for something at
    its beginning."""
    word, what = ("|".join(sorted(words_of(topic))) for topic in ("thanks", "thanks_for"))
    return rf"^ (?:{word}) (?:{what}) | (?:{word}) (?:\d+ |web |mobile )*$"


def _within(folded: Sequence[pa.Array], topic: str, size: int) -> Mask:
    """The same, or a word that is all that a cell says."""
    whole = "|".join(sorted(words_of(f"{topic}_cell")))
    found = np.zeros(size, bool)
    for column in folded:
        found |= matching(column, f"{_pattern(topic)}|^ (?:{whole}) $")
    return found


@cache
def _pattern(topic: str) -> str:
    return f" (?:{'|'.join(sorted(words_of(topic)))}) "


@cache
def _silent() -> frozenset[str]:
    """Words that do not tell of whom a label is."""
    topics = (
        "banking",
        "refund",
        "refund_weak",
        "returned",
        "says_nothing",
        "no_refund",
        "invoiced",
    )
    return frozenset(word for topic in topics for one in words_of(topic) for word in one.split())


def payee_words(label: str) -> tuple[str, ...]:
    """The words of a label that tell of whom it is, in their order, each once.

    >>> payee_words("VIR SEPA RYMAN LTD 4411"), payee_words("Transfer 12"), payee_words("RETUR SJ")
    (('ryman',), (), ('sj',))
    """
    words = [w for w in fold(label).split()
             if w.isalpha() and not {w, _umlauts(w)} & _silent()]  # fmt: skip
    long = [w for w in words if len(w) >= _SHORTEST]
    # "SJ AB": two letters are a name where there is no longer one.
    return tuple(dict.fromkeys(long or (w for w in words if len(w) > 1)))


def _umlauts(word: str) -> str:
    """A word as it folds where its umlauts are no two letters: "ueberweisung" is "uberweisung"."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
