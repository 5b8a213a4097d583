"""How often an expense comes again, in words: a month, a quarter, half a year, a year."""

from __future__ import annotations

import re

from roi_model.reading.text.wording import fold

HEADINGS = {
    "frequence", "periodicite", "recurrence", "cycle de facturation", "facturation", "frequency",
    "billing", "billing cycle", "billing period", "billing frequency", "period", "interval",
    "periode", "turnus", "intervall", "abrechnung", "zahlungsweise", "zahlungsrhythmus",
    "haufigkeit", "frecuencia", "periodicidad", "frequenza", "periodicita", "frequencia",
    "periodicidade", "frequentie", "fatturazione", "ciclo di fatturazione", "cadenza", "cadencia",
    "frequenza di pagamento", "frequenza di fatturazione", "facturacion", "ciclo de facturacion",
    "frecuencia de pago", "frecuencia de facturacion", "faturacao", "ciclo de cobranca",
    "ciclo de faturacao", "ciclo de faturamento", "frequencia de pagamento", "facturatie",
    "facturering", "facturatiecyclus", "facturatieperiode", "betaalfrequentie",
    "zahlungsintervall", "zahlungsturnus", "abrechnungszeitraum", "abrechnungsintervall",
    "abrechnungsrhythmus", "rechnungsintervall", "frequence de paiement",
    "frequence de facturation", "payment frequency", "cadence",
}  # fmt: skip
"""Headings of a column that says how often each expense comes."""
ENDS = {
    "fin", "date de fin", "fin d engagement", "echeance", "resiliation", "end", "end date", "until",
    "ends", "ended", "ended on", "cancelled on", "terminee le", "resilie le", "arrete le",
    "gekundigt zum", "ende", "enddatum", "bis", "fecha de fin", "data di fine", "data de fim",
    "einddatum",
}  # fmt: skip
"""Headings of a column that says when each ended."""
NEXT = re.compile(
    r"\b(?:next|upcoming|renewal|renews|prochaine?|renouvellement|nachste\w*|verlangerung"
    r"|proxim[oa]|renovacion|prossim[oa]|rinnovo|renovacao|volgende|verlenging|expir\w+)\b"
)
"""In a heading, folded: when something is due again."""
_WORDS = {
    1: "mensuel mensuelle mensuels monthly month mois monat monatlich mensual mensile mensal "
       "maandelijks maandelijkse maand mensuale mes mese monatliche "
       "monats mensili mensais m mo mtl",
    3: "trimestriel trimestrielle quarterly quarter trimestre quartal quartalsweise "
       "vierteljahrlich trimestral trimestrale vierteljahr kwartaal "
       "driemaandelijks q",
    6: "semestriel semestrielle half yearly semestre halbjahrlich semestral semestrale "
       "halfjaarlijks halbjahr",
    12: "annuel annuelle annuels annual annually yearly year an annee jahr jahrlich anual annuale "
        "jaarlijks "
        "jaarlijkse jaar jahrliche anno ano ano jahrl y yr",
}  # fmt: skip
_MONTHS = {word: months for months, words in _WORDS.items() for word in words.split()}
_MONTHS |= {"half yearly": 6, "per month": 1, "par mois": 1, "per year": 12, "par an": 12,
            "pro monat": 1, "pro jahr": 12, "par trimestre": 3, "per quarter": 3,
            "al mese": 1, "all anno": 12, "al mes": 1, "al ano": 12, "por mes": 1, "por ano": 12,
            "ao mes": 1, "ao ano": 12, "per maand": 1, "per jaar": 12, "per kwartaal": 3,
            "pro quartal": 3, "ogni mese": 1, "ogni anno": 12, "cada mes": 1,
            "cada ano": 12}  # fmt: skip
del _MONTHS["half"]
_OF_A_PRICE = {
    1: r"mensuel\w*|par mois|monthly|per month|monatlich\w*|monats\w+|\w+monats\w+|pro monat"
       r"|mensual\w*|mensil[ei]|mensalidades?|mensa(?:l|is)|al mes|al mese|por mes|per maand"
       r"|maandelijks\w*|maand\w+",
    12: r"annuel\w*|par an|annual|yearly|per year|per annum|jahrlich\w*|jahres\w+|\w+jahres\w+"
        r"|pro jahr|anual\w*|annual[ei]|annu[oa]|al ano|all anno|por ano|per jaar"
        r"|jaarlijks\w*|jaar\w+",
}  # fmt: skip
_PERIOD = {months: re.compile(rf"\b(?:{words})\b") for months, words in _OF_A_PRICE.items()}
# German and Dutch write the period into the word: "Bruttojahresgehalt", "maandsalaris".
_WITHIN = re.compile(r"jahres|monats|jaar(?=salaris|loon|kosten)|maand(?=salaris|loon|kosten)")


def months_of(word: str) -> int:
    """The months after which an expense comes again; 0 where a word does not say.

    >>> months_of("Mensuel"), months_of("jährlich"), months_of("Quarterly"), months_of("unique")
    (1, 12, 3, 0)
    """
    return _MONTHS.get(fold(word), 0)


def months_of_price(heading: str) -> int:
    """The months that a price is for, by its heading; 0 where it does not say.

    >>> months_of_price("Prix annuel HT"), months_of_price("Price per month"), months_of_price("HT")
    (12, 1, 0)
    """
    folded = fold(heading)
    found = [(said.start(), months) for months, words in _PERIOD.items()
             if (said := words.search(folded))]  # fmt: skip
    return min(found)[1] if found else 0


def without_period(folded: str) -> str:
    """A folded heading without the period that its figures are for.

    >>> without_period("cout total annuel"), without_period("bruttojahresgehalt")
    ('cout total', 'bruttogehalt')
    """
    plain = _WITHIN.sub("", folded)
    for words in _PERIOD.values():
        plain = words.sub(" ", plain)
    return " ".join(plain.split())
