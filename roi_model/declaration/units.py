"""The units of every number in the model. Rates are fractions; percent exists only on screen."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What a number measures; the value is the key of its name in `texts/ui`."""

    RATE = "rate"
    RATE_PER_YEAR = "rate_per_year"
    RATE_OF_PAY = "rate_of_pay"
    RATE_OF_FIRST_YEAR = "rate_of_first_year"
    MONEY = "money"
    MONEY_PER_MONTH = "money_per_month"
    MONEY_PER_YEAR = "money_per_year"
    MONTHS = "months"
    MONTH = "month"
    DAYS = "days"
    PEOPLE = "people"
    FTE = "fte"
    HOURS = "hours"
    ORDERS = "orders"
    FACTOR = "factor"
    FLAG = "flag"
    CHOICE = "choice"
    TEXT = "text"
    LIST = "list"

    @property
    def is_percent(self) -> bool:
        """Whether the screen shows the number times 100 with a percent sign."""
        return self.value.startswith("rate")

    @property
    def is_money(self) -> bool:
        """Whether the number is in the scenario's currency and scales with it."""
        return self.value.startswith("money")

    @property
    def is_number(self) -> bool:
        """Whether the input is a number at all (and so can be drawn, moved and explained)."""
        return self not in (Unit.FLAG, Unit.CHOICE, Unit.TEXT, Unit.LIST)
