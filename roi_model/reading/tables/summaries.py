"""Tables that are sums already, a pivot table or a profit and loss statement: refused."""

from __future__ import annotations

from collections.abc import Callable

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.source import Source
from roi_model.reading.text.dialect import split_line
from roi_model.reading.text.distinct import coded
from roi_model.reading.text.wording import fold

_HEAD = 60
_LABEL_COLUMNS = 3
_MANY = 20_000
_PIVOT = {"row labels", "etiquettes de lignes", "etiquettes de ligne", "etiquetas de fila",
          "column labels", "etiquettes de colonnes", "etiquettes de colonne",
          "etiquetas de columna"}  # fmt: skip
_SUM_OF = ("sum of ", "somme de ", "suma de ", "average of ", "moyenne de ")
_GRAND_TOTAL = {"grand total", "total general", "total generale"}
# Lines that are results by nature: a list of costs has none of them.
_RESULTS = {
    "marge brute", "marge commerciale", "valeur ajoutee", "excedent brut d exploitation", "ebe",
    "resultat d exploitation", "resultat courant", "resultat courant avant impots",
    "resultat courant avant impot", "resultat financier", "resultat exceptionnel",
    "resultat avant impots", "resultat avant impot", "resultat net", "resultat net comptable",
    "resultat de l exercice", "benefice net", "gross margin", "gross profit", "operating income",
    "operating profit", "operating result", "operating loss", "ebit", "ebitda", "net income",
    "net profit", "net loss", "net result", "income before tax", "profit before tax",
    "net operating income", "margen bruto", "resultado de explotacion", "resultado neto",
    "beneficio neto",
}  # fmt: skip
_SALES = {"chiffre d affaires", "chiffre d affaires net", "revenue", "revenues", "net sales",
          "turnover", "total revenue", "ventas", "ingresos"}  # fmt: skip


def refuse_summaries(source: Source, *, proved: Callable[[], bool] = lambda: False) -> None:
    """Refuse a table whose rows are sums of what should be counted once.

    Raises RefusedError for a pivot table, by the words spreadsheets put over its rows, and for a
    profit and loss statement, where two lines are results, or one beside the sales, unless its
    lines have `proved` its results.
    """
    head = [cell.strip() for line in source.text.split("\n", _HEAD)[:_HEAD]
            for cell in split_line(line[:4000], source.dialect.delimiter)]  # fmt: skip
    folded = [fold(cell) for cell in head]
    total = _GRAND_TOTAL & set(folded)
    for cell, words in zip(head, folded, strict=True):
        # An accent spoilt on the way ("Ã‰tiquettes") is no other word.
        if (
            words in _PIVOT
            or words.endswith("tiquettes de lignes")
            or (total and words.startswith(_SUM_OF))
        ):
            raise RefusedError("pivot", cell=cell)
    for column in source.table.columns[:_LABEL_COLUMNS]:
        distinct, _ = coded(column)
        if len(distinct) > _MANY:  # a statement of results has no such many lines
            continue
        results: dict[str, str] = {}
        sold = False
        for value in distinct.to_pylist():
            words = fold(value)
            if words in _RESULTS:
                results.setdefault(words, value.strip())
            sold |= words in _SALES
        if (len(results) >= 2 or (results and sold)) and not proved():
            cells = ", ".join(list(results.values())[:4])
            raise RefusedError("profit_and_loss", cells=cells)
