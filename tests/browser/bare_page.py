"""Streamlit's own elements, as they come: what a checker finds here is not ours to mend.

Run by the tests of accessibility as an app of its own, with the project's settings.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

FRAME = pd.DataFrame({"month": [1, 2, 3], "cash": [-10.0, 5.0, 20.0]})
SPEC = {
    "mark": "line",
    "encoding": {
        "x": {"field": "month", "type": "quantitative"},
        "y": {"field": "cash", "type": "quantitative"},
    },
}


@st.dialog("Dialog")
def dialog() -> None:
    st.text_input("In a dialog", icon=":material/search:")
    st.button("Within", icon=":material/check:")


def elements() -> None:
    st.title("Elements")
    st.header("Words", anchor="words")
    st.markdown("A sentence with a [link](#words), :material/folder: an icon.", help="Help")
    st.latex(" + ".join(["x"] * 300))
    st.caption("A caption")
    st.badge("A badge", color="gray")
    for said in (st.info, st.warning, st.error, st.success):
        said("Told", icon=":material/info:")
    with st.container(horizontal=True, border=True):
        st.button("Plain", icon=":material/check:", help="Help")
        st.button("Main", type="primary")
        st.button("Quiet", type="tertiary")
        st.button("Not now", disabled=True)
        st.download_button("Take", "content", icon=":material/download:")
        if st.button("Dialog", key="open-dialog"):
            dialog()
        with st.popover("Panel", icon=":material/edit:", key="panel"):
            st.text_input("In a panel")
            st.code("code", language=None)
    st.code("\n".join("code" for _ in range(20)), height=100)
    st.header("Inputs")
    st.slider("Slider", 0, 10, 5)
    st.text_input("Words", placeholder="Typed here", icon=":material/search:")
    st.selectbox("One", ["a", "b"], index=None, placeholder="None")
    st.multiselect("Several", ["a", "b"], ["a"])
    st.radio("Radio", ["a", "b"])
    st.segmented_control("Segments", ["a", "b"], default="a")
    st.toggle("Switch")
    st.checkbox("Box")
    st.date_input("Day", format="DD/MM/YYYY")
    st.file_uploader("File", accept_multiple_files=True)
    st.header("Figures")
    st.metric("Metric", "12", "1 more", help="Help", border=True)
    st.dataframe(FRAME, hide_index=True, alt="Frame")
    st.vega_lite_chart(FRAME, SPEC, alt="Chart")
    st.progress(0.4, "Progress")
    first, _ = st.tabs(["First", "Second"])
    first.markdown("Inside")
    with st.expander("Fold", expanded=True, icon=":material/tune:"):
        st.markdown("Inside")


st.set_page_config(layout="wide")
st.navigation(
    {"One": [st.Page(elements, title="Elements", icon=":material/tune:")],
     "Two": [st.Page(lambda: st.title("Other"), title="Other", url_path="other")]},
    position="top",
).run()  # fmt: skip
