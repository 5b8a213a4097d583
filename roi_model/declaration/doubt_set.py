"""What is drawn of a case: chosen once, kept with it, the same for every analysis and file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class DoubtSet:
    """`others`: inputs without a doubt of the case's own have the usual one of their card;
    `shock`: the market moves the contacts of all channels together; `luck`: few deals have theirs.

    >>> DoubtSet(shock=True).written
    {'shock': True}
    """

    others: bool = True
    shock: bool = False
    luck: bool = False

    @property
    def written(self) -> Mapping[str, bool]:
        """What the case keeps under `drawn`: only what is not as usual."""
        usual = asdict(USUAL)
        return {key: value for key, value in asdict(self).items() if value != usual[key]}


USUAL = DoubtSet()
"""What is drawn unless the case says otherwise."""
