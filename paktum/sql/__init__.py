"""One SELECT of a reader's own, on tables that may be read, with limits of time, memory and rows.

Three walls, each enough by itself. checking: only a single SELECT over listed tables and listed functions passes. running:
the query sees a copy that holds nothing but those tables. child: it is read and run in a process of its own, read-only,
without files, network, settings or extensions, which the system stops at its limits; even reading a text can take hours.
"""
