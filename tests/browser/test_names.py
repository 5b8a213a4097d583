"""Names made to harm, on every page of a real browser and typed into every field that takes words.

No script runs, no dialog opens, nothing outside is asked for or led to, no name becomes markup, and
what was typed stands there as it was written. `CASES=20` opens every page with as many cases.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from PIL import Image
from playwright.sync_api import Dialog, FilePayload, Locator

from roi_model.declaration.card import clean_name
from roi_model.export.deck.slides import slides
from roi_model.storage import link
from roi_model.texts import text
from tests.browser.conftest import NewScreen
from tests.browser.screen import PAGES, Screen, eventually, key_class
from tests.browser.test_library import close
from tests.browser.test_tables import turn
from tests.fuzz.cases import NARROW, Room, case, dossier, name_of
from tests.fuzz.payloads import MARK, OUTSIDE, payload
from ui.elements import tables

pytestmark = pytest.mark.thorough
CASES = int(os.environ.get("CASES", "1"))
ROOM = Room(channels=3, roles=2, lines=4, initiatives=2, benefits=2, sources=25)
FIELDS = 'input[type="text"]:visible, textarea:visible'

_LISTEN = "window.hit = () => { window.wasHit = true; };"

# What a name may have become: a link or picture that leads outside, a formula, a coloured word, a
# symbol in place of its name; or words that are no longer those that were written.
_BECAME = """
([outside, mark, names]) => {
  const found = window.wasHit ? ['a script ran'] : [];
  const named = new RegExp(mark + '\\\\d+x');
  for (const e of document.querySelectorAll('[href], [src], [srcset], [action], [data]')) {
    for (const name of ['href', 'src', 'srcset', 'action', 'data']) {
      const value = e.getAttribute(name) || '';
      const away = value.includes('://' + outside) || value.includes('mailto:');
      if (away || /^\\s*javascript:/i.test(value)) {
        found.push(`${e.tagName} ${name}=${value.slice(0, 60)}`);
      }
    }
  }
  for (const e of document.querySelectorAll('*')) {
    for (const a of e.attributes) if (/^on/i.test(a.name)) found.push(`${e.tagName} ${a.name}`);
  }
  const never = 'iframe[srcdoc], [data-testid="stMarkdownContainer"] img';
  const made = '.katex, .stMarkdownColoredText, .stMarkdownBadge, del, em, blockquote, ' +
    'code:not([data-testid="stCode"] code), [data-testid="stMarkdownContainer"] a[href]';
  for (const e of document.querySelectorAll(`${never}, ${made}`)) {
    if (e.matches(made) && !named.test(e.textContent)) continue;
    const around = e.closest('p, td, th, label, button, h1, h2, h3') || e;
    found.push(`${e.tagName}.${e.className} in: ${around.textContent.slice(0, 90)}`);
  }
  const bare = (words) => words.replace(/[\u200b\u2060\u00ad]/g, '').replace(/\\s+/g, ' ').trim();
  for (const e of document.querySelectorAll('p, td, th, h1, h2, h3, h4, h5, li, dt, dd')) {
    const said = bare(e.textContent);
    if (said.includes('…') || e.querySelector('p, td, li')) continue;
    for (const one of said.match(new RegExp(mark + '\\\\d+x', 'g')) || []) {
      const name = names[one];
      if (name && !said.includes(bare(name))) found.push(`${said.slice(0, 80)} for ${name}`);
    }
  }
  return [...new Set(found)];
}
"""


def by_mark(names: Iterable[str]) -> dict[str, str]:
    """Names by the mark that stands in each."""
    return {found[0]: name for name in names if (found := re.search(rf"{MARK}\d+x", name))}


def wrong(screen: Screen, names: Iterable[str] = ()) -> list[str]:
    """What a name became on the page at hand; what of `names` is not as it was written."""
    given = [OUTSIDE, MARK, by_mark(names)]
    found: list[str] = screen.page.evaluate(_BECAME, given)
    return found + screen.broken() + screen.outside + screen.errors


def hostile(new_screen: NewScreen) -> Screen:
    """A tab in which a dialog, or a call of what a script would call, is seen."""
    screen = new_screen("en", height=2400)
    screen.page.add_init_script(_LISTEN)

    def opened(dialog: Dialog) -> None:
        screen.errors.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    screen.page.on("dialog", opened)
    return screen


def typable(first: int) -> Iterator[str]:
    """Names one after the other that a keyboard or a clipboard can bring, none of them empty."""
    for number in count(first):
        made = payload(number)
        if len(made) < 5000 and not re.search("[\ud800-\udfff\x00\r\n]", made):
            yield made


@dataclass
class Hand:
    """Types a name into one field after the other; each takes what its limit lets in."""

    screen: Screen
    names: Iterator[str]
    typed: dict[str, str] = field(default_factory=dict)

    def into(self, box: Locator, where: str) -> str:
        """Type into a box, which has to be there, and leave it; what was typed, as it is kept."""
        box.scroll_into_view_if_needed()
        box.fill(next(self.names))
        stood = box.input_value()
        box.press("Enter")
        self.screen.settle()
        assert wrong(self.screen) == [], (where, stood)
        self.typed[where] = stood
        return clean_name(stood)

    def field(self, key: str) -> str:
        """Into the field of a widget."""
        return self.into(self.screen.within(key).locator(FIELDS).first, key)

    def cell(self, ending: str, where: str) -> str:
        """Into the first cell of a table whose name ends so."""
        cells = self.screen.page.locator(f'.grid [data-cell$="{ending}"]')
        return self.into(cells.first, where)


def shown(screen: Screen) -> str:
    """All words on the page and in its fields, as names are kept."""
    held = screen.page.locator(FIELDS).evaluate_all("found => found.map((one) => one.value)")
    return "\n".join(clean_name(one) for one in (*screen.texts(), *held))


@pytest.fixture
def screen(new_screen: NewScreen) -> Screen:
    return hostile(new_screen)


@pytest.fixture
def hand(screen: Screen) -> Hand:
    return Hand(screen, typable(10**6))


def opened(screen: Screen, page: str) -> Screen:
    """A page with a case all of whose names are made to harm."""
    return screen.open(page, case=link.encode(case(7000, ROOM), link.OWN), lang="en")


# Shown ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(CASES))
def test_on_every_page_a_name_is_a_name(screen: Screen, number: int) -> None:
    made = case(number * ROOM.carried, ROOM)
    written = [name_of(number * ROOM.carried + at) for at in range(ROOM.carried)]
    code, found, seen = link.encode(made, link.OWN), {}, set()
    for page in [*PAGES, "present"]:
        screen.open(page, case=code, lang="en")
        found[page] = wrong(screen, written)
        seen |= set(re.findall(rf"{MARK}\d+x", shown(screen)))
        if page == "simulate":
            assert clean_name(screen.case_name()) == made.name
    assert not any(found.values()), found
    assert len(seen) > 10  # they were there to be taken for something


# Typed ------------------------------------------------------------------------------------------


def test_typed_into_the_case(hand: Hand) -> None:
    screen = opened(hand.screen, "simulate")
    screen.click("rename").settle()
    name = hand.field("case-typed")
    assert clean_name(screen.case_name()) == name
    for table in tables.LISTS:
        turn(screen, table, "en")
        column = screen.page.locator('.grid [data-cell^="+/"]').first.get_attribute("data-cell")
        assert column is not None
        kept = hand.cell(f"+/{column.partition('/')[2]}", f"a new line of {table}")
        hand.cell(f"/{column.partition('/')[2]}", f"a line of {table}")
        assert kept.replace("/", "")[:20] in shown(screen).replace("/", "")
    turn(screen, "evidence", "en")
    kept = hand.cell("/source", "why a figure is so")
    assert kept in shown(screen)
    screen.page.locator(".slider input, [data-path] input[type=text]").first.wait_for()
    for box in screen.page.locator('[data-path] input[type="text"]:visible').all()[:6]:
        hand.into(box, "a number")
    assert len(hand.typed) > 10


def test_typed_into_the_library(hand: Hand) -> None:
    screen = opened(hand.screen, "simulate")
    screen.click("do-kept").settle()
    workspace = screen.within("picker-workspace").get_by_role("combobox")
    workspace.fill(wanted := name_of(1_000_017))
    workspace.press("Enter")
    screen.settle()
    hand.field("picker-note")
    kept = hand.field("picker-name")
    screen.click("picker-save").settle()
    assert wrong(screen) == []
    eventually(lambda: kept in shown(screen), True, screen.page, kept)
    assert wanted in shown(screen)
    hand.field("picker-search")
    parts = screen.within("picker-part")
    for part, key in (("versions", "picker-called"), ("share", "share-sender")):
        parts.get_by_role("radio", name=text(f"library.ui.{part}", "en"), exact=True).click()
        screen.settle()
        assert wrong(screen) == []
        hand.into(screen.page.locator(f'[class*="st-key-{key}"] {FIELDS}').first, key)
        if part == "versions":
            screen.click("picker-rename").settle()
        else:
            screen.click("share-make").settle()
        assert wrong(screen) == []
    close(screen)
    shared = screen.go("compare")
    shared.click("from-library").settle()
    assert wrong(shared) == []
    hand.field("from-library-search")


def test_typed_into_levers_and_what_is_compared(hand: Hand) -> None:
    screen = opened(hand.screen, "levers")
    screen.page.locator('[class*="st-key-edit-"] summary').first.click()
    screen.settle()
    hand.into(screen.page.locator('[class*="st-key-lever-source-"] input').first, "source")
    hand.into(screen.page.get_by_label(text("pages.levers.name", "en"), exact=True).first, "name")
    screen.go("compare").click("library").settle()
    hand.into(screen.page.locator('[class*="st-key-library-name-"] input').first, "compared")
    screen.click("library-save").settle()
    hand.field("library-called-0")
    assert wrong(screen) == []


def test_typed_into_the_words_of_a_meeting(hand: Hand) -> None:
    screen = opened(hand.screen, "present")
    for _ in range(3):
        screen.click("present-choose").settle()
        hand.field("script-say")
        screen.click("script-add").settle()
        assert wrong(screen) == []
        screen.click("present-choose").settle()
    script = screen.page.locator(".script").first
    said = clean_name(hand.typed["script-say"])
    assert clean_name(script.inner_text()).endswith(" ".join(said.split())[-9:])
    screen.open("method", lang="en")
    for _ in range(3):
        hand.field("method_search")


def _logo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (200, 50), "#c8741c").save(made, "PNG")
    return made.getvalue()


def test_typed_into_what_is_delivered(hand: Hand) -> None:
    screen = opened(hand.screen, "deliver")
    kept = [hand.field(f"deliver-{key}") for key in ("heading", "client", "author")]
    assert all(one in shown(screen) for one in kept)
    screen.page.get_by_text(text("deliver.own_looks", "en")).click()
    screen.settle()
    hand.field("deliver-address")
    for key, content in (("logo", _logo()), ("template", slides(dossier(0, room=NARROW)))):
        called = f"{name_of(3_000_003 + len(key))}.{'png' if key == 'logo' else 'pptx'}"
        box = screen.page.locator(f'[class*="{key_class(f"deliver-{key}-")}"] input[type="file"]')
        box.set_input_files([FilePayload(name=called, mimeType="", buffer=content)])
        held = screen.within(f"deliver-{key}-remove")
        held.wait_for()
        screen.settle()
        assert called in shown(screen)
        assert wrong(screen) == []


# Given ------------------------------------------------------------------------------------------


def _costs(names: Iterator[str]) -> bytes:
    """Costs of three months, their labels and accounts names made to harm."""
    lines = ["date;account;label;amount"]
    for month in (1, 2, 3):
        for day in range(1, 9):
            told = (next(names).replace('"', '""')[:300] for _ in range(2))
            account, label = (f'"{one}"' for one in told)
            lines.append(f"2024-0{month}-0{day};{account};{label};{day * 10},50")
    return "\r\n".join(lines).encode()


def _deals(names: Iterator[str]) -> bytes:
    """Deals of three months, their stages, sources and owners names made to harm."""
    stages = [next(names).replace('"', '""')[:80] for _ in range(3)]
    lines = ["Deal name;Stage;Amount;Create date;Close date;Source;Owner"]
    for day in range(1, 25):
        name, source, owner = (f'"{next(names)[:80]}"'.replace('"', "") for _ in range(3))
        stage = stages[day % 3] if day % 5 else "Closed won"
        lines.append(f'"{name}";"{stage}";{1000 + day};2024-01-{day:02d};2024-03-{day:02d};'
                     f'"{source}";"{owner}"')  # fmt: skip
    return "\r\n".join(lines).encode()


def test_given_in_files_of_figures(hand: Hand) -> None:
    screen = opened(hand.screen, "actuals")
    for made, first in ((_costs, 2_000_000), (_deals, 2_001_000)):
        names = typable(first)
        called = f"{name_of(first + 500)}.csv".replace("\\", "|")
        screen.upload(called, made(names))
        assert wrong(screen) == []
    assert len(set(re.findall(rf"{MARK}\d+x", shown(screen)))) > 3
    parts = screen.within("actuals-part").get_by_role("radio")
    for at in range(parts.count()):
        parts.nth(at).click()
        screen.settle()
        for fold in screen.page.locator('[data-testid="stMain"] summary:visible').all()[:12]:
            fold.click()
            screen.settle()
        assert wrong(screen) == []
        month = screen.page.locator('.grid [data-cell="+/month"]:visible')
        if month.count():  # a line of scores, which has a note
            month.first.fill("03/2025")
            month.first.press("Enter")
            screen.settle()
        for cell in ('+/contains"]', '+/month"]', '/note"]'):
            found = screen.page.locator(f'.grid [data-cell$="{cell}:visible')
            if found.count():
                hand.into(found.first, cell)
    for keep in screen.page.locator('[class*="st-key-keep-"] button:visible').all()[:1]:
        keep.click()
        screen.settle()
        hand.into(screen.page.locator('[class*="st-key-keep-"][class*="-name"] input'), "mapping")
    assert set(hand.typed) == {'+/contains"]', '+/month"]', '/note"]', "mapping"}
