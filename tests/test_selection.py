"""A link carries every choice, means the same later, and never loses a value in silence."""

from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paktum import questions, store
from paktum.screen.frame import MENU
from paktum.selection import (
    ALL,
    ANY_TEXT,
    FILTERS,
    MOST_PACTS,
    NAMES,
    OPEN,
    OWN_KEY,
    TEXTS,
    Ignored,
    Options,
    Selection,
    accepted,
    file_name,
    from_query,
    link,
    plain,
    to_query,
)

DEFAULT = Selection()
PACTS = tuple(f"pact-{n}" for n in range(12))
OPTIONS = Options(
    # A choice that came later has options of its own that do not matter here.
    {name: {f"{name}-one": [], f"{name}-two": []} for name in NAMES}
    | {
        "language": {"hu": [], "en": []},
        "cycles": {"2014-2020": ["2014–2020"], "2021-2027": ["2021–2027"]},
        "levels": {"county": ["vármegyei"], "city": ["városi"], "district": ["helyi"]},
        "statuses": {"running": ["fut"], "closed": ["lezárult"], "unknown": ["állapota nem ismert"]},
        "counties": {"16": ["Jász-Nagykun-Szolnok"], "05": ["Borsod-Abaúj-Zemplén"], "18": ["Vas"], "06": ["Csongrád-Csanád"]},
        "districts": {"087": ["Jászberényi járás"], "022": ["Ózdi járás"], "132": ["Őriszentpéteri járás"]},
        "indicators": {"grant": [], "participants": [], "placement_rate": []},
        "peer_rules": {"cycle": [], "level": [], "grant": [], "jobseekers": []},
        **dict.fromkeys(
            ("pacts", "pact", "highlighted", "peers"),
            {p: [] for p in PACTS}
            | {"vas-county-2021": ["Vas vármegye 2021–2027"], "miskolc-city": ["Miskolc"], "jaszbereny-district": ["Jászberényi járás"]},
        ),
    }
)
ONE = tuple(name for name in NAMES if isinstance(getattr(DEFAULT, name), str))
MANY = tuple(name for name in NAMES if name not in ONE)
PAGES = [entry.uses for entries in MENU.values() for entry in entries]


def read(query: dict[str, list[str]], *uses: str, before: Selection = DEFAULT) -> tuple[Selection, list[Ignored]]:
    return from_query(query, OPTIONS, before, uses)


def written(selection: Selection, *uses: str) -> dict[str, list[str]]:
    """The query of a link, as a browser would hand it back."""
    return parse_qs(urlsplit(link("https://example.org", selection, "page", uses)).query, keep_blank_values=True)


# ---------------------------------------------------------------- a link and back


def some(name: str) -> st.SearchStrategy[object]:
    """Choices of one kind: what may be open can be empty, everything else has at least one value."""
    if name == "snapshot":
        return st.sampled_from(["6371ddc2d99e", "0123456789ab"])
    if name == "own":
        return st.from_regex(OWN_KEY, fullmatch=True)
    if name == "day":
        return st.dates().map(str)
    if name in TEXTS:
        return st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda text: text != ANY_TEXT)
    ids = sorted(OPTIONS.names[name])
    if name in ONE:
        return st.sampled_from(ids)
    return st.lists(st.sampled_from(ids), unique=True, min_size=name not in OPEN, max_size=MOST_PACTS).map(tuple)


@settings(max_examples=60, deadline=None)
@given(uses=st.sampled_from(PAGES), values=st.fixed_dictionaries({name: some(name) for name in NAMES}), other=st.data())
def test_a_link_brings_back_every_choice_of_its_page(uses: tuple[str, ...], values: dict[str, object], other: st.DataObject) -> None:
    """Whatever was chosen before, and whatever the defaults are."""
    uses = ("language", *uses, "snapshot")
    selection, before = Selection(**values), Selection(**other.draw(st.fixed_dictionaries({name: some(name) for name in NAMES})))
    read_back, ignored = read(written(selection, *uses), *uses, before=before)
    assert ignored == []
    assert {name: getattr(read_back, name) for name in uses} == {name: getattr(selection, name) for name in uses}
    untouched = [name for name in NAMES if NAMES[name] not in {NAMES[u] for u in uses}]
    assert [getattr(read_back, name) for name in untouched] == [getattr(before, name) for name in untouched]


@pytest.mark.parametrize("uses", PAGES)
def test_a_link_says_defaults_and_open_filters_too(uses: tuple[str, ...]) -> None:
    query = to_query(DEFAULT.changed(cycles=(), snapshot="abc"), ("language", *uses, "snapshot"))
    assert query["nyelv"] == ["hu"] and query["adat"] == ["abc"]
    assert all(query[NAMES[name]] == [ALL] for name in uses if name in FILTERS)
    assert query.keys() >= {NAMES[name] for name in uses if name in (*ONE, *OPEN) and name != "own"}


def test_a_link_means_the_same_when_defaults_move() -> None:
    query = written(DEFAULT, *FILTERS)
    moved = Selection(cycles=("2021-2027",), levels=("city",))
    assert read(query, *FILTERS, before=moved)[0].parameters() == DEFAULT.parameters()


def test_a_link_reads_the_same_in_both_languages() -> None:
    one, other = (written(DEFAULT.changed(language=code), *FILTERS) for code in ("hu", "en"))
    assert one == other


def test_a_link_is_one_address() -> None:
    address = link("https://example.org/", DEFAULT, "attekintes", ("language", *FILTERS))
    assert address.startswith("https://example.org/attekintes?nyelv=hu&ciklus=2014-2020&szint=mind")
    assert address.isascii() and " " not in address


def test_open_filters_are_no_filters() -> None:
    assert DEFAULT.changed(cycles=()).parameters() == dict.fromkeys(FILTERS)
    assert DEFAULT.parameters()["cycles"] == ("2014-2020",)


# ---------------------------------------------------------------- names of a place


@pytest.mark.parametrize(
    ("choice", "text", "found"),
    [
        ("districts", "022", "022"),
        ("districts", "Ózdi járás", "022"),
        ("districts", "ózdi járás", "022"),
        ("districts", "ÓZDI JÁRÁS", "022"),
        ("districts", "ozdi", "022"),
        ("districts", "Ozdi jaras", "022"),
        ("districts", "oriszentpeteri", "132"),
        ("districts", "  Ózdi   járás ", "022"),
        ("counties", "Jász-Nagykun-Szolnok", "16"),
        ("counties", "Jász-Nagykun-Szolnok megye", "16"),
        ("counties", "Jász-Nagykun-Szolnok vármegye", "16"),
        ("counties", "jasz nagykun szolnok county", "16"),
        ("pacts", "Miskolc-City", "miskolc-city"),
        ("pacts", "miskolc", "miskolc-city"),
        ("levels", "Városi", "city"),
        ("cycles", "2014–2020", "2014-2020"),
        ("districts", "Nincs", None),
        ("districts", "", None),
        ("districts", "járás", None),
        ("counties", "megye", None),
        ("counties", "–", None),
        ("no such choice", "Vas", None),
    ],
)
def test_a_name_is_found_whatever_its_accents_case_and_suffix(choice: str, text: str, found: str | None) -> None:
    assert OPTIONS.find(choice, text) == found


def test_a_part_of_a_name_is_not_the_name() -> None:
    assert OPTIONS.find("counties", "Jász") is None and OPTIONS.find("districts", "%") is None


def test_real_places_and_pacts_are_found_by_their_names(snapshot: store.Snapshot) -> None:
    """Each by its own id, and no two by one name."""
    with questions.reading(snapshot):
        places = [(str(r["filter"]), str(r["option"]), str(r["name_hu"])) for r in questions.ask("filter_options").rows]
        pacts = [("pact", str(r["pact_id"]), str(r["short_hu"])) for r in questions.ask("selected_pacts").rows]
    names: dict[str, dict[str, list[str]]] = {}
    for choice, option, name in places + pacts:
        names.setdefault(choice, {})[option] = [name]
    options = Options(names)
    for choice, option, name in places + pacts:
        assert options.find(choice, name.upper()) == option, name
    for choice in names:
        twice = [n for n, times in Counter(plain(n) for (n,) in names[choice].values()).items() if times > 1]
        assert twice == [], choice


# ---------------------------------------------------------------- what cannot be used is said


def test_a_bad_value_is_returned_and_the_choice_stands() -> None:
    selection, ignored = read({"jaras": ["Nincs"]}, *FILTERS, before=DEFAULT.changed(districts=("087",)))
    assert selection.districts == ("087",)
    assert ignored == [Ignored("jaras", "Nincs")]


def test_good_values_beside_bad_ones_are_used() -> None:
    selection, ignored = read({"jaras": ["ozdi", "Nincs", "087"]}, *FILTERS)
    assert selection.districts == ("022", "087")
    assert ignored == [Ignored("jaras", "Nincs")]


def test_a_value_that_stands_twice_counts_once() -> None:
    selection, ignored = read({"jaras": ["022", "ozdi"]}, *FILTERS)
    assert selection.districts == ("022",) and ignored == []


def test_an_unknown_parameter_is_returned_with_all_its_values() -> None:
    selection, ignored = read({"district": ["022", "087"], "utm_source": ["x"]}, *FILTERS)
    assert selection == DEFAULT
    assert ignored == [Ignored("district", "022"), Ignored("district", "087"), Ignored("utm_source", "x")]


def test_parameters_have_one_spelling() -> None:
    assert read({"JARAS": ["022"]}, *FILTERS) == (DEFAULT, [Ignored("JARAS", "022")])


def test_more_than_eight_pacts_are_cut_and_said() -> None:
    selection, ignored = read({"paktum": list(PACTS)}, "pacts")
    assert selection.pacts == PACTS[:MOST_PACTS]
    assert ignored == [Ignored("paktum", p) for p in PACTS[MOST_PACTS:]]


def test_one_parameter_means_what_its_page_says() -> None:
    assert read({"paktum": ["miskolc-city"]}, "pacts")[0].pacts == ("miskolc-city",)
    one, _ = read({"paktum": ["miskolc-city"]}, "pact")
    assert (one.pact, one.pacts) == ("miskolc-city", DEFAULT.pacts)


def test_a_choice_of_one_takes_the_first_and_returns_the_rest() -> None:
    selection, ignored = read({"paktum": ["miskolc-city", "vas-county-2021"]}, "pact")
    assert selection.pact == "miskolc-city"
    assert ignored == [Ignored("paktum", "vas-county-2021")]


def test_an_unusable_language_keeps_the_language() -> None:
    assert read({"nyelv": ["de"]}, "language") == (DEFAULT, [Ignored("nyelv", "de")])


@settings(max_examples=100, deadline=None)
@given(
    query=st.dictionaries(
        st.sampled_from([*NAMES.values(), "x"]),
        st.lists(st.text(max_size=6) | st.sampled_from(["022", "087", "city", "hu", "miskolc-city", "grant"]), min_size=1, max_size=3),
    ),
    uses=st.sampled_from(PAGES),
)
def test_no_link_breaks_the_page_and_no_value_is_lost(query: dict[str, list[str]], uses: tuple[str, ...]) -> None:
    """Each value of a link is either in force, under its id, or returned."""
    selection, ignored = read(query, *uses)
    known = {NAMES[name]: name for name in (*NAMES, *uses)}
    for parameter, values in query.items():
        name = known.get(parameter)
        chosen = getattr(selection, name) if name else ()
        for value in values:
            option = accepted(name, value, OPTIONS) if name else None
            used = option is not None and (option == chosen if isinstance(chosen, str) else option in chosen)
            assert used or (value == ALL and name not in TEXTS) or Ignored(parameter, value) in ignored


# ---------------------------------------------------------------- file names


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("pact_money", "paktumtukor_pact-money_6371ddc2d99e.csv"),
        ("Őriszentpéteri járás – tagok", "paktumtukor_oriszentpeteri-jaras-tagok_6371ddc2d99e.csv"),
        ("../../etc/passwd", "paktumtukor_etc-passwd_6371ddc2d99e.csv"),
        ('a"b;c\r\nd', "paktumtukor_a-b-c-d_6371ddc2d99e.csv"),
    ],
)
def test_file_names_are_ascii_and_say_what_is_inside(subject: str, name: str) -> None:
    assert file_name(subject, DEFAULT.changed(snapshot="6371ddc2d99e"), "csv") == name


@given(st.text(max_size=30))
def test_any_subject_makes_a_safe_file_name(subject: str) -> None:
    name = file_name(subject, DEFAULT, "xlsx")
    assert name.isascii() and name.endswith("_adat.xlsx")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-.")
