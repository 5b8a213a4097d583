"""What a screen reader hears of a mark: what its tooltip shows, and nothing else.

Vega would say the fields of the axes too, by their names in the data and in English.
"""

from __future__ import annotations

import json
from typing import Any


def heard(layer: dict[str, Any]) -> dict[str, Any]:
    r"""A layer whose marks are read aloud says of each the titles and values of its tooltip.

    What is undefined is a dash. Other layers are as they were. Between a title and its value stands
    a tab, between two lines a break, which no name can hold: ui/browser/frame/figures.js makes a
    table of them.

    >>> told = [{"field": "share", "title": "Share", "type": "quantitative", "format": ".0%"}]
    >>> made = heard({"mark": {"type": "bar", "aria": True}, "encoding": {"tooltip": told}})
    >>> made["encoding"]["description"]["value"]["expr"]
    '"Share:\\t" + (isValid(datum["share"]) ? format(datum["share"], ".0%") : "–")'
    >>> heard({"mark": {"type": "bar"}, "encoding": {"tooltip": told}})["encoding"].keys()
    dict_keys(['tooltip'])
    """
    encoding = layer.get("encoding", {})
    told = encoding.get("tooltip")
    mark = layer.get("mark")
    if not (isinstance(mark, dict) and mark.get("aria") and isinstance(told, list)):
        return layer
    said = ' + ";\\n" + '.join(map(_said, told))
    return {**layer, "encoding": {**encoding, "description": {"value": {"expr": said}}}}


def _said(tooltip: dict[str, Any]) -> str:
    """The expression of one line of a tooltip."""
    value = f"datum[{json.dumps(tooltip['field'], ensure_ascii=False)}]"
    title = json.dumps(f"{tooltip.get('title') or tooltip['field']}:\t", ensure_ascii=False)
    how = tooltip.get("format")
    shown = f"format({value}, {json.dumps(how, ensure_ascii=False)})" if how else value
    if not how and tooltip.get("type") == "nominal":  # an arrow stands before words that say it
        shown = f"replace({value}, regexp('[▲▼] ', 'g'), '')"
    return f'{title} + (isValid({value}) ? {shown} : "–")'
