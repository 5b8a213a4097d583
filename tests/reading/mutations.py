"""Ways in which a file is spoilt between the program that wrote it and us."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import numpy as np

from tests.reading.variants import SAMPLES
from tests.reading.workbooks import packed

Rng = np.random.Generator
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "iso8859-15", "utf-16", "utf-16-be", "mac_roman",
             "cp850", "latin-1")  # fmt: skip


def flip_bytes(content: bytes, rng: Rng) -> bytes:
    """A few bytes replaced by any others, anywhere."""
    data = bytearray(content)
    for _ in range(int(rng.integers(1, 6))):
        data[int(rng.integers(len(data)))] = int(rng.integers(256))
    return bytes(data)


def cut_end(content: bytes, rng: Rng) -> bytes:
    """The file ends anywhere."""
    return content[: int(rng.integers(1, max(2, len(content))))]


def drop_bytes(content: bytes, rng: Rng) -> bytes:
    """A stretch of bytes missing."""
    start = int(rng.integers(len(content)))
    return content[:start] + content[start + int(rng.integers(1, 40)) :]


def repeat_bytes(content: bytes, rng: Rng) -> bytes:
    """A stretch of bytes twice."""
    start = int(rng.integers(len(content)))
    piece = content[start : start + int(rng.integers(1, 400))]
    return content[:start] + piece + content[start:]


def insert_noise(content: bytes, rng: Rng) -> bytes:
    """Bytes that confuse parsers, put in anywhere."""
    at = int(rng.integers(len(content)))
    noise = (b'"', b"\x00", b"\r", b"\n", b"\n\n", b";", b",", b"\t", b"|", b"\xff", b"\x1a",
             b"\xe2\x80\x8b", b"\xed\xa0\x80", b'"\n"', b"sep=,\n")  # fmt: skip
    return content[:at] + noise[int(rng.integers(len(noise)))] + content[at:]


def other_delimiter(content: bytes, rng: Rng) -> bytes:
    """One separator written as another throughout."""
    signs = (b";", b"\t", b"|", b",")
    old, new = rng.choice(4, 2, replace=False)
    return content.replace(signs[int(old)], signs[int(new)])


def other_encoding(content: bytes, rng: Rng) -> bytes:
    """Read as one encoding, written as another."""
    source, target = rng.choice(len(ENCODINGS), 2)
    text = content.decode(ENCODINGS[int(source)], errors="replace")
    return text.encode(ENCODINGS[int(target)], errors="replace")


def shuffle_columns(content: bytes, rng: Rng) -> bytes:
    """The columns in another order."""
    delimiter = max((b";", b"\t", b"|", b","), key=content.count)
    lines = [line.split(delimiter) for line in content.split(b"\n")]
    width = len(lines[0])
    order = rng.permutation(width)
    moved = [[line[i] for i in order] if len(line) == width else line for line in lines]
    return b"\n".join(delimiter.join(line) for line in moved)


def shuffle_lines(content: bytes, rng: Rng) -> bytes:
    """The lines in another order."""
    lines = content.split(b"\n")
    return b"\n".join(lines[i] for i in rng.permutation(len(lines)))


MUTATIONS: tuple[Callable[[bytes, Rng], bytes], ...] = (
    flip_bytes,
    cut_end,
    drop_bytes,
    repeat_bytes,
    insert_noise,
    other_delimiter,
    other_encoding,
    shuffle_columns,
    shuffle_lines,
)


def mutated(seed: int, names: list[str]) -> tuple[str, bytes]:
    """One sample with one to three mutations, wholly given by its seed."""
    rng = np.random.default_rng(seed)
    name = names[int(rng.integers(len(names)))]
    content, done = (SAMPLES / name).read_bytes(), [name]
    for _ in range(int(rng.integers(1, 4))):
        mutation = MUTATIONS[int(rng.integers(len(MUTATIONS)))]
        content = mutation(content, rng)
        done.append(mutation.__name__)
        if not content:
            break
    return " ".join(done), content


def mutated_workbook(seed: int, names: list[str]) -> tuple[str, bytes]:
    """A sample workbook spoilt in one of its parts, or as a whole file one time in four."""
    rng = np.random.default_rng(seed)
    name = names[int(rng.integers(len(names)))]
    content = (SAMPLES / name).read_bytes()
    if rng.random() < 0.25:
        mutation = MUTATIONS[int(rng.integers(len(MUTATIONS)))]
        return f"{name} {mutation.__name__}", mutation(content, rng)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {path: archive.read(path) for path in archive.namelist()}
    path = list(parts)[int(rng.integers(len(parts)))]
    done = [name, path]
    for _ in range(int(rng.integers(1, 4))):
        if rng.random() < 0.5:
            parts[path] = swap_words(parts[path], rng)
            done.append("swap_words")
        elif len(parts[path]) > 1:
            mutation = MUTATIONS[int(rng.integers(5))]
            parts[path] = mutation(parts[path], rng)
            done.append(mutation.__name__)
    return " ".join(done), packed(parts)


_WORDS = (
    b"1", b"0", b"-1", b"1e999", b"NaN", b"99999999999", b"2958466", b"true", b"e", b"s", b"b",
    b"d", b"str", b"inlineStr", b"A1", b"XFD1048576", b"ZZZ1", b"#N/A", b"&#0;", b"&amp;", b"&x;",
    b"", b"1048577", b"0.1", b"2024-01-05", b"visible", b"veryHidden", b"rId1", b"rId9", b"../x",
)  # fmt: skip


def swap_words(content: bytes, rng: Rng) -> bytes:
    """Values of attributes and texts between tags replaced by others that have a meaning."""
    places = list(re.finditer(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)', content))
    if not places:
        return content
    place = places[int(rng.integers(len(places)))]
    word = _WORDS[int(rng.integers(len(_WORDS)))]
    return content[: place.start()] + word + content[place.end() :]
