"""Method: how every number is made, what every input means, and when not to use this."""

from __future__ import annotations

from ui import method_page
from ui.case import case_row

case_row.row("method")
method_page.show()
