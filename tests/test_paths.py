"""What people ask, and where a first-time user finds it: at most three clicks from the first page.

The questions are those of county leaders, analysts and presenters; each path is the clicks and a text that answers.
"""

import re

import pytest

# (question, clicks, answer): a click is a link of the menu or the page, a radio button or a button, by its name
PATHS = [
    ("Mennyi pénz jött?", ("link Áttekintés",), "77,7 Mrd Ft"),
    ("Hányan jutottak álláshoz, és hány paktumról tudjuk?", ("link Áttekintés",), "105 paktumból 10 adatával"),
    (
        "Hányan kaptak állást Somogyban, és mennyi volt a cél?",
        (
            "link Áttekintés",
            "link Somogy vármegye",
        ),
        "cél: 500 fő",
    ),
    ("Mennyit kapott Vas, Miskolc és Jászberény?", ("link Összehasonlítás",), "1 973 M Ft"),
    ("Rangsorolható-e a három?", ("link Összehasonlítás",), "nem rangsorolható"),
    ("Mikor ért véget Miskolc programja?", ("link Összehasonlítás", "link Miskolc"), "2021. 06. 30."),
    ("Mi a jászberényi projekt azonosítószáma?", ("link Paktumlap",), "TOP-5.1.2-15-JN1-2016-00004"),
    ("Hányan dolgoztak fél év múlva is?", ("link Paktumlap",), "145-en dolgoztak"),
    ("Drágább-e, mint a hasonlók?", ("link Paktumlap",), "Társak mediánja"),
    ("Mennyi a megítélt, és mennyit fizettek ki?", ("link Finanszírozás",), "72,1 Mrd Ft"),
    ("Hol változott a támogatás?", ("link Finanszírozás",), "1 878 → 2 263 M Ft"),
    ("Melyik évben döntöttek róla?", ("link Finanszírozás", "radio Döntés éve"), "2017"),
    ("Hány tagja van a somogyi paktumnak?", ("link Tagság",), "34 szervezet"),
    ("Kik ülnek több paktumban?", ("link Tagság",), "Fejér Megyei Kormányhivatal"),
    ("Hány paktumról nincs tagsági adat?", ("link Tagság",), "105 paktum közül 15"),
    ("Hol tartunk a célhoz képest?", ("link Eredmények",), "122,4%"),
    ("És az álláshoz jutottaknál?", ("link Eredmények", "radio Álláshoz jutottak"), "167,8%"),
    ("Valódi-e a különbség, vagy véletlen?", ("link Eredmények",), "67,1%"),
    ("Hol nincs paktum, és mi nincs a térképen?", ("link Térkép és járások",), "A térképen nem szerepel"),
    ("Hány álláskereső él a járásban?", ("link Térkép és járások",), "1 289 fő"),
    ("Vármegyénként hány paktum van?", ("link Térkép és járások", "radio vármegye"), "vármegyék száma"),
    ("Mit nem közöltek soha?", ("link Adatminőség",), "89 / 105"),
    ("Hol mondanak ellent a források?", ("link Adatminőség",), "Nyíregyháza"),
    ("Mi a baj a hevesi céllal?", ("link Adatminőség",), "≤ 1 000 fő"),
    ("Mit jelent a PR26?", ("link Módszertan és szótár",), "PR26"),
    ("Hatást mutatnak-e a számok?", ("link Módszertan és szótár",), "bruttó eredmények"),
    ("Honnan vannak az adatok?", ("link Módszertan és szótár",), "Támogatott projekt kereső"),
]


@pytest.fixture(scope="module")
def page(browser, server):
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="hu-HU")
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("question", "clicks", "answer"), PATHS, ids=[question for question, _, _ in PATHS])
def test_a_first_time_user_finds_it_in_three_clicks(page, server, question, clicks, answer):
    assert len(clicks) <= 3
    page.goto(server)
    page.locator(".pk-doors").wait_for()
    for click in clicks:
        role, name = click.split(" ", 1)
        # The dot of a radio button is drawn by its label.
        target = (
            page.locator("label", has_text=re.compile(f"^{re.escape(name)}$")) if role == "radio" else page.get_by_role(role, name=name)
        )
        target.first.click()
    page.wait_for_function(
        "text => (document.querySelector('[data-testid=stMain]')?.innerText || '').replace(/\\u00a0/g, ' ').includes(text)",
        arg=answer,
        timeout=30_000,
    )
