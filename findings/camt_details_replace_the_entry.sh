#!/bin/sh
# Package: PyPI pycamt 1.1.1 (camt.053, the XML bank statement of ISO 20022).
#
# Expected: an entry (Ntry) is what moved on the account. The details inside it (TxDtls) explain it:
# the sum of what is read is the sum of the entries, in the account's currency.
# Happens, without an error:
#  * one entry of 50.00 EUR with two details that carry no amount of their own (which the format
#    allows) becomes two movements of 50.00;
#  * one entry of 92.00 EUR whose detail says 100.00 USD were paid becomes 100.00 labelled EUR.
#
# Why it matters: spending read from a statement is doubled by batches and wrong by the exchange
# rate for each card payment abroad. What to do: take amount, sign and currency from the entry;
# use details for names and references only, and their amounts only where they are in the entry's
# currency and add up to it. Compare with the opening and closing balance.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check pycamt==1.1.1
"$here/venv/bin/python" - <<'PY'
import sys

from pycamt.parser import Camt053Parser

def detail(name, amount=""):
    return f"<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs>{amount}</TxDtls>"

def entry(amount, details):
    return (f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
            f"<BookgDt><Dt>2024-01-02</Dt></BookgDt><ValDt><Dt>2024-01-02</Dt></ValDt><BkTxCd><Prtry>"
            f"<Cd>X</Cd></Prtry></BkTxCd><NtryDtls>{details}</NtryDtls></Ntry>")

def balance(kind, amount, day):
    return (f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt>"
            f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>")

statement = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>'
    "<MsgId>M</MsgId><CreDtTm>2024-01-03T08:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>"
    "<CreDtTm>2024-01-03T08:00:00</CreDtTm><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id>"
    "<Ccy>EUR</Ccy></Acct>" + balance("OPBD", "1000.00", "2024-01-01")
    + balance("CLBD", "858.00", "2024-01-02") + entry("50.00", detail("one") + detail("two"))
    + entry("92.00", detail("abroad", '<Amt Ccy="USD">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>'))
    + "</Stmt></BkToCstmrStmt></Document>")
read = [(t["EndToEndId"], t["Amount"], t["Currency"])
        for t in Camt053Parser(statement.encode()).get_transactions()]
print("balances say 142.00 EUR went out; read:", read)
if read != [("one", "50.00", "EUR"), ("two", "50.00", "EUR"), ("abroad", "100.00", "EUR")]:
    sys.exit("CHANGED: the amounts are no longer those of the details under the entry's currency.")
print("As stated: 200.00 EUR instead of 142.00.")
PY
