#!/bin/sh
# Packages: PyPI bankstatementparser 0.0.29, ofxparse 0.21, ofxtools 1.1.1 (OFX bank statements).
#
# Expected: a line of a statement in euros may carry CURRENCY (its amount is in that other currency,
# with the rate to convert it) or ORIGCURRENCY (its amount was already converted, for information).
# A reader keeps the two apart.
# Happens: bankstatementparser calls both lines euros; ofxparse has nothing on either line that
# says otherwise, only the statement's currency. ofxtools hands on which of the two it was.
#
# Why it matters: 100 dollars are counted as 100 euros, without a word. What to do: look for
# CURRENCY in each line oneself; multiply by CURRATE, or set the line aside and say so.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check \
    bankstatementparser==0.0.29 ofxparse==0.21 ofxtools==1.1.1
cd "$here"
"$here/venv/bin/python" -W ignore - <<'PY'
import sys
from pathlib import Path

import ofxparse
from bankstatementparser import OfxParser
from ofxtools.Parser import OFXTree

def line(number, amount, tag):
    return (f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240115<TRNAMT>{amount}<FITID>{number}<NAME>{tag}"
            f"<{tag}><CURRATE>0.92<CURSYM>USD</{tag}></STMTTRN>")

head = "OFXHEADER:100 DATA:OFXSGML VERSION:102 SECURITY:NONE ENCODING:USASCII CHARSET:1252 " \
       "COMPRESSION:NONE OLDFILEUID:NONE NEWFILEUID:NONE"
okay = "<STATUS><CODE>0<SEVERITY>INFO</STATUS>"
Path("s.ofx").write_text("\n".join(head.split()) + "\n\n" + (
    f"<OFX><SIGNONMSGSRSV1><SONRS>{okay}<DTSERVER>20240131<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>"
    f"<BANKMSGSRSV1><STMTTRNRS><TRNUID>1{okay}<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30006"
    "<ACCTID>1<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20240101<DTEND>20240131"
    + line(1, "-100.00", "CURRENCY") + line(2, "-92.00", "ORIGCURRENCY")
    + "</BANKTRANLIST><LEDGERBAL><BALAMT>816.00<DTASOF>20240131</LEDGERBAL></STMTRS></STMTTRNRS>"
    "</BANKMSGSRSV1></OFX>"))
table = OfxParser("s.ofx").parse()
one = [(str(amount), ccy) for amount, ccy in zip(table["amount"], table["currency"])]
lines = ofxparse.OfxParser.parse(open("s.ofx", "rb")).account.statement.transactions
two = [str(line.amount) for line in lines if "USD" not in str(vars(line))]
tree = OFXTree()
tree.parse("s.ofx")
three = [line.currency is not None for line in tree.convert().statements[0].transactions]
print("bankstatementparser", one)
print("ofxparse, without a word of dollars", two)
print("ofxtools, in another currency:", three)
stated = [("-100.00", "EUR"), ("-92.00", "EUR")], ["-100.00", "-92.00"], [True, False]
if (one, two, three) != stated:
    sys.exit("CHANGED: the currency of a single line is now handed on, or no longer by ofxtools.")
print("As stated: 100 dollars are read as 100 euros by two of three.")
PY
