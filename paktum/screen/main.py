"""The script behind every page: the store, the choices, the menu, then the page itself."""

from paktum.screen import broken, frame

try:
    frame.run()
except Exception:
    broken.show()
    raise
