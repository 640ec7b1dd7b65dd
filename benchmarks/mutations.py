"""How inputs of the fuzzer are made: valid files and values, spoilt a little; the same number always gives the same input."""

from __future__ import annotations

import functools
import io
import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import export_files as files

# Pieces of which wrong cells, wrong links and wrong files are made: signs of numbers, units, dates, markup, SQL, paths, controls.
PIECES = (
    *"0123456789", *" .,;:-–−+=@%'\"\\/|_()[]{}<>&$#*~`^?!\t\n\r\0", "\r\n", "\xa0", "\u202f", "\u2009", "\ufeff", "\u200b", "\u202e",
    "\xad", "\u0301", "٣", "３", "²", "½", "ő", "Ő", "õ", "û", "ű", "Ã¡", "\ufffd", "О", "l", "O", "I", "I\u0301", "𝟏", "🙂", "\ud7ff",
    "Ft", " Ft", "HUF", "EUR", "€", " mrd", " Mrd Ft", " millió", " M", " E Ft", " ezer", "E", "E8", "e+08", "1E5", "nan", "inf", "NULL",
    "None", "n.a.", "-", "–", "nincs adat", "több mint ", "kb. ", "legfeljebb ", "<", ">", "≥", "000", "999999999999999", "00", "0,5",
    "1,234", "1.234", "12.345.678", "12 345 678", "2016.12.20", "2016-02-30", "20/12/2016", "2016. december 20.", "42724", "1900",
    "29 02", "T00:00:00Z", "#N/A", "#REF!", "=1+1", "=HYPERLINK(\"x\")", "+36 1 234 5678", "a@b.hu", "8123456789", "{{7*7}}", "${x}",
    "<script>", "<b>", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "]]>", "<![CDATA[", "' or 1=1 --", "'; drop table pacts; --", "$pacts",
    "../../etc/passwd", "C:\\x", "file:///etc/passwd", "%00", "%2e%2e", "mind", "semmi", "TOP-5.1.2-15-JN1", "TOP_PLUSZ-3.1.1-21",
    "TOP-6.8.2-15", "T0P-5.1.2", "JN1", "sep=;", "összesen", "Mindösszesen", "#", "x" * 300, "9" * 40, "a" * 33_000, "\n" * 20,
)  # fmt: skip
CONTAINERS = ("csv", "csv", "csv", "xlsx", "xlsx", "xls", "json")
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16")


def spoilt_text(text: str, dice: random.Random, most: int = 3) -> str:
    """Return a text with some places changed: a piece put in, cut out, replaced, doubled, moved."""
    for _ in range(dice.randint(1, most)):
        a = dice.randint(0, len(text))
        b = min(len(text), a + dice.choice((0, 1, 1, 2, 5, 40)))
        what = dice.randrange(6)
        if what < 3:
            text = text[:a] + dice.choice(PIECES) + text[a if what == 0 else b :]
        elif what == 3:
            text = text[:a] + text[b:]
        elif what == 4:
            text = text[:a] + text[a:b] * dice.choice((2, 2, 3, 50)) + text[b:]
        else:
            c = dice.randint(0, len(text))
            rest = text[:a] + text[b:]
            text = rest[:c] + text[a:b] + rest[c:]
    return text


def spoilt_bytes(content: bytes, dice: random.Random, most: int = 4) -> bytes:
    """Return bytes with some places changed: bits flipped, pieces put in, cut out, doubled, the end cut off."""
    out = bytearray(content)
    for _ in range(dice.randint(1, most)):
        if not out:
            break
        a = dice.randrange(len(out))
        b = min(len(out), a + dice.choice((1, 1, 2, 4, 16, 200)))
        what = dice.randrange(7)
        if what == 0:
            out[a] ^= 1 << dice.randrange(8)
        elif what == 1:
            out[a:b] = dice.randbytes(b - a)
        elif what == 2:
            out[a:a] = dice.choice(PIECES).encode("utf-8", "surrogatepass")
        elif what == 3:
            del out[a:b]
        elif what == 4:
            out[a:a] = out[a:b] * dice.choice((1, 2, 30))
        elif what == 5:
            out[a] = dice.choice((0, 0xFF, 0x7F, 0x80, 0x22, 0x0A))
        elif dice.random() < 0.2:
            del out[a:]
    return bytes(out)


def spoilt_zip(content: bytes, dice: random.Random) -> bytes:
    """Return an archive with one member changed, renamed or put in twice: changes that the checksums do not tell of."""
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(content))
    names = source.namelist()
    chosen, how = dice.choice(names), dice.randrange(8)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            data = source.read(name)
            if name == chosen and how < 5:
                text = data.decode("utf-8", "replace")
                data = spoilt_bytes(data, dice) if how == 0 else spoilt_text(text, dice).encode("utf-8", "surrogatepass")
            if name == chosen and how == 5:
                continue
            member = "../" + name if name == chosen and how == 6 else name
            archive.writestr(zipfile.ZipInfo(member), data)
    return out.getvalue()


@functools.cache
def seed_file(name: str, container: str) -> bytes:
    """Return a valid file of a format in a container; what a container cannot hold is CSV."""
    rows = files.labour() if name == "nfsz" else files.table(name)
    if container == "xlsx":
        return files.xlsx_bytes({"Lista": rows})
    if container == "xls":
        return files.xls_bytes({"Lista": rows})
    if container == "json" and name not in ("nfsz",):
        return files.json_bytes(name)
    return files.csv_bytes(rows)


@functools.cache
def own_files() -> tuple[bytes, ...]:
    """Return valid files of our own tables: CSV, workbook, and a package in an archive."""
    tables = [files.own(files.MEMBER, "organisation"), files.own(files.FIGURE, "observation_id"), files.own(files.PROJECT, "project_id")]
    out = [files.csv_bytes(t, ",") for t in tables]
    out.append(files.xlsx_bytes({"members": tables[0], "observations": tables[1]}))
    out.append(files.zip_bytes({"members.csv": files.csv_bytes(tables[0], ","), "projects.csv": files.csv_bytes(tables[2], ",")}))
    return tuple(out)


@functools.cache
def malformed() -> tuple[tuple[str, bytes], ...]:
    """Return the malformed files of the tests, without the large ones: each is a seed of its own."""
    from malformed import cases

    return tuple((c.file, c.content) for c in cases() if len(c.content) < 20_000)


def any_file(dice: random.Random) -> tuple[str, bytes]:
    """Return a name and the bytes of a file that was valid, or wrong in one way, before it was spoilt."""
    which = dice.random()
    if which < 0.2:
        name, content = dice.choice(malformed())
    elif which < 0.35:
        name, content = "tabla.csv", dice.choice(own_files())
    else:
        form, container = dice.choice(list(files.GOOD)), dice.choice(CONTAINERS)
        name, content = f"T01201603.{container}", seed_file(form, container)
    if content[:2] == b"PK" and dice.random() < 0.7:
        try:
            return name, spoilt_zip(content, dice)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
            return name, spoilt_bytes(content, dice)
    if content[:2] not in (b"PK", b"\xd0\xcf") and dice.random() < 0.5:
        text = spoilt_text(content.decode("utf-8", "replace"), dice)
        return name, text.encode(dice.choice(ENCODINGS), "replace")
    return name, spoilt_bytes(content, dice)


def pick(dice: random.Random, *makers: Callable[[], str]) -> str:
    """Return what one of some makers makes."""
    return dice.choice(makers)()
