"""A file brought in through a real browser: shown in the reader's language, published, undone."""

from pathlib import Path

import pytest
from lists import JASZBERENY, as_csv, changed, home_with, known_rows

from paktum import store
from paktum.wording import Words

pytestmark = pytest.mark.browser
HU = Words("hu")


def test_a_file_is_uploaded_published_and_undone(tmp_path: Path, snapshot, start_server, browser) -> None:
    home = home_with(tmp_path, snapshot)
    file = tmp_path / "lista.csv"
    file.write_bytes(as_csv(changed(known_rows(), JASZBERENY, **{"Megítélt támogatás (HUF)": "450 000 000"})))
    with start_server(home) as address:
        page = browser.new_page(viewport={"width": 360, "height": 800}, locale="hu-HU")
        page.goto(f"{address}/adatok")
        field = page.locator("[data-testid=stFileUploaderDropzone]")
        field.wait_for(timeout=60_000)
        shown = field.locator("button p").evaluate("e => getComputedStyle(e, '::after').content + getComputedStyle(e).fontSize")
        assert shown == f'"{HU("imports.pick_files")}"0px'
        page.set_input_files("input[type=file]", str(file))
        page.get_by_text("1 paktum változik, 1 szám.").first.wait_for(timeout=60_000)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert store.published_ids(home) == [snapshot.id]
        page.get_by_role("button", name=HU("imports.publish")).click()
        page.get_by_text("Közzétéve: ").first.wait_for(timeout=60_000)
        assert store.published_ids(home)[1:] == [snapshot.id]
        assert store.published_ids(home)[0] in page.url
        page.get_by_role("button", name=f"Visszaállítás erre: {snapshot.id}").click()
        page.get_by_role("button", name=HU("import_history.yes")).click()
        page.get_by_text("Visszaállítva: ").first.wait_for(timeout=60_000)
        assert store.published_ids(home)[0] == snapshot.id
        page.close()
