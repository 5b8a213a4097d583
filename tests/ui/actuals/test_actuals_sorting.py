"""What belongs to selling: shares and rules by label."""

from __future__ import annotations

from roi_model import formatting
from roi_model.texts import text
from tests.ui import panel_driver
from tests.ui.actuals.remembered import add_rule, shelf, with_rules
from tests.ui.actuals_driver import table
from tests.ui.pages import headline, page, press, ran, upload
from tests.ui.panel_driver import add, remove

# Rules by label ---------------------------------------------------------------------------------


LABELS = b"date;label;cost\n2024-01-31;Zorglub SARL;300,00\n2024-02-28;ZORGLUB sarl;100,00\n" \
    b"2024-02-28;Blurp;50,00\n"  # fmt: skip


def test_one_share_for_all_costs_of_the_company() -> None:
    made = press(page("actuals"), "upload-sample-fec_tab_22_columns")
    path, box = "box/upload-wide-share", "box-upload-wide-share"
    panel_driver.edit(made, path, "type", "60 %", box)
    press(made, "upload-wide-apply")
    counted = 44381.73 - 0.4 * 42932.73  # selling, less four tenths of the whole company's
    assert headline(made)[1] == formatting.money_exact(counted, "EUR", "en")
    press(made, "upload-forget")
    assert headline(made)[1] == formatting.money_exact(44381.73, "EUR", "en")


def test_a_rule_by_label_sorts_every_file() -> None:
    made = with_rules(upload(page("actuals"), "labels.csv", LABELS))
    add_rule(made, "  zorglub ", "tools", "50")
    add_rule(made, "blurp", "not_selling", "100 %")
    ran(add(made, "upload-rules", " ?! "))  # says nothing
    assert shelf(made).rules == (("zorglub", "tools", 0.5), ("blurp", "not_selling", 1.0))
    assert headline(made)[1] == formatting.money_exact(200, "EUR", "en")
    assert "Tools" in {row[0] for row in table(made, text("pages.actuals.category", "en"))}
    upload(made, "more.csv", LABELS.replace(b"2024", b"2025"))
    assert headline(made)[1] == formatting.money_exact(400, "EUR", "en")
    with_rules(made)
    for _ in range(2):
        ran(remove(made, "upload-rules", 0))
    assert shelf(made).rules == ()
    assert headline(made)[1] == formatting.money_exact(900, "EUR", "en")
