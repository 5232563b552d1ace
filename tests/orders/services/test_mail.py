"""Mails: owed once, sent once, tried again, parked at last."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils.translation import override

from foundation.models import Account, Event
from orders import event_handlers, tasks
from orders.models import OrderMail
from orders.presenters.order_lines import line_picture
from orders.selectors.orders import order_by_token
from orders.services.buyers import ContactDetails
from orders.services.mail import MAX_ATTEMPTS, owe_mail, send_due_mails
from orders.services.placement import ORDER_PLACED
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, bicycle_line, deliver_all, make_order, ready_line


@pytest.fixture
def broken_post(monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError("no post today")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_placed_order_is_confirmed_with_its_secret_link(shop):
    order = make_order(bicycle_line(2))
    deliver_all(NOW)

    sent = send_due_mails(now=NOW)

    message = mail.outbox[0]
    assert (sent, len(mail.outbox)) == (1, 1)
    assert message.to == ["ada@example.org"]
    assert order.number in message.subject
    assert "3,024.50" in message.body
    name, paper, kind = message.attachments[0]
    assert (name, paper[:5], kind) == (f"{order.number}.pdf", b"%PDF-", "application/pdf")
    token = re.search(r"/orders/open/([0-9a-f]{64})/", message.body)[1]
    assert order_by_token(token) == order


def test_pictures_travel_inside_the_page_of_a_mail(shop):
    order = make_order(bicycle_line(), bicycle_line(2))
    deliver_all(NOW)

    send_due_mails(now=NOW)

    alternative, paper = mail.outbox[0].message().get_payload()
    text, related = alternative.get_payload()
    page, *images = related.get_payload()
    shown = re.findall(
        r'<img src="cid:([^"]+)" alt="([^"]+)"', page.get_payload(decode=True).decode()
    )
    assert (text.get_content_type(), paper.get_content_type()) == ("text/plain", "application/pdf")
    assert related.get_content_type() == "multipart/related"
    assert [cid for cid, _alt in shown] == [f"{order.number}-1", f"{order.number}-2"]
    with override("en"):
        labels = [line_picture(line, NOW).label for line in order.lines.all()]
    assert [alt for _cid, alt in shown] == labels
    assert [image["Content-ID"] for image in images] == [f"<{cid}>" for cid, _alt in shown]
    assert {image.get_content_type() for image in images} == {"image/png"}
    assert {image.get_content_disposition() for image in images} == {"inline"}
    assert all(image.get_payload(decode=True).startswith(b"\x89PNG") for image in images)


def test_text_of_a_mail_says_nothing_of_pictures(shop):
    make_order(bicycle_line())
    deliver_all(NOW)

    send_due_mails(now=NOW)

    assert "cid:" not in mail.outbox[0].body


def test_confirmation_told_twice_is_sent_once(shop):
    order = make_order()
    deliver_all(NOW)
    event_handlers.confirm_by_mail(Event.objects.get(reference=order.number, name=ORDER_PLACED))

    sent = [send_due_mails(now=NOW), send_due_mails(now=NOW)]

    assert sent == [1, 0]
    assert len(mail.outbox) == 1


def test_task_run_twice_sends_once(shop, clock):
    make_order()
    deliver_all(NOW)

    tasks.send_due_mails()
    tasks.send_due_mails()

    assert len(mail.outbox) == 1


def test_order_without_address_owes_no_mail(shop):
    account = Account.objects.create(name="Robot")
    order = make_order(account=account, contact=ContactDetails(name="Robot", email=""))

    owe_mail(number=order.number, kind=OrderMail.Kind.CONFIRMATION, now=NOW)

    assert not OrderMail.objects.exists()


def test_unknown_order_owes_no_mail(db):
    owe_mail(number="2026-000000", kind=OrderMail.Kind.CONFIRMATION, now=NOW)

    assert not OrderMail.objects.exists()


def test_mail_that_failed_is_tried_again_later(shop, broken_post):
    make_order()
    deliver_all(NOW)

    send_due_mails(now=NOW)

    owed = OrderMail.objects.get()
    assert (owed.status, owed.attempts, owed.due_at) == ("due", 1, NOW + timedelta(seconds=30))
    assert "no post today" in owed.last_error


def test_mail_is_parked_after_five_failures(shop, broken_post):
    make_order()
    deliver_all(NOW)

    for day in range(MAX_ATTEMPTS + 2):
        send_due_mails(now=NOW + timedelta(days=day))

    owed = OrderMail.objects.get()
    assert (owed.status, owed.attempts) == ("parked", MAX_ATTEMPTS)


def test_mail_of_a_worker_that_died_five_times_is_parked(shop):
    make_order()
    deliver_all(NOW)
    OrderMail.objects.update(attempts=MAX_ATTEMPTS)

    send_due_mails(now=NOW)

    assert OrderMail.objects.get().status == "parked"
    assert mail.outbox == []


def test_order_from_stock_is_told_ready_in_its_own_language(shop):
    make_order(ready_line(), contact=replace(ADA, language="de"))
    deliver_all(NOW)

    send_due_mails(now=NOW)

    assert [message.subject.split()[-1] for message in mail.outbox][1] == "fertig"
    page, kind = mail.outbox[1].alternatives[0]
    assert kind == "text/html"
    assert 'lang="de" dir="ltr"' in page


def test_arabic_mail_reads_from_right_to_left(shop):
    make_order(ready_line(), contact=replace(ADA, language="ar"))
    deliver_all(NOW)

    send_due_mails(now=NOW)

    assert 'lang="ar" dir="rtl"' in mail.outbox[0].alternatives[0][0]
