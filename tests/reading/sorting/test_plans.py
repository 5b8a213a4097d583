"""Number plans and the words of accounts' names."""

from __future__ import annotations

import pytest

from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.sorting.plans import (
    COST,
    NEITHER,
    REVENUE,
    load_plan,
    name_side,
    plan_names,
    rules_of,
)


@pytest.mark.parametrize("name", plan_names())
def test_every_cost_of_a_plan_has_a_category_and_a_side_of_its_own(name: str) -> None:
    plan = load_plan(name)
    costs = [prefix for prefix, side in plan.sides.items() if side == COST]
    assert costs and any(side == REVENUE for side in plan.sides.values())
    for prefix in costs:
        rule = plan.rules.account(prefix + "0")
        assert rule is not None and rule.category in CATEGORIES
    for prefix in plan.rules.accounts:  # no rule for what is never a cost
        assert plan.side(prefix) == COST, prefix


def test_an_unknown_plan_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="skr03, skr04"):
        load_plan("skr99")


def test_words_of_a_plan_are_in_its_own_language() -> None:
    assert rules_of("nl").label("Reclamekosten").category == "advertising"  # type: ignore[union-attr]
    assert rules_of("bas").label("Reclamekosten") is None


NAMES = {
    COST: ("Bank Fees", "Loan Interest", "Income Tax Expense", "Payroll Tax Expense",
           "Cost of Labor",
           "Rent or Lease", "Dues & Subscriptions", "IT Software and Consumables", "Stripe Fees",
           "Light, Power, Heating", "Sales Commissions", "Freight & Courier"),
    REVENUE: ("Sales", "Design income", "Landscaping Services", "Discounts given",
              "Interest Income", "Billable Expense Income", "Other Revenue"),
    NEITHER: ("Checking", "Accounts Receivable (A/R)", "Wages Payable", "Prepaid expenses", "VAT",
              "Less Accumulated Depreciation on Office Equipment", "Loan Payable",
              "Retained Earnings", "Unpaid Expense Claims", "Sales Tax Payable",
              "Owner's Pay & Personal Expenses"),
    "": ("Zorglub", "Plants and Soil", "Corporation Tax"),
}  # fmt: skip


@pytest.mark.parametrize("side", NAMES)
def test_names_of_the_default_accounts_of_quickbooks_and_xero(side: str) -> None:
    assert {name: name_side(name) for name in NAMES[side]} == dict.fromkeys(NAMES[side], side)


RATED = ("Entertainment-0% VAT", "Travel (20% VAT)", "Motor expenses no VAT")
ABROAD = {
    COST: ("Reisekosten", "Löhne und Gehälter", "Spese telefoniche", "Ammort. macchine ufficio",
           "Sueldos y salarios", "Resekostnader", "Lonninger", "Depreciation of tangible assets",
           "Nebenkosten des Geldverkehrs"),
    NEITHER: ("Vorsteuer", "Verbindlichkeiten aus Lohn", "F.do amm.to macchine ufficio",
              "Fornitori", "Erario c/IVA", "Proveedores", "Hacienda Pública acreedora",
              "Leverantörsskulder",
              "Customers, Domestic", "Capital Stock", "Accum. Depreciation, Buildings",
              "Input CGST 9%"),
    REVENUE: ("Umsatzerlöse", "Ricavi delle vendite", "Ventas", "Försäljning tjänster"),
}  # fmt: skip


@pytest.mark.parametrize("name", RATED)
def test_a_rate_of_vat_in_a_name_is_no_account_of_vat(name: str) -> None:
    assert name_side(name) == COST


@pytest.mark.parametrize("side", ABROAD)
def test_names_of_accounts_in_other_languages(side: str) -> None:
    assert {name: name_side(name) for name in ABROAD[side]} == dict.fromkeys(ABROAD[side], side)


@pytest.mark.parametrize(("name", "side"), [
    ("Interest earned", "revenue"), ("Interest received", "revenue"), ("Interest paid", "cost"),
    ("Interest expense", "cost"),
])  # fmt: skip
def test_interest_that_comes_in_is_no_cost(name: str, side: str) -> None:
    assert name_side(name) == side
