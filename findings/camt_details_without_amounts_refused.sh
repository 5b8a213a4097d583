#!/bin/sh
# Package: PyPI bankstatementparser 0.0.29 (camt.053, the XML bank statement of ISO 20022).
#
# Expected: an entry that gathers several payments lists them as details, whose own amount the
# format leaves optional. Such an entry is one movement of its total; the rest of the file is read.
# Happens: ParserError "Batched transaction detail missing booked amount in entry currency" for the
# whole statement, however many plain entries stand beside it. An entry with a single detail that
# has no amount is read, so a small sample does not show it.
#
# What to do: catch the error and read such entries as one movement each, from the entry's own
# amount (NtryDtls left out), instead of telling the user that the file is damaged.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check bankstatementparser==0.0.29
cd "$here"
"$here/venv/bin/python" - <<'PY'
import sys
from pathlib import Path

from bankstatementparser import CamtParser
from bankstatementparser.exceptions import ParserError

def entry(value, *references):
    details = "".join(f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs></TxDtls>"
                      for reference in references)
    return (f'<Ntry><Amt Ccy="EUR">{value}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
            "<BookgDt><Dt>2024-01-02</Dt></BookgDt><ValDt><Dt>2024-01-02</Dt></ValDt><BkTxCd><Prtry>"
            f"<Cd>X</Cd></Prtry></BkTxCd><NtryDtls>{details}</NtryDtls></Ntry>")

def read(*entries):
    Path("s.xml").write_text(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>'
        "<MsgId>M</MsgId><CreDtTm>2024-01-03T08:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><Acct><Id>"
        "<IBAN>FR7630006000011234567890189</IBAN></Id></Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd>"
        '</CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-01'
        f"</Dt></Dt></Bal>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>")
    try:
        return [str(value) for value in CamtParser("s.xml").parse()["Amount"]]
    except ParserError as error:
        return f"ParserError: {error}"

single = read(entry("10.00", "rent"), entry("20.00", "phone"))
batch = read(entry("10.00", "rent"), entry("20.00", "phone"), entry("50.00", "pay 1", "pay 2"))
print("one detail an entry:         ", single)
print("and one entry with two more: ", batch)
if single != ["-10.00", "-20.00"] or "missing booked amount in entry currency" not in batch:
    sys.exit("CHANGED: a batch whose details have no amounts no longer stops the whole statement.")
print("As stated: one batch without amounts, and none of the entries is read.")
PY
