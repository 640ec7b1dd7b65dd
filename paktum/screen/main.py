"""The script behind every page: the store, the choices, the menu, then the page itself."""

from paktum.screen import frame

frame.run()
