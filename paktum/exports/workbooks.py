"""XLSX workbooks as grids: visible sheets only, error cells and uncalculated formulas kept apart from blanks.

A sheet is read piece by piece by our own parser of cells, because the usual readers turn #N/A, #REF! and formulas without a value
into blanks without a word, and believe what a sheet says about its size.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from paktum.exports import limits
from paktum.exports.archives import Archive, xml_parser
from paktum.exports.faults import UnreadableError, finding, refuse
from paktum.exports.grids import Grid
from paktum.exports.reading import Finding
from paktum.exports.worksheets import Worksheet

DATE_STYLES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|General', re.IGNORECASE)
OUTSIDE = re.compile(r"^xl/(externalLinks/|connections\.xml|queryTables/)", re.IGNORECASE)
MACROS = re.compile(r"vbaproject|^xl/macrosheets/|^xl/dialogsheets/", re.IGNORECASE)


def xlsx_grids(archive: Archive) -> tuple[list[Grid], list[Finding]]:
    """Return the visible sheets of a workbook, and what is said of the others. Raises UnreadableError for unsafe workbooks."""
    _refuse_active(archive)
    sheets, epoch_1904 = _sheets(archive)
    if len(sheets) > limits.SHEETS:
        raise refuse("LIM03", limit=limits.SHEETS)
    hidden = [name for name, _, visible in sheets if not visible]
    notes = [finding("warning", "XLSX01", n=len(hidden))] if hidden else []
    strings, dates = _strings(archive), _date_styles(archive)
    grids = []
    for name, member, visible in sheets:
        if visible:
            grid_notes: list[Finding] = []
            source = Worksheet(archive, name, member, strings, dates, epoch_1904, grid_notes).rows()
            grids.append(Grid(name, "xlsx", source, epoch_1904, grid_notes))
    return grids, notes


def _refuse_active(archive: Archive) -> None:
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive.names else b""
    if any(MACROS.search(name) for name in archive.names) or b"macroEnabled" in types:
        raise refuse("XLSX06")
    if linked := [name for name in archive.names if OUTSIDE.search(name)]:
        raise refuse("XLSX07", sheet=linked[0])


def _elements(archive: Archive, member: str, wanted: set[str]) -> list[tuple[str, dict[str, str]]]:
    """Return the wanted elements of a small member, in order, with their attributes; names without prefix."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = xml_parser(member)

    def start(name: str, attributes: dict[str, str]) -> None:
        if (local := name.rpartition(":")[2]) in wanted:
            found.append((local, attributes))
            if len(found) > limits.ELEMENTS:
                raise refuse("LIM03", sheet=member, limit=limits.ELEMENTS)

    parser.StartElementHandler = start
    _feed(parser, archive, member)
    return found


def _feed(parser: expat.XMLParserType, archive: Archive, member: str) -> None:
    try:
        for piece in archive.chunks(member):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except UnreadableError:
        raise
    except Exception as error:  # expat raises its own error; a broken sheet is a broken file
        raise refuse("FILE04", sheet=member, what="XML", why=error) from None


def _sheets(archive: Archive) -> tuple[list[tuple[str, str, bool]], bool]:
    """Return (name, member, visible) of every worksheet, and whether dates count from 1904."""
    targets = {a.get("Id", ""): a.get("Target", "") for _, a in _elements(archive, "xl/_rels/workbook.xml.rels", {"Relationship"})}
    sheets, epoch_1904 = [], False
    for name, attributes in _elements(archive, "xl/workbook.xml", {"workbookPr", "sheet"}):
        if name == "workbookPr":
            epoch_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
            continue
        link = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id" and ":" in k), "")
        target = targets.get(link, "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in member:
            sheets.append((attributes.get("name", ""), member, attributes.get("state", "visible") == "visible"))
    if not sheets:
        raise refuse("FILE04", what="XLSX", why="xl/workbook.xml")
    return sheets, epoch_1904


def _strings(archive: Archive) -> list[str]:
    """Return the shared strings; readings aids (rPh) are no part of them."""
    member = next((n for n in archive.names if n.lower() == "xl/sharedstrings.xml"), None)
    texts: list[str] = []
    if member is None:
        return texts
    parser, parts, state = xml_parser(member), list[str](), {"t": False, "aid": False}

    def start(name: str, _: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            parts.clear()
        elif local in ("t", "rPh"):
            state["t" if local == "t" else "aid"] = True

    def end(name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            texts.append("".join(parts))
            if len(texts) > limits.STRINGS:
                raise refuse("LIM03", sheet=member, limit=limits.STRINGS)
        elif local in ("t", "rPh"):
            state["t" if local == "t" else "aid"] = False

    def text(piece: str) -> None:
        if state["t"] and not state["aid"]:
            parts.append(piece)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    _feed(parser, archive, member)
    return texts


def _date_styles(archive: Archive) -> set[str]:
    """Return the numbers of the cell styles that show a date."""
    if "xl/styles.xml" not in archive.names:
        return set()
    formats, styles, inside = {}, [], False
    for name, attributes in _elements(archive, "xl/styles.xml", {"numFmt", "cellXfs", "cellStyles", "xf", "dxfs"}):
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))
        elif name != "xf":
            inside = name == "cellXfs"
    return {str(n) for n, code in enumerate(styles) if _shows_date(code, formats)}


def _shows_date(code: str, formats: dict[str, str]) -> bool:
    if code in formats:
        return bool(re.search(r"[dmyhs]", LITERAL.sub("", formats[code]), re.IGNORECASE))
    return code.isdigit() and int(code) in DATE_STYLES
