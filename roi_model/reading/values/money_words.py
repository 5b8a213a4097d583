"""What people write round an amount: currencies, with or without tax, per month, debit or credit.

One table: a currency, a tax or a side that is met somewhere is a word more here.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.text.wording import LETTER

# Code of a currency → the signs and words that name it in a cell, its code apart. What several
# countries write alike is the largest's ("$"), or stands under a name of its own ("kr").
CURRENCIES: dict[str, tuple[str, ...]] = {
    "EUR": ("€", "euro", "euros"),
    "USD": ("$", "us$", "$us", "u$s", "dollar", "dollars"),
    "CAD": ("ca$", "$ca", "c$", "can$", "$can", "$c"),
    "AUD": ("a$", "au$", "$au"),
    "NZD": ("nz$", "$nz"),
    "MXN": ("mx$", "$mx"),
    "HKD": ("hk$",),
    "SGD": ("s$", "sg$"),
    "TWD": ("nt$",),
    "BRL": ("r$", "real", "reais"),
    "GBP": ("£", "£stg"),
    "CHF": ("fr.", "sfr.", "sfr", "fs"),
    "JPY": ("¥", "￥", "円", "yen"),
    "CNY": ("元", "rmb"),
    "kr": ("kr", "kr."),
    "PLN": ("zł", "zl"),
    "CZK": ("kč", "kc"),
    "HUF": ("ft",),
    "RON": ("lei",),
    "BGN": ("лв",),
    "TRY": ("₺", "tl"),
    "RUB": ("₽",),
    "UAH": ("₴", "грн"),
    "INR": ("₹", "rs", "rs.", "₨"),
    "KRW": ("₩",),
    "VND": ("₫",),
    "THB": ("฿",),
    "PHP": ("₱",),
    "ILS": ("₪",),
    "NGN": ("₦",),
    "GHS": ("₵",),
    "KES": ("ksh",),
    "FCFA": ("fcfa", "f cfa", "f.cfa", "cfa", "francs cfa", "xof", "xaf"),
    "XPF": ("f cfp", "fcfp", "cfp"),
    "MAD": ("dh", "dhs", "dirham", "dirhams"),
    "TND": ("dt",),
    "DZD": ("da",),
}
CROWNS = ("SEK", "NOK", "DKK", "ISK")
"""The currencies that "kr" may be."""
_CODES = """
    EUR USD GBP CHF CAD AUD NZD JPY CNY HKD SGD TWD KRW INR PKR LKR IDR MYR THB VND PHP SEK NOK
    DKK ISK PLN CZK HUF RON BGN RSD TRY RUB UAH GEL KZT ILS AED SAR QAR KWD BHD OMR JOD LBP EGP
    MAD TND DZD XPF MUR MGA KES NGN GHS ZAR TZS UGX CDF RWF BRL MXN ARS CLP COP PEN UYU BOB CRC
    GTQ DOP"""
CODES = frozenset(_CODES.split())
"""The codes of currencies, in capitals."""
_WORDS = {word: code for code, words in CURRENCIES.items() for word in words}
_WORDS |= {code.lower(): code for code in _CODES.split()}
_LONGEST_FIRST = sorted(_WORDS, key=lambda word: (-len(word), word))
_FIGURES = r"[-+0-9,()'%]+"
_MANY = 500
_HEADED = re.compile(
    rf"(?<![A-Za-z])(?:{'|'.join(_CODES.split())}|(?i:eur|euros?|usd|gbp|chf|cad|fcfa))(?![A-Za-z])"
    r"|[a-zA-Z]{0,3}[€$£¥₹₺₽]"
)

_TAX = r"(?:vat|tax(?:es)?|tva|iva|mwst\.?|ust\.?|btw|gst)"
NET = (
    r"(?:h\.?\s?t\.?(?:v\.?a\.?)?|hors\s+tax(?:e|es)|netto|net"
    rf"|(?:excl(?:\.|uding)?|ex\.?|excluded?|zzgl\.?|plus|\+|sem|sin)\s*{_TAX}"
    rf"|{_TAX}\s+(?:excl(?:\.|uded)?|esclusa|excluido|no\s+incluido))"
)
"""What says after an amount that its tax is not in it."""
GROSS = (
    r"(?:t\.?t\.?c\.?|t\.?v\.?a\.?c\.?|brutto|gross"
    rf"|(?:incl(?:\.|uding)?|inkl\.?|con|com)\s*{_TAX}"
    rf"|{_TAX}\s+(?:incl(?:\.|uded|usa|uido|uida)?|inclusa|comprise))"
)
"""What says after an amount that its tax is in it."""
_MONTH = r"(?:mois|months?|mon\.?|mo\.?|monat|mes|m[eê]s|mese|maand|an|ann[ée]e|years?|yr\.?|jahr"
PERIOD = (
    rf"(?:(?:/|par\s|per\s|pro\s|p\.\s?|al\s|por\s|a\s)\s*{_MONTH}|año|ano|anno|jaar)\b\.?"
    r"|p\.\s?[ma]\.|pcm|mensuels?|monthly|annuels?|yearly)"
)
"""What says after an amount that it comes again every month or year."""
DEBIT_SIGN = r"(?:dr\.?|d[ée]bit|soll|debet|debe|dare)"
"""What says after an amount that it went out, in letters that are no unit of anything."""
CREDIT_SIGN = r"(?:cr\.?|cr[ée]dit|haben|haber|avere)"
"""What says after an amount that it came in."""


def headed(heading: str) -> str:
    """The code of the currency that a heading names; empty where it names none.

    >>> headed("Amount spent (AUD)"), headed("Montant en euros"), headed("Coût réel")
    ('AUD', 'EUR', '')
    """
    found = _HEADED.search(heading)
    if not found:
        return ""
    return currency_of(found.group()) or currency_of(found.group()[-1])


def currency_in(cells: pa.Array) -> str:
    """The spellings of currencies that occur in cells, as a pattern for lower and upper case alike;
    "" where none does.

    Arrow prepares a pattern at each call: for all spellings there are, that takes milliseconds.

    >>> currency_in(pa.array(["12 €", "5 EUR"])), currency_in(pa.array(["12,50"]))
    ('(?:eur|€)', '')
    """
    rest = pc.unique(pc.replace_substring_regex(cells, _FIGURES, " "))
    spoken = [text.lower() for text in rest.to_pylist() if text and not text.isspace()]
    found = _LONGEST_FIRST
    if len(spoken) <= _MANY:
        found = [word for word in found if any(word in text for text in spoken)]
    return f"(?:{'|'.join(map(re.escape, found))})" if found else ""


def before(currency: str) -> str:
    """The pattern of a currency before an amount, on either side of its sign."""
    return rf"(?i)^\s*[-+(]?\s*(?P<money>{currency})\s*[-+(]?\s*[\d.,]"


def after(currency: str) -> str:
    """The pattern of a currency after an amount."""
    return rf"(?i)\d[\s\d.,]*\)?\s*[km]?\s*(?P<money>{currency})(?:[^{LETTER}]|$)"


def currency_of(word: str) -> str:
    """The code of a currency by one of its spellings; empty where it is none.

    >>> currency_of("F CFA"), currency_of("R$"), currency_of("pcs")
    ('FCFA', 'BRL', '')
    """
    return _WORDS.get(" ".join(word.lower().split()), "")
