"""Method: how every number is made, what every input means, and when not to use this."""

from __future__ import annotations

from ui import method_page

method_page.show()
