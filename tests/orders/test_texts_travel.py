"""What a customer may write is kept, shown and printed letter for letter; all else is refused.

`TAILORLINE_FUZZ` sets how many texts are written, `TAILORLINE_SEED` which ones; the defaults keep
the test short.
"""

import os
import random
import re
import unicodedata
from html import unescape

import pytest
from django.template.loader import render_to_string

from catalog.language.graphemes import grapheme_count
from catalog.papers.sheet import Sheet
from catalog.pictures import picture_layers
from catalog.services.drafts import write_draft, write_prices
from catalog.services.publishing import publish
from configurator.models import Configuration
from configurator.sales import sale_of
from configurator.services.configurations import choose, start_configuration
from foundation.errors import InvalidInput
from orders.papers.order import order_paper
from orders.presenters.designs import choices_of, design_words
from orders.presenters.order_lines import line_picture, line_words
from orders.services import carts
from orders.services.buyers import Buyer
from orders.services.checkout import order_cart
from tests.catalog.papers.pdf_text import has_boxes, pdf_lines
from tests.factories.catalog import NOW, europe, group, option, published_prices
from tests.factories.kinds import tumbler_document
from tests.factories.orders import ADA, make_visitor
from tests.factories.production import make_centre, make_step
from tests.factories.texts import some_text

TEXTS = int(os.environ.get("TAILORLINE_FUZZ", "500"))
SEED = int(os.environ.get("TAILORLINE_SEED", "1"))
LONGEST = 12
DRAWN = re.compile("<text[^>]*>([^<]*)</text>")
PRICES = {"base": 1_000, "options": {}, "numbers": {}, "letters": {"text": 120}}
TO_A_SHEET = 1_000
BOUGHT_OF = 150
"""Of so many accepted texts one is bought; every one of them is on a sheet."""


@pytest.fixture
def cup(db):
    """A cup with a text on it, made by one machine."""
    words = group(
        "text",
        "text",
        "Your text",
        is_optional=True,
        max_length=LONGEST,
        characters="letters digits space & - . '",
        blocked_words=["rust"],
    )
    place = group("place", "one_of", "Place", default="front", options=[option("front", "Front")])
    ink = group("ink", "one_of", "Ink", default="pine", options=[option("pine", "Pine")])
    cup = tumbler_document(product="cup", picture="mug", groups=[ink, place, words], rules=[])
    product = write_draft(cup)
    write_prices(europe(), product, PRICES)
    published_prices()
    make_step(make_centre("print"), product_code="cup", family_key=["ink"], name={"en": "Printing"})
    return publish(product, actor=None, now=NOW)


def test_text_is_kept_shown_and_printed_or_refused_with_a_reason(cup):
    dice = random.Random(SEED)
    configuration = start_configuration(product_code="cup", now=NOW)
    sale, accepted, others = sale_of("cup", NOW), [], 0

    for _ in range(TEXTS):
        if not write(configuration, sale, some_text(dice)):
            others += 1
            continue
        accepted.append(shown_text(configuration, cup))
        if len(accepted) % TO_A_SHEET == 0:
            printed_as_written(accepted[-TO_A_SHEET:])
        if len(accepted) % BOUGHT_OF == 0:
            bought_as_written(configuration, len(accepted))
    printed_as_written(accepted[len(accepted) // TO_A_SHEET * TO_A_SHEET :])

    print(f"{TEXTS} texts: {len(accepted)} kept, shown and printed, {others} refused or blank")
    assert min(len(accepted), others) > TEXTS / 10


def write(configuration, sale, typed):
    """Type a text; return whether one is kept. Refused, it is told why and nothing changes."""
    before = (configuration.choices, configuration.version)
    refusal = refusal_of(configuration, sale, typed)
    if refusal is None:
        return bool(configuration.choices["text"])
    told = refusal.errors[0]
    after = Configuration.objects.get(pk=configuration.pk)
    assert told["pointer"] == "/choices/text"
    assert len(told["detail"].split()) > 2
    assert (after.choices, after.version) == before
    return False


def refusal_of(configuration, sale, typed):
    try:
        choose(configuration=configuration, changes={"text": typed}, now=NOW, sale=sale)
    except InvalidInput as refusal:
        return refusal
    return None


def shown_text(configuration, cup):
    """Return the text as it is stored, having compared it with the drawing and the words."""
    text = Configuration.objects.get(pk=configuration.pk).choices["text"]
    assert unicodedata.is_normalized("NFC", text)
    assert grapheme_count(text) <= LONGEST
    picture = picture_layers(cup.document, {"place": "front", "ink": "pine", "text": text})
    drawing = render_to_string("components/picture.html", {"picture": picture})
    assert [unescape(drawn) for drawn in DRAWN.findall(drawing)] == [text]
    page = render_to_string(
        "components/field.html",
        {"id": "value", "name": "value", "value": text, "preview_text": "text"},
    )
    assert unescape(page.partition(' value="')[2].partition('"')[0]) == text
    assert text in design_words(cup, configuration.own)
    return text


def printed_as_written(texts):
    paper = Sheet("Texts")
    for text in texts:
        paper.say(text)

    lines = [line for line in pdf_lines(paper.as_bytes()) if not line.startswith("Tailorline")]

    assert [in_drawn_order(line) for line in lines] == [in_drawn_order(text) for text in texts]
    assert not has_boxes(paper)


def bought_as_written(configuration, number):
    """Buy the design; the order keeps, shows and prints its text."""
    text = configuration.choices["text"]
    visitor = make_visitor(f"browser-{number}")
    carts.add_configuration(
        visitor=visitor, configuration=configuration, quantity=1, if_unit=None, now=NOW
    )
    order = order_cart(
        cart=carts.cart_of(visitor),
        contact=ADA,
        buyer=Buyer(session_digest=visitor.session_digest),
        idempotency_key=f"text-{number}",
        if_total=None,
        now=NOW,
    ).order
    line = order.lines.get()
    drawn = line_picture(line, NOW).texts
    printed = "".join(pdf_lines(order_paper(order, "confirmation", now=NOW)))

    assert choices_of(line)["text"] == text
    assert text in line_words(line)
    assert [each.text for each in drawn] == [text]
    assert in_drawn_order(text) in in_drawn_order(printed) or set(text) <= set(printed)


def in_drawn_order(text):
    """Return a line's letters; where some run from right to left, in an order of their own."""
    is_mixed = any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text)
    return sorted(text) if is_mixed else text
