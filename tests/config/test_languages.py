"""German and Arabic: every text of the customer's pages, the choice of a language, dates, money."""

import ast
import gettext
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation.template import templatize

from catalog.text_rules import TextRefused, check_text
from configurator.presenters.amounts import change_words, round_words
from configurator.presenters.dates import day_words, moment_words, shift_words
from foundation.money import Money

ROOT = Path(settings.BASE_DIR)
TRANSLATED = ["ar", "de"]
# Staff read English: the factory's own pages and papers, the admin, the names of rows.
STAFFS = (
    "catalog/admin",
    "catalog/templates",
    "production/admin",
    "production/models",
    "production/papers",
    "production/presenters",
    "production/views",
    "templates/admin",
    "templates/production",
)
ROOMS = ("foundation", "catalog", "production", "configurator", "orders", "templates")
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(
    r"""\b(?:_|n?gettext)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL
)
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")


@pytest.fixture(autouse=True)
def language_before() -> Iterator[None]:
    """A request of the test client leaves its language behind; other tests read English."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_customers_pages_is_translated(language: str) -> None:
    translated = {entry["msgid"] for entry in _entries(language)}

    missing = sorted(set(_marked()) - translated)

    assert missing == [], f"Run makemessages, translate in locale/{language}, compilemessages."


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_texts_are_current(language: str) -> None:
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as compiled:
        catalog = gettext.GNUTranslations(compiled)._catalog

    written: dict[object, str] = {}
    for entry in _entries(language):
        forms = _forms(entry)
        if "msgid_plural" in entry:
            written |= {(entry["msgid"], number): form for number, form in enumerate(forms)}
        else:
            written[entry["msgid"]] = forms[0]
    assert {key: form for key, form in catalog.items() if key != ""} == written


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_says_all_that_the_text_says(language: str) -> None:
    """A plural form for one or two may name the number in words."""
    wrong = [
        entry["msgid"]
        for entry in _entries(language)
        if "msgid_plural" not in entry
        and set(PLACEHOLDER.findall(entry["msgid"])) != set(PLACEHOLDER.findall(_forms(entry)[0]))
    ]

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "direction", "pressed"),
    [("en", "ltr", "English"), ("de", "ltr", "Deutsch"), ("ar", "rtl", "العربيّة")],
)
def test_chosen_language_is_kept_and_the_page_comes_back_in_it(
    client: Client, language: str, direction: str, pressed: str
) -> None:
    response = client.post(reverse("set_language"), {"language": language, "next": "/cart/"})

    assert response["Location"] == "/cart/"
    assert client.cookies["language"].value == language
    assert client.cookies["language"]["httponly"] is True
    page = client.get("/cart/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    buttons = re.findall(r'aria-pressed="true">([^<]*)</button>', page)
    assert buttons[0] == pressed


@pytest.mark.django_db
def test_language_of_the_browser_is_spoken_until_one_is_chosen(client: Client) -> None:
    page = client.get("/cart/", headers={"Accept-Language": "de-AT,de;q=0.8,en;q=0.5"})

    assert '<html lang="de" dir="ltr">' in page.content.decode()
    assert "Ihr Warenkorb ist leer." in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_way_back_from_the_language_never_leads_elsewhere(client: Client, page: str) -> None:
    response = client.post(reverse("set_language"), {"language": "de", "next": page})

    assert response["Location"] == "/"


@pytest.mark.django_db
def test_a_refusal_is_told_in_the_readers_language(client: Client) -> None:
    page = client.get("/orders/2026-99999/", headers={"Accept-Language": "de"})

    assert "Diese Bestellung gibt es hier nicht." in page.content.decode()
    assert "<h1>Hier ist nichts</h1>" in page.content.decode()


NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "far_day", "moment"),
    [
        ("en", "Sat 5 Dec", "Sat 5 Jun 2027", "Sat 5 Dec at 14:00"),
        ("de", "Sa 5. Dezember", "Sa 5. Juni 2027", "Sa 5. Dezember um 14:00"),
        ("ar", "السبت 5 ديسمبر", "السبت 5 يونيو 2027", "السبت 5 ديسمبر الساعة 14:00"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    language: str, day: str, far_day: str, moment: str
) -> None:
    near = datetime(2026, 12, 5, 14, tzinfo=UTC)
    far = datetime(2027, 6, 5, 14, tzinfo=UTC)

    with translation.override(language):
        said = day_words(near, NOW), day_words(far, NOW), moment_words(near, NOW)

    assert said == (day, far_day, moment)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["1 Tag später", "2 Tage später", "3 Tage früher"]),
        ("ar", ["بعد ذلك بيوم واحد", "بعد ذلك بيومين", "قبل ذلك بـ3 أيام"]),
    ],
)
def test_days_are_counted_as_the_language_counts(language: str, expected: list[str]) -> None:
    with translation.override(language):
        said = [shift_words(datetime(2026, 11, 22 + days, 9, tzinfo=UTC) - NOW) for days in (1, 2)]
        said.append(shift_words(datetime(2026, 11, 19, 9, tzinfo=UTC) - NOW))

    assert said == expected


@pytest.mark.parametrize(
    ("language", "change", "whole"),
    [
        ("en", "\u2212\xa01,012.50\xa0€", "1,490\xa0€"),
        ("de", "\u2212\xa01.012,50\xa0€", "1.490\xa0€"),
        ("ar", "\u2066\u2212\xa01,012.50\xa0€\u2069", "\u20661,490\xa0€\u2069"),
    ],
)
def test_money_is_written_as_the_language_writes_it(language: str, change: str, whole: str) -> None:
    """In Arabic the amount is set apart, so that the sign stays before it."""
    with translation.override(language):
        said = (
            change_words(Money(-101_250, "EUR"), language),
            round_words(Money(149_000, "EUR"), language),
        )

    assert said == (change, whole)


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("de", "Das Zeichen „★“ (black star) geht hier nicht. Möglich sind: Buchstaben und Ziffern."),
        ("ar", "لا يمكن استخدام العلامة «★» (black star). المسموح به: الحروف والأرقام."),
    ],
)  # fmt: skip
def test_a_text_is_refused_in_the_readers_language(language: str, reason: str) -> None:
    with translation.override(language), pytest.raises(TextRefused) as refused:
        check_text({"characters": "letters digits"}, "Ada★")

    assert str(refused.value) == reason


def _marked() -> Iterator[str]:
    """Every text that customers may read and that is marked for translation."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(STAFFS):
                continue
            if path.suffix == ".py":
                yield from _marked_in_code(path.read_text())
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                yield from _marked_in_template(path.read_text(), name)


def _marked_in_code(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        text = node.args[0]
        if name in MARKS and isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value


def _marked_in_template(source: str, name: str) -> Iterator[str]:
    for literal in IN_TEMPLATE.findall(templatize(source, origin=name)):
        yield ast.literal_eval(literal)


def _entries(language: str) -> list[dict[str, str]]:
    """Read what is translated: one map of keyword and text an entry, guesses and header left out."""
    text = (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").read_text()
    entries = []
    for block in text.strip().split("\n\n"):
        entry: dict[str, str] = {}
        keyword = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            if not line.startswith('"'):
                keyword, line = line.split(" ", 1)
            entry[keyword] = entry.get(keyword, "") + ast.literal_eval(line)
        is_guess = re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)
        if entry.get("msgid") and all(_forms(entry)) and not is_guess:
            entries.append(entry)
    return entries


def _forms(entry: dict[str, str]) -> list[str]:
    return [text for keyword, text in entry.items() if keyword.startswith("msgstr")]
