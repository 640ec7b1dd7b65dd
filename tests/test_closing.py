"""The storyboard of a closing event: its numbers are the store's, its sentences are Hungarian, what may not be said is not said."""

import dataclasses
import re
from collections.abc import Iterator

import pytest

from paktum import store
from paktum.questions import ask
from paktum.readings import closing
from paktum.readings.closing import parts
from paktum.readings.closing.parts import Figure, Slide, Storyboard
from paktum.wording import LANGUAGES, NBSP, Words

pytestmark = pytest.mark.usefixtures("snapshot")

HU, EN = Words("hu"), Words("en")
JASZBERENY, VAS, MISKOLC = "jaszbereny-district", "vas-county-2021", "miskolc-city"
THREE = (VAS, MISKOLC, JASZBERENY)


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def slide(board: Storyboard, key: str) -> Slide:
    found = board.slide(key)
    assert found is not None, f"no slide {key}"
    return found


def figures(value: object) -> Iterator[Figure]:
    """Every figure of a body, however deep."""
    if isinstance(value, Figure):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for f in dataclasses.fields(value):
            yield from figures(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from figures(item)


@pytest.fixture(scope="module")
def all_boards(snapshot: store.Snapshot) -> dict[tuple[str, str], Storyboard]:
    """The storyboards of every pact in every language."""
    ids = [str(r["pact_id"]) for r in ask("selected_pacts").rows]
    return {(language, i): closing.storyboard([i], Words(language)) for i in ids for language in LANGUAGES}


# ---------------------------------------------------------------- known numbers


def test_jaszbereny_says_its_results() -> None:
    board = closing.storyboard([JASZBERENY], HU)
    funnel = slide(board, "funnel")
    assert spaced(funnel.title) == "312 bevontból 170-en jutottak álláshoz, fél évvel a támogatás után 145-en dolgoztak"
    assert isinstance(funnel.body, parts.Funnel)
    joined, found, kept = funnel.body.stages
    assert [f.value for f in (joined, found, kept)] == [312, 170, 145]
    assert (found.share, spaced(found.of), found.base) == ("54,5%", "a 312 bevontból", 312)
    assert (spaced(kept.share), spaced(kept.of)) == ("legalább 85,3%", "a 170 álláshoz jutottból")
    assert joined.target is None and joined.target_printed == "nincs adat"
    assert funnel.body.caution.startswith("Cél vagy tény: nem egyértelmű.")


def test_a_share_of_two_exact_numbers_says_why_it_is_a_bound() -> None:
    funnel = slide(closing.storyboard([JASZBERENY], HU), "funnel")
    assert "nem közölték, hányuknál telt le a hat hónap" in funnel.source
    assert "Azért legalább ennyi" in funnel.notes["formula"]
    money = slide(closing.storyboard([JASZBERENY], HU), "money")
    assert "a 145 fő a közlés napján ismert létszám" in spaced(money.notes["unsure"])
    silent = slide(closing.storyboard([VAS], HU), "funnel")
    assert "hat hónap" not in silent.source + silent.notes["formula"]


def test_the_notes_of_the_cover_name_only_what_it_shows() -> None:
    cover = slide(closing.storyboard([JASZBERENY], HU), "title")
    assert "Miniszterelnökség" in cover.notes["source"]
    assert "Központi Statisztikai Hivatal" not in cover.notes["source"]
    assert "Nemzeti Foglalkoztatási" not in cover.notes["source"]


def test_jaszbereny_says_its_money() -> None:
    money = slide(closing.storyboard([JASZBERENY], HU), "money")
    assert spaced(money.title) == "A támogatás a döntéstől a zárásig 433,1 millió forint maradt; a kifizetett összegről nincs adat"
    assert isinstance(money.body, parts.Money)
    assert [f.value for f in money.body.states] == [433_100_000, 433_100_000, None]
    assert [f.short for f in money.body.per_head] == ["1,388", "2,548", "2,987"]
    assert [spaced(f.of) for f in money.body.per_head] == ["312 fő", "170 fő", "145 fő"]


def test_the_groups_are_parts_of_a_whole() -> None:
    groups = slide(closing.storyboard([JASZBERENY], HU), "groups")
    assert isinstance(groups.body, parts.Groups)
    assert [f.value for f in groups.body.parts] == [73, 97] and groups.body.parts[0].share == "42,9%"
    assert {f.key for f in groups.body.unknown} == {"sex", "age", "education", "job"}


def test_the_notes_say_how_a_cost_was_computed_and_print_no_digits_that_nobody_published() -> None:
    notes = slide(closing.storyboard([JASZBERENY], HU), "money").notes
    assert "egy bevontra: 433,1 M Ft / 312 fő = 1,388 M Ft" in spaced(notes["formula"])
    assert "433 100 000 Ft" in spaced(notes["number"]) and "1 388 141" not in spaced(notes["number"])


def test_only_fulfilment_is_no_silence() -> None:
    title = slide(closing.storyboard(["borsod-abauj-zemplen-county-2015"], HU), "funnel").title
    assert spaced(title) == "Létszámot nem közöltek; a célok teljesüléséről a források eltérnek"


def test_more_than_stays_more_than() -> None:
    money = slide(closing.storyboard([MISKOLC], HU), "money")
    assert spaced(money.title) == "A megítélt 2 943 millió forint után több mint 3 milliárd forint támogatást közöltek"
    assert isinstance(money.body, parts.Money)
    awarded, later, paid = money.body.states
    assert (spaced(awarded.short), awarded.bound) == ("2 943", "")
    assert (spaced(later.printed), later.bound, spaced(later.short)) == ("több mint 3 Mrd Ft", "több mint", "3 000")
    assert not paid.known


def test_vas_says_that_nothing_is_known_yet() -> None:
    board = closing.storyboard([VAS], HU)
    funnel = slide(board, "funnel")
    assert spaced(funnel.title) == "Eredményt még nem közöltek: bevontakról és elhelyezkedettekről nincs adat"
    assert isinstance(funnel.body, parts.Funnel) and funnel.body.panel is not None
    assert all(f.value is None and f.printed == "nincs adat" for f in funnel.body.stages)
    assert board.slide("groups") is None and any("csoportok diája kimaradt" in t for t in board.told)
    assert spaced(slide(board, "map").title) == "A paktum Vas vármegye mind a hét járására kiterjed"


def test_a_bound_of_the_denominator_stays_one() -> None:
    funnel = slide(closing.storyboard(["kelet-zala-area"], HU), "funnel")
    assert isinstance(funnel.body, parts.Funnel)
    assert spaced(funnel.title).startswith("Több mint 80 bevontból 40-en")
    assert (spaced(funnel.body.stages[1].share), spaced(funnel.body.stages[1].of)) == ("legfeljebb 50%", "a több mint 80 bevontból")


# ---------------------------------------------------------------- the same numbers as the store


def test_every_indicator_on_a_slide_is_the_store_s(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    known = {(str(r["pact_id"]), str(r["indicator"])): r["value"] for r in ask("indicator_values").rows}
    compared = 0
    for (_, pact), board in all_boards.items():
        for f in (f for s in board.slides for f in figures(s.body)):
            name = {"awarded": "grant", "later": "grant_later"}.get(f.key, f.key)
            if f.known and (pact, name) in known and f.key not in ("participants_target",) and f.unit == "HUF":
                assert f.value in (known[pact, name], known[pact, "grant"])
                compared += 1
            elif f.known and f.key in ("participants", "found_job", "employed_6m", "founding_members"):
                assert f.value == known[pact, name]
                compared += 1
    assert compared > 400


def test_every_share_is_its_numerator_over_its_denominator(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    checked = 0
    for (language, _), board in all_boards.items():
        if language == "hu":
            for f in (f for s in board.slides for f in figures(s.body) if f.share and f.base and f.value is not None):
                printed = float(re.search(r"[\d,]+", f.share).group().replace(",", "."))  # type: ignore[union-attr]
                assert printed == pytest.approx(100 * f.value / f.base, abs=0.051), f
                checked += 1
    assert checked > 10


# ---------------------------------------------------------------- every pact, both languages


def test_every_pact_has_a_storyboard(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    assert len(all_boards) == 2 * 117
    for board in all_boards.values():
        keys = [s.key for s in board.slides]
        assert len(keys) == len(set(keys)) and 5 <= len(keys) <= 10
        assert keys[0] == "title" and keys[-2:] == ["story", "open"]


def test_titles_fit_two_lines(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for key, board in all_boards.items():
        for s in board.slides:
            assert 0 < len(s.title) <= closing.LONGEST_TITLE, (key, s.title)
            assert "…" not in s.title and not s.title.endswith((".", ";", ":", ",")), (key, s.title)
            assert s.title[0] == s.title[0].upper()


def test_no_line_of_a_title_can_end_with_an_article_or_a_number(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for key, board in all_boards.items():
        for s in board.slides:
            assert not re.search(r"(^|\s)(a|az|és) ", s.title, re.IGNORECASE), (key, s.title)
            assert not re.search(r"\d[%.]? (?=[^\W\d])", s.title), (key, s.title)


def test_no_sign_of_a_bound_and_no_cause_in_a_title(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for board in all_boards.values():
        for s in board.slides:
            assert not re.search(r"[≥≤≈<>]|hatására|teremtett|created|thanks to", s.title)


def test_every_slide_has_its_notes_in_order(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for board in all_boards.values():
        for s in board.slides:
            assert tuple(s.notes) == closing.NOTE_HEADINGS and all(s.notes.values()), s.key


def test_what_is_drawn_has_an_alternative_text(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for board in all_boards.values():
        for s in board.slides:
            if s.kind not in ("title", "story", "open", "partnership"):
                assert s.alt
            if isinstance(s.body, parts.Partnership) and len(s.body.moments) > 1:
                assert s.alt


def test_an_unknown_figure_has_no_number_anywhere(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for (language, _), board in all_boards.items():
        for f in (f for s in board.slides for f in figures(s.body) if not f.known):
            assert f.printed == Words(language)("absent.unknown") and not f.share


def test_shades_of_the_list_are_those_of_the_map(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for board in all_boards.values():
        if (found := board.slide("map")) and isinstance(found.body, parts.Map):
            assert {f.shade for f in found.body.rows} <= {0, 1, 2, 3}
            assert all(f.shade == 0 for f in found.body.rows if not f.known)
            assert any(s.ours for s in found.body.shapes) or "budapest" in board.pacts[0]


def test_the_presenter_is_told_about_each_slide_left_out(all_boards: dict[tuple[str, str], Storyboard]) -> None:
    for (language, _), board in all_boards.items():
        words = Words(language)
        for key in ("partnership", "context", "money", "groups", "map"):
            assert (board.slide(key) is None) == (words(f"closing.told.{key}") in board.told)


# ---------------------------------------------------------------- several pacts


def test_the_three_are_never_ranked() -> None:
    for words in (HU, EN):
        board = closing.storyboard(THREE, words)
        assert board.cycles == ("2014-2020", "2021-2027")
        for s in board.slides:
            said = f"{s.title} {s.alt}"
            assert not re.search(r"legnagyobb|legkisebb|largest|smallest|number \d+ by size|\d+\. hely", said), said
            assert s.kind not in ("crowd",)
        assert "rangsor" in slide(closing.storyboard(THREE, HU), "comparison").title


def test_rows_stand_in_the_reader_s_order_not_by_size() -> None:
    body = slide(closing.storyboard(THREE, HU), "amounts").body
    assert isinstance(body, parts.Bars)
    assert list(dict.fromkeys(f.group for f in body.rows)) == list(THREE)


def test_the_guard_stands_on_top_and_says_what_differs() -> None:
    body = slide(closing.storyboard(THREE, HU), "comparison").body
    assert isinstance(body, parts.Grid)
    assert [(label, differs) for label, _, differs in body.guard] == [("Ciklus", True), ("Terület", True), ("Állapot", True)]
    grants = [spaced(f.short) for f in body.rows[0][1]]
    assert grants == ["1 973", "2 943, később több mint 3 000", "433,1"]
    assert [f.mark for f in dict(body.rows)["Bevont: tény, fő"]] == ["", "", "*"]


def test_the_upper_amount_is_called_a_bound() -> None:
    title = spaced(slide(closing.storyboard(THREE, HU), "amounts").title)
    assert title == "A támogatás 433,1 millió és több mint 3 milliárd forint között van; a felső csak alsó korlát"


def test_alike_pacts_are_not_said_to_differ() -> None:
    body = slide(closing.storyboard(["szeged-city", "pecs-city"], HU), "comparison").body
    assert isinstance(body, parts.Grid) and not any(differs for label, _, differs in body.guard if label in ("Ciklus", "Terület"))


def test_eight_pacts_stand_on_two_tables() -> None:
    ids = [str(r["pact_id"]) for r in ask("selected_pacts").rows][:8]
    board = closing.storyboard(ids, HU)
    grids = [s.body for s in board.slides if isinstance(s.body, parts.Grid)]
    assert [len(g.heads) for g in grids] == [4, 4]
    drawn = [f.group for s in board.slides if s.kind == "amounts" and isinstance(s.body, parts.Bars) for f in s.body.rows]
    assert set(drawn) == set(ids) and len({s.key for s in board.slides}) == len(board.slides)


def test_no_pact_and_an_unknown_one_are_errors_of_the_caller() -> None:
    with pytest.raises(ValueError, match="needs a pact"):
        closing.storyboard([], HU)
    with pytest.raises(KeyError, match="no-such-pact"):
        closing.storyboard(["no-such-pact"], HU)


# ---------------------------------------------------------------- the office's own words


def test_the_office_reorders_leaves_out_and_retitles() -> None:
    board = closing.storyboard([JASZBERENY], HU)
    own = closing.OfficeText(titles={"funnel": "Így dolgoztunk"}, order=("title", "story", "funnel"), left_out=("map",))
    edited = closing.edited(board, own)
    assert [s.key for s in edited.slides][:3] == ["title", "story", "funnel"] and edited.slide("map") is None
    assert slide(edited, "funnel").title == "Így dolgoztunk" and slide(board, "funnel").title != "Így dolgoztunk"


def test_a_final_document_leaves_out_what_may_not_be_handed_out() -> None:
    board = closing.storyboard([JASZBERENY], HU)
    assert slide(board, "context").held_back and any("Végleges változatból kimarad" in t for t in board.told)
    assert closing.edited(board, closing.OfficeText(), final=True).slide("context") is None


def test_a_story_that_nobody_told_is_left_out_of_a_final_document() -> None:
    board = closing.storyboard([JASZBERENY], HU)
    assert closing.edited(board, closing.OfficeText(), final=True).slide("story") is None
    assert closing.edited(board, closing.OfficeText(quotation="Van munkám."), final=True).slide("story")
    assert closing.edited(board, closing.OfficeText(), final=False).slide("story")


def test_what_the_presenter_is_told_stands_in_the_notes_only() -> None:
    board = closing.storyboard([JASZBERENY], HU)
    assert "Írásos hozzájárulás nélkül" in slide(board, "story").notes["unsure"]
    told = slide(closing.edited(board, closing.OfficeText(quotation="Van munkám.")), "story")
    assert told.source == ""
    assert told.body == parts.Story("", "Van munkám.", "")


def test_what_the_office_writes_is_one_clean_line_of_limited_length() -> None:
    own = closing.OfficeText(titles={"funnel": "x\x00y\n" + "szó " * 60}, quotation="=HYPERLINK(1)\x0b második sor")
    edited = closing.edited(closing.storyboard([JASZBERENY], HU), own)
    title = slide(edited, "funnel").title
    assert title.startswith("x y szó") and len(title) <= closing.LONGEST_TITLE and title.endswith("…")
    story = slide(edited, "story").body
    assert isinstance(story, parts.Story) and story.quotation == "=HYPERLINK(1) második sor"


# ---------------------------------------------------------------- the adjectives


def test_adjectives_are_those_of_their_pacts() -> None:
    rows = {str(r["pact_id"]): str(ask("pact", pact=str(r["pact_id"])).row["adjective_hu"]) for r in ask("selected_pacts").rows}
    assert rows[JASZBERENY] == "jászberényi" and rows[MISKOLC] == "miskolci" and rows[VAS] == "vasi" and rows["eger-city"] == "egri"
    assert all(re.fullmatch(r"(M2 )?[a-záéíóöőúüű–-]+i", a) for a in rows.values())


def test_a_pact_has_the_same_adjective_in_both_cycles() -> None:
    rows = [ask("pact", pact=str(r["pact_id"])).row for r in ask("selected_pacts", levels=["county"]).rows]
    by_county: dict[str, set[str]] = {}
    for r in rows:
        by_county.setdefault(str(r["county"]), set()).add(str(r["adjective_hu"]))
    assert all(len(a) == 1 for a in by_county.values())


def test_the_context_is_a_ratio_of_sums() -> None:
    rows = {str(r["scope"]): r for r in ask("area_context", pact=VAS).rows}
    assert rows["area"]["rate"] == rows["county"]["rate"] and rows["area"]["districts"] == 7
    national = ask("district_profile", district="162").row["national_rate"]
    assert rows["country"]["rate"] == pytest.approx(national)
