"""Zip archives: their directory is checked before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from paktum.exports import limits
from paktum.exports.faults import refuse

UNSAFE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00-\x1f\\]")


class Archive:
    """A zip whose directory has been found harmless; `names` are its files."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
            raise refuse("FILE04", what="ZIP", why=error) from None
        check(members)
        self.names = [m.filename for m in members if not m.is_dir()]

    def read(self, name: str) -> bytes:
        """Return the bytes of one member; its checksum is compared."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str, size: int = 2**18) -> Iterator[bytes]:
        """Yield the bytes of one member piece by piece."""
        try:
            with self._zip.open(name) as stream:
                while piece := stream.read(size):
                    yield piece
        except KeyError:
            raise refuse("FILE04", sheet=name, what="ZIP", why=name) from None
        except RuntimeError:
            raise refuse("FILE05", sheet=name) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise refuse("FILE04", sheet=name, what="ZIP", why=error) from None


def check(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what a bomb, a trap or a locked archive has in its directory."""
    if len(members) > limits.MEMBERS:
        raise refuse("LIM02", limit=limits.MEMBERS)
    names = [m.filename.casefold() for m in members]
    for member in members:
        if member.flag_bits & 1:
            raise refuse("FILE05", sheet=member.filename)
        if UNSAFE.search(member.orig_filename) or stat.S_ISLNK(member.external_attr >> 16) or len(member.filename) > 255:
            raise refuse("FILE07", value=member.orig_filename)
        if member.file_size > max(limits.RATIO_FROM_BYTES, limits.RATIO * member.compress_size):
            raise refuse("LIM02", sheet=member.filename, limit=limits.RATIO)
    if len(set(names)) < len(names):
        raise refuse("FILE07", value=next(n for n in names if names.count(n) > 1))
    if sum(m.file_size for m in members) > limits.UNPACKED_BYTES:
        raise refuse("LIM02", limit=limits.UNPACKED_BYTES)


def xml_parser(member: str) -> expat.XMLParserType:
    """Return an XML parser that refuses document types, and with them every entity and every reference to outside."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def doctype(*_: object) -> None:
        raise refuse("XLSX08", sheet=member)

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    return parser
