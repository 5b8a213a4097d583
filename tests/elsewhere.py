"""Modules that have no file of tests of their own: which file tries them, and why they stand here.

All others have theirs: roi_model/<room>/x.py in tests/<room>/test_x.py, ui/<room>/x.py in
tests/ui/<room>/test_x.py. Write that file rather than a line here.
"""

from __future__ import annotations

ELSEWHERE: dict[str, dict[str, str]] = {
    "a sheet of the workbook: every cell is compared with the model by one test of whole books": {
        f"roi_model/export/xlsx/{name}.py": "tests/export/xlsx/test_values.py"
        for name in ("account", "by_channel", "calendar", "cash", "channels", "roles",
                     "sales", "returns/crossings", "returns/lifetime", "returns/limited",
                     "returns/rates", "writing/grid")
    },
    "a part of charts: seen in the specifications that are made of it": {
        f"roi_model/charts/{name}.py": f"tests/charts/{file}.py"
        for name, file in (
            ("actuals/history", "test_pictures"), ("parts/cash_marks", "test_cash"),
            ("guess", "test_pictures"), ("parts/case", "test_table"),
            ("parts/expressions", "test_pictures"), ("parts/frames", "test_pictures"),
            ("parts/key", "test_pictures"), ("parts/metric_axes", "test_risk_pictures"),
            ("parts/rows", "test_pictures"), ("parts/words", "test_table"),
        )
    },
    "a step of reading: what it decides shows in what whole files are read as": {
        f"roi_model/reading/{name}.py": f"tests/reading/{file}.py"
        for name, file in (
            ("costs/any_shape", "test_reading"), ("costs/costs", "test_reading"),
            ("costs/money", "costs/test_columns"), ("costs/entries", "test_reading"),
            ("costs/long_form", "test_reading"), ("costs/roles", "test_reading"),
            ("result", "test_reading"), ("tables/source", "test_reading"),
            ("tables/sheets/xlsx", "tables/test_workbook"),
            ("text/records", "tables/test_table"),
            ("tables/spelled_states", "deals/test_deals"),
            ("text/dialect", "test_reading"),
            ("sandbox/worker", "sandbox/test_limited"),
            ("ledgers/accounts", "ledgers/test_grouped"),
            ("ledgers/columns", "ledgers/test_grouped"),
            ("ledgers/headings", "ledgers/test_grouped"),
            ("ledgers/datev_head", "ledgers/test_datev"),
            ("ledgers/audit/elements", "ledgers/audit/test_saft"),
            ("ledgers/postings", "ledgers/test_tables"),
            ("ledgers/entries", "ledgers/audit/test_saft"),
            ("ledgers/audit/xaf", "ledgers/audit/test_saft"),
        )
    },
    "a page of documents, tried with the others: what they say holds together": {
        f"roi_model/export/story/{name}.py": "tests/export/story/test_pages.py"
        for name in ("actual", "answer", "beliefs", "cash", "causes", "drawn", "next_steps",
                     "truths", "still_open", "voice", "volume")
    },
    "a part of native charts: seen in the charts of whole decks": {
        f"roi_model/export/deck/{name}.py": "tests/export/deck/test_marks.py"
        for name in ("months", "native")
    },
    "what lies under slides: measured on the slides": {
        f"roi_model/export/deck/{name}.py": "tests/export/deck/test_canvas.py"
        for name in ("base", "ink", "surface")
    },
    "a child process: tried by sending it work, bombs and signals": {
        "roi_model/sandbox/child_process.py": "tests/reading/sandbox/test_limited.py",
        "roi_model/sandbox/children.py": "tests/reading/sandbox/test_limited.py",
        "roi_model/export/sandbox/worker.py": "tests/ui/deliver/test_deliver_jobs.py",
    },
    "the page that stays with the client: a browser reads every figure of it beside the engine": {
        f"roi_model/export/page/{name}.py": "tests/browser/test_handout.py"
        for name in ("markup", "packed")
    },
    "what joins scripts: seen in the scripts that are joined": {
        "roi_model/scripts.py": "tests/ui/browser/test_javascript.py",
    },
    "drawing: seen where a page or a browser shows it": {
        "ui/actuals/actuals_coverage.py": "tests/browser/test_actuals.py",
        "ui/actuals/indicators/curves.py": "tests/ui/actuals/indicators/test_prospecting_view.py",
        "ui/actuals/kept/kept_view.py": "tests/ui/actuals/kept/test_kept_here.py",
        "ui/actuals/amounts.py": "tests/ui/actuals/test_actuals_view.py",
        "ui/actuals/actuals_left_out.py": "tests/ui/actuals/test_actuals_files.py",
        "ui/actuals/files/checks.py": "tests/ui/actuals/test_actuals_files.py",
        "ui/actuals/files/kind.py": "tests/ui/actuals/test_actuals_files.py",
        "ui/actuals/files/compared.py": "tests/ui/actuals/test_actuals_calibrate.py",
        "ui/case/story.py": "tests/ui/case/test_controls.py",
        "ui/case/why.py": "tests/ui/case/test_controls.py",
        "ui/elements/boxes.py": "tests/ui/actuals/test_actuals_sorting.py",
        "ui/elements/pictures.py": "tests/ui/case/test_controls.py",
        "ui/client/client_view.py": "tests/ui/client/test_visit.py",
        "ui/frame/guide.py": "tests/browser/test_presenter.py",
        "ui/library/cases_view.py": "tests/ui/library/test_picker.py",
        "ui/library/copies.py": "tests/ui/library/test_picker.py",
        "ui/library/conflict_view.py": "tests/ui/library/test_picker.py",
        "ui/library/versions_view.py": "tests/ui/library/test_picker.py",
        "ui/method_page.py": "tests/ui/test_method_view.py",
        "ui/present_view.py": "tests/browser/test_presenter.py",
        "ui/session/cached.py": "tests/ui/risk/test_risk_draws.py",
    },
    "the shape of the library: tried wherever it is opened, and against its migrations": {
        f"roi_model/library/{name}.py": "tests/library/test_library.py"
        for name in ("errors", "migrations/env", "migrations/versions/0001_library",
                     "migrations/versions/0002_people", "names", "people", "tables")
    },
    "a line or two that others stand on": {
        "roi_model/importing.py": "tests/test_house.py",
        "roi_model/export/writers.py": "tests/commands/test_export.py",
        "roi_model/version.py": "tests/storage/test_scenario_file.py",
        "ui/session/shelf.py": "tests/ui/library/test_picker.py",
        "ui/frame/startup.py": "tests/browser/test_cold.py",
    },
}  # fmt: skip
"""Reason → module → the file that tries it."""
