"""The page of the closing event: what it shows and keeps in its link, and presenting in a real browser by keyboard alone."""

import contextlib
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from screen_text import open_page
from starlette.requests import Request
from starlette.responses import Response
from test_pages import html_of, nodes

from paktum import draft, stage, store
from paktum.readings import closing
from paktum.readings.closing import OfficeText
from paktum.screen import presenting, shelf
from paktum.selection import Selection
from paktum.takeaway import Dress
from paktum.wording import Words

pytestmark = pytest.mark.usefixtures("snapshot")

HU = Words("hu")
PATH = "zaro-rendezveny"
ONE = {"paktum": "jaszbereny-district"}
THREE = {"paktum": ["vas-county-2021", "miskolc-city", "jaszbereny-district"]}
SIZES = [(1920, 1080), (1280, 720)]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "#003399").save(out, "PNG")
    return out.getvalue()


# ---------------------------------------------------------------- the page, without a browser


def previews(page) -> list[str]:
    return [h for h in html_of(page) if 'class="pk-preview"' in h]


def slides_of(pacts) -> list[str]:
    return [s.key for s in closing.storyboard(pacts, HU).slides]


def test_every_slide_has_a_preview_and_a_field_for_its_title() -> None:
    page, keys = open_page(PATH, ONE), slides_of([ONE["paktum"]])
    assert len(previews(page)) == len(keys)
    assert {t.key for t in page.text_input} >= {f"pkown-title-{key}" for key in keys}


def test_moving_a_slide_is_in_the_link_and_the_link_brings_it_back() -> None:
    page, keys = open_page(PATH, ONE), slides_of([ONE["paktum"]])
    page.button(key=f"pkdown-{keys[1]}").click().run()
    wanted = [keys[0], keys[2], keys[1], *keys[3:]]
    assert page.query_params["sorrend"] == wanted
    again = open_page(PATH, dict(page.query_params))
    assert [re.search(r"st-kind-(\w+)", h)[1] for h in previews(again)] == wanted


def test_a_slide_left_out_is_told_kept_in_the_link_and_can_come_back() -> None:
    page, keys = open_page(PATH, ONE), slides_of([ONE["paktum"]])
    page.button(key="pkleave-crowd").click().run()
    assert page.query_params["kihagyva"] in ("crowd", ["crowd"])
    assert len(previews(page)) == len(keys) - 1
    assert any("Kihagyta" in h for h in html_of(page))
    page.button(key="pkback-crowd").click().run()
    assert len(previews(page)) == len(keys)


def test_an_own_title_is_on_the_slide_and_not_in_the_link() -> None:
    page = open_page(PATH, ONE)
    page.text_input(key="pkown-title-money").set_value("Saját cím <b>áll</b> itt").run()
    [money] = [h for h in previews(page) if "st-kind-money" in h]
    assert "Saját cím &lt;b&gt;áll&lt;/b&gt; itt" in money
    assert "Saj" not in str(page.query_params)


def reloaded(page, **changed):
    """The same address in a new session: what a reload does, and the link of the other language."""
    return open_page(PATH, {**dict(page.query_params), **changed})


def test_own_words_outlive_a_reload_and_a_change_of_language() -> None:
    page = open_page(PATH, ONE)
    page.text_input(key="pkown-title-money").set_value("Saját cím a pénzről").run()
    page.text_area(key="pkown-quotation").set_value("Újra van munkám.").run()
    for again in (reloaded(page), reloaded(page, nyelv="en")):
        assert again.text_input(key="pkown-title-money").value == "Saját cím a pénzről"
        assert again.text_area(key="pkown-quotation").value == "Újra van munkám."
        assert any("Saját cím a pénzről" in h for h in previews(again))
        assert not again.exception


def test_a_title_is_there_to_be_edited_and_follows_the_data_until_it_is() -> None:
    page = open_page(PATH, ONE)
    board = closing.storyboard([ONE["paktum"]], HU)
    field = page.text_input(key="pkown-title-money")
    assert field.value == board.slide("money").title
    field.set_value(field.value.replace("támogatás", "pénz")).run()
    assert page.text_input(key="pkown-title-money").value.startswith("A\u00a0pénz")
    page.text_input(key="pkown-title-money").set_value("").run()
    assert page.text_input(key="pkown-title-money").value == board.slide("money").title
    assert not any("st-from-data" in h for h in previews(page))


def test_a_text_that_is_too_long_is_cut_and_told() -> None:
    page = open_page(PATH, ONE)
    page.text_input(key="pkown-title-money").set_value("szó " * 40 + "vége").run()
    kept = page.text_input(key="pkown-title-money").value
    assert kept.endswith("…")
    assert len(kept) <= closing.LONGEST_TITLE
    assert any("95 karakter" in w.value and "vége" in w.value for w in page.warning)
    page.text_input(key="pkown-title-money").set_value("Rövid").run()
    assert not page.warning


def test_two_sessions_of_one_address_do_not_write_over_each_other() -> None:
    page = open_page(PATH, ONE)
    page.text_input(key="pkown-event").set_value("Vas, Szombathely").run()
    other = reloaded(page)
    other.text_input(key="pkown-event").set_value("Máshol").run()
    assert other.query_params["sajat"] != page.query_params["sajat"]
    assert reloaded(page).text_input(key="pkown-event").value == "Vas, Szombathely"
    assert reloaded(other).text_input(key="pkown-event").value == "Máshol"


def test_a_picture_outlives_a_reload_and_can_be_removed() -> None:
    page = open_page(PATH, ONE)
    uploader = next(u for u in page.file_uploader if u.key == "pk_photo")
    uploader.set_value(("kep.png", png(), "image/png")).run()
    again = reloaded(page)
    assert any("st-photo st-filled" in h for h in previews(again))
    again.button(key="pkdrop-pk_photo").click().run()
    assert not any("st-photo st-filled" in h for h in previews(again))


def loader(page):
    return next(u for u in page.file_uploader if u.key == "pk_draft")


def test_a_saved_draft_brings_back_words_pacts_and_order() -> None:
    own = OfficeText(titles={"money": "Vasi pénz"}, event="Szombathely", order=("money",), left_out=("crowd",))
    page = open_page(PATH, ONE)
    page.text_input(key="pkown-contact").set_value("elavult").run()
    loader(page).set_value(("v.json", draft.written(draft.Draft(("vas-county-2021",), own)), "application/json")).run()
    assert not page.exception
    assert page.query_params["paktum"] in ("vas-county-2021", ["vas-county-2021"])
    shown = [re.search(r"st-kind-(\w+)", h)[1] for h in previews(page)]
    assert shown[0] == "money"
    assert "crowd" not in shown
    assert page.text_input(key="pkown-title-money").value == "Vasi pénz"
    assert page.text_input(key="pkown-contact").value == ""
    page.text_input(key="pkown-event").set_value("Máshol").run()
    assert page.text_input(key="pkown-event").value == "Máshol", "a draft is loaded once"


def test_a_file_that_is_no_draft_changes_nothing() -> None:
    page = open_page(PATH, ONE)
    page.text_input(key="pkown-event").set_value("Szombathely").run()
    loader(page).set_value(("v.json", b"{}", "application/json")).run()
    assert any("v\\.json" in e.value for e in page.error)
    assert page.text_input(key="pkown-event").value == "Szombathely"


def test_the_link_to_pass_on_has_no_key_and_says_what_it_lacks() -> None:
    page = open_page(PATH, ONE)
    page.text_input(key="pkown-event").set_value("Szombathely").run()
    assert "sajat" in page.query_params
    assert page.code
    assert all("sajat=" not in c.value for c in page.code)
    assert any(HU("own_words.not_in_link") in c.value for c in page.caption)


def test_words_that_are_gone_are_told() -> None:
    page = open_page(PATH, ONE | {"sajat": "A" * 22})
    assert any(HU("own_words.lost_title").rstrip(".") in w.value for w in page.warning)
    assert "sajat" not in page.query_params
    assert any("sajat" in w.value for w in open_page(PATH, ONE | {"sajat": "<b>"}).warning)


def test_the_shelf_is_not_filled_with_pictures(monkeypatch) -> None:
    monkeypatch.setattr(shelf, "MOST_BYTES", 25)
    keys = [shelf.put(shelf.Kept(OfficeText(photo=b"0123456789"))) for _ in range(3)]
    assert [shelf.get(k) is not None for k in keys] == [False, True, True]


def test_a_slide_that_a_link_invents_is_told() -> None:
    page = open_page(PATH, ONE | {"sorrend": ["<script>", "money"]})
    assert any("script" in w.value for w in page.warning)
    assert previews(page)


def test_what_is_missing_is_told_beforehand() -> None:
    page = open_page(PATH, THREE)
    said = " ".join(html_of(page))
    for line in closing.storyboard(THREE["paktum"], HU).told:
        assert line.split("„")[0][:60] in said


def test_final_is_refused_while_the_block_is_missing() -> None:
    page = open_page(PATH, ONE)
    page.radio(key="pk_closing_state").set_value("final").run()
    assert any("információs blokk" in w.value for w in page.warning)
    buttons = [n for n in nodes(page.main) if n.type == "download_button" and n.key.startswith("pktake-")]
    assert len(buttons) == 5
    assert all(n.proto.disabled for n in buttons)
    assert all("TERVEZET" in h for h in previews(page))


def test_no_pact_is_no_storyboard() -> None:
    page = open_page(PATH, {"paktum": "semmi"})
    assert page.info
    assert not previews(page)


# ---------------------------------------------------------------- the address that presents


def answer(address: str) -> Response:
    """What the address answers with, asked without a server."""
    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": [], "server": ("localhost", 80)}
    return presenting.present(Request(scope))


def text_of(address: str) -> str:
    return bytes(answer(address).body).decode()


def test_the_address_answers_with_the_whole_deck() -> None:
    given = answer(presenting.address(Selection(pacts=("jaszbereny-district",), slides_out=("crowd",), slides_order=("money",))))
    assert given.status_code == 200
    assert given.headers["cache-control"] == "no-store"
    text = bytes(given.body).decode()
    kinds = re.findall(r"st-kind-(\w+)", text.partition("<body")[2])
    assert kinds[0] == "money"
    assert "crowd" not in kinds
    assert 'data-start="present"' in text


def test_the_office_s_words_wait_under_a_key_and_nowhere_else() -> None:
    own = OfficeText(quotation="Csak a teremben hangzik el.")
    key = shelf.put(shelf.Kept(own, Dress()))
    address = presenting.address(Selection(pacts=("jaszbereny-district",)), key)
    assert "Csak" not in address
    assert own.quotation in text_of(address)
    assert own.quotation not in text_of(address.replace(key, "masik"))


def test_the_shelf_keeps_only_the_last_ones() -> None:
    first = shelf.put(shelf.Kept(OfficeText(name="első"), Dress()))
    for _ in range(shelf.MOST):
        shelf.put(shelf.Kept(OfficeText(), Dress()))
    assert shelf.get(first) is None


def test_an_address_without_pacts_says_so() -> None:
    given = answer(f"{presenting.PATH}?paktum=semmi")
    assert given.status_code == 404
    assert HU("closing_page.none") in bytes(given.body).decode()


# ---------------------------------------------------------------- presenting, in a browser


CUT = """() => {
  const slide = [...document.querySelectorAll('.sd-slide')].find((s) => !s.hidden), found = [];
  const stage = slide.querySelector('.st-stage').getBoundingClientRect();
  const body = slide.querySelector('.st-body').getBoundingClientRect();
  const unit = stage.width / 1920;
  if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) found.push('scroll bar');
  for (const e of slide.querySelectorAll('.st-stage *')) {
    if (e.closest('svg') || !e.textContent.trim()) continue;
    const box = e.getBoundingClientRect(), said = e.textContent.trim().slice(0, 40);
    if (!box.width) continue;
    if (box.right > stage.right + 1 || box.bottom > stage.bottom + 1) found.push('off: ' + said);
    if (box.left < stage.left - 1 || box.top < stage.top - 1) found.push('off: ' + said);
    if (e.closest('.st-body') && (box.bottom > body.bottom + 2 || box.top < body.top - 2)) found.push('over the body: ' + said);
    if (e.matches('h2') && e.scrollHeight > e.clientHeight + 2) found.push('title: ' + said);
    if (e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).overflowX !== 'visible') found.push('cut: ' + said);
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (own && parseFloat(getComputedStyle(e).fontSize) < 24 * unit - 0.1) found.push('small: ' + said);
  }
  return found;
}"""


@contextlib.contextmanager
def tab(browser, size=(1920, 1080), **more):
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


SWIPE = """([from, to]) => {
  const target = document.querySelector('.sd-slide:not([hidden]) .sd-stage');
  const touch = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: 400 });
  target.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, touches: [touch(from)], changedTouches: [touch(from)] }));
  target.dispatchEvent(new TouchEvent('touchend', { bubbles: true, touches: [], changedTouches: [touch(to)] }));
}"""


def at(page) -> int:
    return int(page.evaluate("[...document.querySelectorAll('.sd-slide')].findIndex((s) => !s.hidden)"))


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("query", [ONE, THREE], ids=["one", "three"])
def test_the_whole_deck_is_presented_by_keyboard_with_the_server_gone(browser, start_server, snapshot, tmp_path: Path, size, query) -> None:
    pacts = query["paktum"] if isinstance(query["paktum"], list) else [query["paktum"]]
    count = len(slides_of(pacts)) - 1  # nobody has told the story
    with tab(browser, size) as page:
        asked: list[str] = []
        with start_server(store.STORE) as address:
            page.goto(f"{address}{presenting.address(Selection(pacts=tuple(pacts)))}")
            page.wait_for_function("document.fonts.status === 'loaded'")
        page.context.set_offline(True)
        page.on("request", lambda r: asked.append(r.url))
        for number in range(count):
            assert at(page) == number
            assert page.evaluate(CUT) == [], (number, slides_of(pacts)[number])
            page.keyboard.press(["ArrowRight", "PageDown"][number % 2])
        assert at(page) == count - 1
        page.keyboard.press("Home")
        assert at(page) == 0
        page.keyboard.press("End")
        assert at(page) == count - 1
        page.keyboard.press("PageUp")
        page.keyboard.press("ArrowLeft")
        assert at(page) == count - 3
        page.keyboard.press("s")
        assert "st-dark" in page.locator("body").get_attribute("class")
        assert page.evaluate(CUT) == []
        page.keyboard.press("j")
        assert page.locator(".sd-slide:not([hidden]) .sd-notes").is_visible()
        page.keyboard.press("Escape")
        assert "sd-present" in page.locator("body").get_attribute("class")
        page.keyboard.press("Escape")
        assert "sd-present" not in page.locator("body").get_attribute("class")
        assert page.locator(".sd-slide:visible").count() == count
        page.keyboard.press("p")
        assert at(page) == count - 3
        assert asked == []


@pytest.mark.browser
def test_space_enter_a_click_and_a_finger_turn_the_slides(browser, tmp_path: Path) -> None:
    file = tmp_path / "stage.html"
    file.write_text(stage.document(closing.storyboard(["jaszbereny-district"], HU), HU), encoding="utf-8")
    with tab(browser, (390, 844), has_touch=True) as page:
        page.goto(file.as_uri())
        for press, now in (("Space", 1), ("Enter", 2), ("Shift+Space", 1)):
            page.keyboard.press(press)
            assert at(page) == now, press
        page.mouse.click(195, 422)
        assert at(page) == 2
        page.touchscreen.tap(195, 422)
        assert at(page) == 3
        page.keyboard.press("b")
        black = "getComputedStyle(document.body, '::after').backgroundColor"
        assert page.evaluate(black) == "rgb(0, 0, 0)"
        page.mouse.click(195, 422)
        assert page.evaluate(black) != "rgb(0, 0, 0)"
        assert at(page) == 3, "the first click only brings the slide back"
        for start, end, now in ((300, 100, 4), (100, 300, 3), (200, 230, 3)):
            page.evaluate(SWIPE, [start, end])
            assert at(page) == now
        page.keyboard.press("j")
        page.locator(".sd-slide:not([hidden]) .sd-notes").click()
        assert at(page) == 3, "who reads the notes stays on the slide"


@pytest.mark.browser
def test_a_phone_has_buttons_that_a_finger_can_hit(browser, tmp_path: Path) -> None:
    file = tmp_path / "stage.html"
    file.write_text(stage.document(closing.storyboard(["jaszbereny-district"], HU), HU), encoding="utf-8")
    with tab(browser, (360, 740), has_touch=True, is_mobile=True) as page:
        page.goto(file.as_uri())
        buttons = page.locator(".sd-touch button:visible")
        assert buttons.count() == len(stage.TOUCH)
        assert all(b.bounding_box()["height"] >= 44 and b.bounding_box()["width"] >= 44 for b in buttons.all())
        page.get_by_role("button", name=HU("stage.key.next"), exact=True).last.tap()
        assert at(page) == 1
        page.get_by_role("button", name=HU("stage.key.leave"), exact=True).last.tap()
        assert "sd-present" not in page.locator("body").get_attribute("class")


@pytest.mark.browser
def test_hints_rest_and_come_back(browser, tmp_path: Path) -> None:
    file = tmp_path / "stage.html"
    file.write_text(stage.document(closing.storyboard(["jaszbereny-district"], HU), HU), encoding="utf-8")
    with tab(browser) as page:
        page.clock.install()
        page.goto(file.as_uri())
        hints = page.locator(".sd-slide:not([hidden]) .sd-keys")
        assert hints.is_visible()
        page.clock.fast_forward(5000)
        assert not hints.is_visible()
        page.keyboard.press("?")
        assert hints.is_visible()
        page.keyboard.press("Tab")
        page.clock.fast_forward(5000)
        assert hints.is_visible(), "a hint that has the focus stays"


@pytest.mark.browser
def test_a_full_storyboard_of_the_office_still_fits(browser, tmp_path: Path) -> None:
    own = OfficeText(
        titles={"money": "M" * 20 + " hosszú cím, amelyet a hivatal írt, és amely éppen csak elfér két sorban a dián"},
        quotation="Egy mondat a résztvevő saját szavaival. " * 10,
        name="Keresztnév, foglalkozás, település, " * 3,
        photo=png(),
        photo_alt="kép",
        event="Jászberény, Városháza, díszterem, " * 4,
    )
    board = closing.edited(closing.storyboard(["jaszbereny-district"], HU), own)
    file = tmp_path / "stage.html"
    file.write_text(stage.document(board, HU, own, Dress(False, {"2014-2020": png()})), encoding="utf-8")
    with tab(browser, (1280, 720)) as page:
        page.goto(file.as_uri())
        for slide in board.slides:
            assert page.evaluate(CUT) == [], slide.key
            page.keyboard.press("ArrowRight")


RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["handout", "list", "present"])
def test_everybody_can_read_the_documents(browser, tmp_path: Path, name: str, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from paktum import handout

    board, file = closing.storyboard(["jaszbereny-district"], HU), tmp_path / "document.html"
    file.write_text(handout.document(board, HU) if name == "handout" else stage.document(board, HU, start=name), encoding="utf-8")
    with tab(browser, (1280, 720), color_scheme=theme) as page:
        wrong: list[str] = []
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
        page.goto(file.as_uri())
        if name == "handout":
            page.locator(".ho-plot .main-svg").first.wait_for()
        found = Axe().run(page, options=RULES).response["violations"]
        assert [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"][:3]] == []
        assert wrong == []


@pytest.mark.browser
def test_the_hand_out_answers_to_the_reader(browser, tmp_path: Path) -> None:
    from paktum import handout

    file = tmp_path / "handout.html"
    file.write_text(handout.handout(["jaszbereny-district"], HU), encoding="utf-8")
    with tab(browser, (1280, 900), color_scheme="dark") as page:
        page.goto(file.as_uri())
        page.locator(".ho-plot .main-svg").first.wait_for()
        assert "#0000" not in page.locator(".ho-plot").first.inner_html()
        row = page.locator(".ho-list li", has_text="Karcagi")
        row.focus()
        assert page.locator("svg path.ho-on").count() == 1
        rows = page.locator("#published-jaszbereny-district tbody tr")
        everything = rows.count()
        page.locator("input[type=search]").fill("alapitas")
        page.locator("input[type=search]").fill("allashoz")
        assert 0 < page.locator("#published-jaszbereny-district tbody tr:visible").count() < everything
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details[open]").count() == page.locator("details").count()


@pytest.mark.browser
def test_the_page_starts_a_presentation_with_the_office_s_words(browser, server) -> None:
    with tab(browser, (1440, 1000), locale="hu-HU") as page:
        page.goto(f"{server}/{PATH}?paktum=jaszbereny-district")
        field = page.get_by_label(HU("closing_page.quotation"))
        field.fill("Újra van munkám.")
        field.blur()
        page.wait_for_function("document.querySelector('.st-key-pk_start a').href.includes('sajat=')")
        assert "munk" not in urlsplit(page.url).query
        with page.context.expect_page() as opened:
            page.get_by_role("link", name=HU("closing_page.present")).click()
        deck = opened.value
        deck.wait_for_selector("body.sd-present", state="attached")
        assert "Újra van munkám." in deck.content()
        assert parse_qs(urlsplit(deck.url).query)["paktum"] == ["jaszbereny-district"]


@pytest.mark.browser
@pytest.mark.parametrize("path", ["attekintes", "osszehasonlitas", "paktum", PATH])
def test_a_page_prints_black_on_white_with_its_link(browser, server, tmp_path: Path, path: str) -> None:
    from pypdf import PdfReader

    with tab(browser, (1440, 1000), locale="hu-HU", color_scheme="dark") as page:
        page.goto(f"{server}/{path}")
        page.locator(".pk-foot").first.wait_for()
        page.locator(".pk-printed").wait_for(state="attached")
        title = page.locator("h1").inner_text()
        page.emulate_media(media="print")
        for hidden in ("stSidebar", "stHeader", "stPopover", "stButton", "stDownloadButton"):
            assert page.locator(f"[data-testid={hidden}]:visible").count() == 0, hidden
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(21, 36, 46)"
        file = tmp_path / "page.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(file).pages).split())
    assert title in text
    assert "adat=" in text.replace(" ", "")
    assert HU("how.snapshot") in text


def choose_file(page, file: Path) -> None:
    """Choose a file as a person does: once more when the page drew the field anew just then and the choice went to the old one."""
    from playwright.sync_api import TimeoutError as TooLate

    for _ in range(3):
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"] .pk-preview')
        page.locator("input[type=file]").first.set_input_files(file)
        with contextlib.suppress(TooLate):
            page.locator("[data-testid=stFileUploader]", has_text=file.name).first.wait_for(timeout=15_000)
            return
    raise AssertionError("the field for files takes none")


@pytest.mark.browser
def test_with_its_block_a_talk_can_be_final_and_every_document_is_given(browser, server, tmp_path: Path) -> None:
    file = tmp_path / "block.png"
    file.write_bytes(png())
    with tab(browser, (1440, 1400), locale="hu-HU", accept_downloads=True) as page:
        page.goto(f"{server}/{PATH}?paktum=jaszbereny-district")
        choose_file(page, file)
        page.wait_for_function("[...document.querySelectorAll('.pk-preview')].every((p) => p.querySelector('.st-filled img'))")
        page.get_by_text(HU("closing_page.state_final"), exact=True).click()
        page.wait_for_function("!document.querySelector('.pk-preview .st-draft')")
        starts = {"deck": b"PK", "sheet": b"%PDF", "handout": b"<!doctype html>", "xlsx": b"PK", "stage": b"<!doctype html>"}
        for name, start in starts.items():
            with page.expect_download() as download:
                page.get_by_role("button", name=HU(f"closing_page.take_{name}"), exact=True).click()
            assert Path(download.value.path()).read_bytes().startswith(start), name
            assert "tervezet" not in download.value.suggested_filename


@pytest.mark.browser
def test_a_file_that_is_no_picture_is_refused_in_words(browser, server, tmp_path: Path) -> None:
    file = tmp_path / "block.png"
    file.write_bytes(b"<svg onload=alert(1)>")
    with tab(browser, (1440, 1400), locale="hu-HU") as page:
        page.goto(f"{server}/{PATH}?paktum=jaszbereny-district")
        choose_file(page, file)
        page.get_by_text(HU("closing_page.no_picture_title")).wait_for()
        assert page.locator(".pk-preview .st-filled").count() == 0


def test_the_page_of_a_pact_leads_to_its_presentation() -> None:
    [go] = [h for h in html_of(open_page("paktum", {"paktum": "miskolc-city"})) if HU("pact_talk.go") in h]
    address = re.search(r'href="([^"]+)"', go)[1].replace("&amp;", "&")
    page = open_page(PATH, parse_qs(urlsplit(address).query))
    assert page.query_params["paktum"] in ("miskolc-city", ["miskolc-city"])
    assert urlsplit(address).path == PATH
