"""How much of a file is taken in: what is over these limits is refused before it can fill the memory."""

CONTENT_BYTES = 64 * 2**20  # a file as received
XLS_BYTES = 24 * 2**20  # a workbook of the old kind, which its reader holds in memory as a whole
UNPACKED_BYTES = 128 * 2**20  # all members of an archive together
MEMBERS = 500
RATIO = 200  # unpacked : packed of one member; real worksheets reach about 30
RATIO_FROM_BYTES = 2**20  # a small member may be as regular as it likes
LINE_CHARACTERS = 2**20
CELL_CHARACTERS = 32_767  # what a cell of a spreadsheet holds
COLUMNS = 512
ROWS = 400_000
LINES = 1_000_000  # physical ones: a cell may have several
STRINGS = 2_000_000  # shared strings of a workbook
ELEMENTS = 20_000  # of the small parts of a workbook: sheets, styles, links
SHEETS = 100
RESTARTS = 1_000  # records with a broken quote before the whole file is called broken
JSON_PARTS = 4_000_000  # commas and brackets
VALUE_CHARACTERS = 200  # of a cell, shown in a finding
