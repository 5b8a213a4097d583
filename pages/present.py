"""The way to this page by its address on a server that has just started.

Before app.py has run once, Streamlit looks for pages in this folder alone, and would say that the
page does not exist. It finds this file, which runs app.py; from then on app.py names the pages.
"""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parents[1] / "app.py"))
