"""A table editor keeps what it started from, and starts afresh only for another content."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    """Rows of a table that the session keeps, as the page's editors have them."""
    import pandas as pd
    import streamlit as st

    from ui import editors, state

    kept = state.extras().setdefault("rows", (1.0, 2.0))
    key, base = editors.base("demo", kept)
    edited = st.data_editor(pd.DataFrame({"a": base}, dtype="float64"), key=key, num_rows="dynamic")
    found = tuple(float(value) for value in edited["a"] if pd.notna(value))
    if found != kept:
        editors.edited("demo", found)
        state.extras()["rows"] = found
    state.extras()["seen"] = (key, base, found)


def page() -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


def extras(made: AppTest) -> dict[str, object]:
    found: dict[str, object] = made.session_state["roi_session"].extras
    return found


def edit(made: AppTest, **edits: object) -> AppTest:
    key = extras(made)["seen"][0]  # type: ignore[index]
    nothing: dict[str, object] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    made.session_state[key] = {**nothing, **edits}
    made.run()
    assert not made.exception
    return made


def test_an_editor_left_alone_stays_as_it_is() -> None:
    made = page()
    first = extras(made)["seen"]
    assert first == ("demo-1", (1.0, 2.0), (1.0, 2.0))
    assert extras(made.run())["seen"] == first


def test_its_own_edits_neither_restart_it_nor_count_twice() -> None:
    made = edit(page(), edited_rows={0: {"a": 5.0}}, added_rows=[{"a": 9.0}])
    wanted = ("demo-1", (1.0, 2.0), (5.0, 2.0, 9.0))
    for _ in range(3):
        assert extras(made)["seen"] == wanted
        assert extras(made)["rows"] == wanted[2]
        made.run()
    edit(made, deleted_rows=[0], added_rows=[{"a": 9.0}])
    assert extras(made)["seen"] == ("demo-1", (1.0, 2.0), (2.0, 9.0))


def test_a_row_being_typed_is_not_taken_away() -> None:
    made = edit(page(), added_rows=[{}])
    assert extras(made)["seen"] == ("demo-1", (1.0, 2.0), (1.0, 2.0))
    assert made.session_state["demo-1"]["added_rows"] == [{}]


def test_content_from_elsewhere_starts_it_afresh() -> None:
    made = edit(page(), edited_rows={0: {"a": 5.0}})
    extras(made)["rows"] = (7.0,)
    made.run()
    assert extras(made)["seen"] == ("demo-2", (7.0,), (7.0,))  # the edit does not carry over
    assert extras(made.run())["seen"] == ("demo-2", (7.0,), (7.0,))
