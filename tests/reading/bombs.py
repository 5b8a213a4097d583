"""Files of a few kilobytes or megabytes made to bring a server down: each must end in a reason."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable

import pytest

from tests.reading.workbooks import HEAD, MAIN, long_rows, packed, parts, sheet_xml, xlsx

SHEET = "xl/worksheets/sheet1.xml"
MB = 1 << 20


def archive(entries: list[tuple[str, bytes, int, int]]) -> bytes:
    """A zip of parts already deflated: (path, deflated, CRC, size that is declared)."""
    out, directory = bytearray(), bytearray()
    for path, data, crc, size in entries:
        name = path.encode()
        head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x5879, crc, len(data), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + head + name + data
    count = len(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


def deflated(before: bytes, unit: bytes, times: int, after: bytes) -> tuple[bytes, int, int]:
    """`before` + `unit` × `times` + `after`, deflated without ever being whole; CRC and size."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = pack.compress(before) + pack.flush(zlib.Z_FULL_FLUSH)
    middle = pack.compress(unit) + pack.flush(zlib.Z_FULL_FLUSH)
    end = pack.compress(after) + pack.flush()
    crc = zlib.crc32(before)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    size = len(before) + len(unit) * times + len(after)
    return start + middle * times + end, zlib.crc32(after, crc), size


def swollen(path: str, before: bytes, unit: bytes, times: int, after: bytes) -> bytes:
    """A sound workbook but for one part, which is huge once it is unpacked."""
    entries = []
    for name, text in {**parts({"S": sheet_xml(long_rows())}), path: ""}.items():
        how = (before, unit, times, after) if name == path else (str(text).encode(), b"", 0, b"")
        entries.append((name, *deflated(*how)))
    return archive(entries)


def with_sheet(xml: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    return packed(parts({"S": xml}), small=True)


def with_strings(xml: str, sheet: str) -> bytes:
    """A workbook with a table of shared strings."""
    found = parts({"S": sheet})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace("</Types>", override)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rId9" Type="{relations}" Target="sharedStrings.xml"/>'
    rels = "xl/_rels/workbook.xml.rels"
    found[rels] = found[rels].replace("</Relationships>", link + "</Relationships>")
    return packed({**found, "xl/sharedStrings.xml": xml}, small=True)


def worksheet(body: str, before: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData></worksheet>'


def sparse() -> bytes:
    """Two cells in the corners: 17 thousand million between them."""
    body = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return with_sheet(worksheet(f'{body}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def sparse_otherwise() -> bytes:
    """The same written so that no pattern finds it: single quotes, an entity."""
    body = "<row r='1'><c r='A1'><v>1</v></c></row>"
    body += "<row r = '104857&#54;'><c r = 'XFD1048576' ><v>1</v></c></row>"
    return with_sheet(f"<worksheet xmlns='{MAIN}'><sheetData>{body}</sheetData></worksheet>")


def declared() -> bytes:
    """A sheet that declares 105 million cells and has three rows."""
    return with_sheet(worksheet('<row r="1"/>' * 3, '<dimension ref="A1:XFD6409"/>'))


def cells() -> bytes:
    """105 million cells that are there."""
    row = b"<row>" + b"<c><v>1</v></c>" * 10_000 + b"</row>"
    before, after = worksheet("|").encode().split(b"|")
    return swollen(SHEET, before, row, 10_500, after)


def shared_strings() -> bytes:
    """One string of a megabyte, shown by 20,000 cells."""
    strings = f'{HEAD}<sst xmlns="{MAIN}"><si><t>{"x" * MB}</t></si></sst>'
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'
    return with_strings(strings, worksheet(row * 10_000))


def padding() -> bytes:
    """A gigabyte and a half of spaces between two rows."""
    before, after = worksheet("<row/>|<row/>").encode().split(b"|")
    return swollen(SHEET, before, b" " * MB, 1536, after)


def entities() -> bytes:
    """A thousand million laughs."""
    names = "abcdefghi"
    lines = "".join(
        f'<!ENTITY {name} "{f"&{names[i - 1]};" * 10 if i else "ha" * 10}">'
        for i, name in enumerate(names)
    )
    strings = f'<!DOCTYPE sst [{lines}]><sst xmlns="{MAIN}"><si><t>&i;</t></si></sst>'
    return with_strings(
        strings, worksheet('<row><c t="s"><v>0</v></c><c t="e"><v>&i;</v></c></row>')
    )


def external() -> bytes:
    """An entity that is a file of the server."""
    outside = '<!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    cell = '<row><c t="s"><v>0</v></c><c t="e"><v>&e;</v></c></row>'
    return with_strings(
        f'{outside}<sst xmlns="{MAIN}"><si><t>&e;</t></si></sst>',
        outside.replace("sst", "worksheet") + worksheet(cell).removeprefix(HEAD),
    )


def false_sizes() -> bytes:
    """Parts that say they are of ten bytes and unpack to a gigabyte."""
    before, after = worksheet("<row/>|").encode().split(b"|")
    data, crc, _ = deflated(before, b"<row/>" * 100_000, 2000, after)
    others = parts({"S": ""})
    entries = [(n, *deflated(t.encode(), b"", 0, b"")) for n, t in others.items() if n != SHEET]
    return archive([*entries, (SHEET, data, crc, 10)])


def larger_sizes() -> bytes:
    """Parts that say they are of four gigabytes and hold nothing."""
    entries = []
    for name, text in parts({"S": sheet_xml(long_rows())}).items():
        data, crc, _ = deflated(text.encode(), b"", 0, b"")
        entries.append((name, data, crc, 0xFFFFFFF0))
    return archive(entries)


def same_headers() -> bytes:
    """30,000 columns of one name: `pandas.read_csv` takes 16 seconds for them."""
    return (b"Date;" + b"Montant;" * 30_000 + b"\n" + b"05/01/2024;" + b"1;" * 30_000 + b"\n") * 2


def same_headers_in_cells() -> bytes:
    """The same in a sheet, as wide as a sheet can be."""
    return xlsx({"S": [["Montant"] * 16_384, [1] * 16_384]})


def deep_archives() -> bytes:
    """An archive in an archive, a hundred times, each twice as wide."""
    content = b"PK\x03\x04"
    for _ in range(60):
        content = packed({"a.xlsx": content, "b.xlsx": content[:50_000]}, small=True)
    return content


def huge_index() -> bytes:
    """A gigabyte of nothing in the first part that is read."""
    return swollen("xl/workbook.xml", HEAD.encode(), b"<!---->" * 100_000, 1500, b"<workbook/>")


def many_sheets() -> bytes:
    """20,000 sheets."""
    return packed(parts({f"S{i}": worksheet("<row/>") for i in range(20_000)}), small=True)


def many_entries() -> bytes:
    """A directory of 300,000 parts."""
    found: dict[str, str | bytes] = {**parts({"S": sheet_xml(long_rows())})}
    entries = [(n, *deflated(str(t).encode(), b"", 0, b"")) for n, t in found.items()]
    return archive(entries + [(f"xl/media/{i}", b"\x03\x00", 0, 0) for i in range(60_000)])


def many_rows() -> bytes:
    """A million costs, all the same: a reading that would weigh a hundred times its file."""
    head = "".join(f'<c t="str"><v>{name}</v></c>' for name in ("date", "label", "amount"))
    row = b'<row><c><v>45300</v></c><c t="str"><v>%s</v></c><c><v>5</v></c></row>' % (b"x" * 100)
    before, after = worksheet(f"<row>{head}</row>|").encode().split(b"|")
    return swollen(SHEET, before, row * 1000, 1000, after)


def huge_text() -> bytes:
    """One cell of 700 million letters."""
    before, after = worksheet('<row><c t="str"><v>|</v></c></row>').encode().split(b"|")
    return swollen(SHEET, before, b"x" * MB, 700, after)


def nested() -> bytes:
    """Two million elements, each in the one before."""
    before, after = worksheet("|<c t='e'/>").encode().split(b"|")
    return swollen(SHEET, before, b"<row>" * 100_000, 20, after)


def circular() -> bytes:
    """Relations that lead back to the workbook itself."""
    found = parts({"S": sheet_xml(long_rows())})
    rels = "xl/_rels/workbook.xml.rels"
    found[rels] = found[rels].replace("worksheets/sheet1.xml", "../xl/../xl/workbook.xml")
    return packed(found)


def errors() -> bytes:
    """A million cells that show an error."""
    before, after = worksheet("|").encode().split(b"|")
    return swollen(SHEET, before, b'<row><c t="e"><v>#N/A</v></c></row>' * 1000, 1000, after)


def long_line() -> bytes:
    """A line of 60 megabytes in a text."""
    return b"Date;Montant\n05/01/2024;" + b"1" * (60 * MB)


def packed_text() -> bytes:
    """A gigabyte of zeros behind gzip, called .csv."""
    return gzip.compress(bytes(64 * MB))


BOMBS: tuple[Callable[[], bytes], ...] = (
    sparse, sparse_otherwise, declared, cells, shared_strings, padding, entities, external,
    false_sizes, larger_sizes, same_headers, same_headers_in_cells, deep_archives, huge_index,
    many_sheets, many_entries, many_rows, huge_text, nested, circular, errors, long_line,
    packed_text,
)  # fmt: skip

SOME = tuple(
    bomb
    if bomb in (declared, cells, entities, deep_archives, many_rows, packed_text)
    else pytest.param(bomb, marks=pytest.mark.thorough)
    for bomb in BOMBS
)
"""All of them as parameters: one of each kind in every run of the tests, the rest in a long one."""
