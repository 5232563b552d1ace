"""A dense part of a random computer, with too little time for diagrams: witnesses serve it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from benchmarks.models import GroupModel
from catalog.document import draft_document
from catalog.language.flattening import flat_document
from catalog.models import RevisionArtefact
from catalog.services.drafts import write_draft, write_prices
from catalog.services.publishing import check_draft, publish
from configurator.artefacts import ENGINE, load_revision
from configurator.engine import Limits, Status, answer, explain, repairs
from configurator.models import Compilation
from configurator.services.compilations import (
    MOST_ATTEMPTS,
    prepare_engine,
    run_due_compilation,
)
from configurator.services.configurations import choose, complete, start_configuration
from configurator.services.states import configuration_state
from configurator.services.validation import check_choices
from foundation.errors import Conflict
from tests.factories.catalog import NOW, europe, group, option, published_prices, staff

pytestmark = pytest.mark.django_db
GROUPS = 12
SOON = Limits(seconds=0.05)


@pytest.fixture(autouse=True)
def impatient_pages(monkeypatch):
    monkeypatch.setattr("configurator.services.compilations.AT_ONCE", SOON)


def dense_product():
    """Groups with requirements, exclusions, tables and sums."""
    model = GroupModel.read("synth-pc-30g.json")
    plain = model.document()
    known = {entry["code"] for entry in plain["groups"][:GROUPS]}
    rules = [
        {**rule, "message": {}}
        for rule, raw in zip(plain["rules"], model.rules, strict=True)
        if {plain["groups"][place]["code"] for place in places_of(raw)} <= known
    ]
    product = write_draft(
        {
            "format": 1,
            "product": "dense",
            "kind": "configurable",
            "name": {"en": "Dense"},
            "tagline": {},
            "picture": "",
            "groups": [filled(entry) for entry in plain["groups"][:GROUPS]],
            "rules": rules,
        }
    )
    prices = {
        entry["name"]: {one["name"]: one["price"] for one in entry["options"]}
        for entry in model.groups[:GROUPS]
    }
    write_prices(europe(), product, {"base": 1_000, "options": prices}, variants={})
    return product


def places_of(rule):
    if rule["kind"] == "linear":
        return {group for _, group, _ in rule["terms"]}
    if rule["kind"] == "table":
        return set(rule["groups"])
    if rule["kind"] == "excludes":
        return {rule["a"][0], rule["b"][0]}
    if rule["kind"] == "requires":
        return {rule["if"][0], *(group for group, _ in rule["any"])}
    return {pick[0] for clause in rule["cnf"] for pick, _ in clause}


def filled(entry):
    attributes = [
        {"code": one["code"], "kind": "number", "unit": "", "name": {"en": one["code"]}}
        for one in entry["attributes"]
    ]
    options = [
        option(one["code"], one["code"], attributes=one["attributes"]) for one in entry["options"]
    ]
    return group(entry["code"], "one_of", entry["code"], attributes=attributes, options=options)


def flat_draft(product):
    return flat_document(draft_document(product))


def test_large_draft_waits_for_a_worker_and_says_how_far_it_is():
    document = flat_draft(dense_product())

    waiting = prepare_engine(document, "dense", now=NOW)
    Compilation.objects.update(leased_until=NOW + timedelta(minutes=1), step="writing clauses")
    working = prepare_engine(document, "dense", now=NOW + timedelta(seconds=75))

    assert waiting == "The rules take long to compile: waiting for a worker."
    assert working == (
        "A worker compiles the rules, for 1:15 minutes now. Last news: writing clauses."
    )


def test_draft_that_no_worker_takes_says_that_none_may_run():
    document = flat_draft(dense_product())
    prepare_engine(document, "dense", now=NOW)

    waiting = prepare_engine(document, "dense", now=NOW + timedelta(minutes=2))

    assert waiting == (
        "The rules take long to compile, and no worker has taken them for 2:00 minutes: it "
        "compiles something else, or the worker for long tasks does not run."
    )


def test_failed_draft_is_tried_again_only_when_asked(client):
    product = dense_product()
    prepare_engine(flat_draft(product), "dense", now=NOW)
    Compilation.objects.update(finished_at=NOW, problem="too much memory")
    client.force_login(staff("change_product", "view_product", "publish_product"))
    address = reverse("admin:catalog_product_publish", args=[product.pk])

    failed = client.get(address).content.decode()
    again = client.post(address, {"again": "1"})

    assert "Too much memory." in failed
    assert "Try again" in failed
    assert again.status_code == 302
    assert "waiting for a worker" in client.get(address).content.decode()
    assert [row.problem for row in Compilation.objects.all()] == [""]


def test_small_draft_needs_no_worker():
    document = {"product": "small", "groups": [], "rules": []}

    assert prepare_engine(document, "small", now=NOW) == ""
    assert not Compilation.objects.exists()


def test_changed_draft_takes_the_place_of_the_one_that_waits():
    document = flat_draft(dense_product())
    prepare_engine(document, "dense", now=NOW)

    prepare_engine(document | {"tagline": {"en": "Newer"}}, "dense", now=NOW)

    assert [row.document["tagline"] for row in Compilation.objects.all()] == [{"en": "Newer"}]


def test_worker_that_was_killed_too_often_is_no_longer_tried():
    prepare_engine(flat_draft(dense_product()), "dense", now=NOW)
    Compilation.objects.update(attempts=MOST_ATTEMPTS, leased_until=NOW)

    ended = run_due_compilation(now=NOW, clock=lambda: NOW)

    assert Compilation.objects.get(pk=ended.pk).problem == (
        "The worker was killed three times: too much memory?"
    )
    assert run_due_compilation(now=NOW) is None


def test_publish_page_waits_and_publishes_once_the_worker_is_done(client):
    product = dense_product()
    client.force_login(staff("change_product", "view_product", "publish_product"))
    address = reverse("admin:catalog_product_publish", args=[product.pk])

    waiting = client.get(address)
    refused = client.post(address, {"note": ""})
    run_due_compilation(now=NOW, clock=lambda: NOW, limits=SOON)
    ready = client.get(address)
    published = client.post(address, {"note": ""})

    assert "waiting for a worker" in waiting.content.decode()
    assert waiting["Refresh"] == f"3; url={address}"
    assert refused.status_code == 409
    assert "Served without diagrams" in ready.content.decode()
    assert published.status_code == 302
    note = RevisionArtefact.objects.get(kind=ENGINE).note
    assert note.startswith("Witnesses serve it, since diagrams did not fit: compiling took longer")


@pytest.fixture
def dense():
    """The product, published with witnesses."""
    product = dense_product()
    prepare_engine(flat_draft(product), "dense", now=NOW)
    run_due_compilation(now=NOW, clock=lambda: NOW, limits=SOON)
    published_prices()
    return publish(product, actor=None, now=NOW)


def test_customers_configure_a_product_that_witnesses_serve(dense, clock):
    loaded = load_revision(dense)
    groups = list(loaded.options)
    configuration = start_configuration(product_code="dense", now=NOW)
    state = configuration_state(configuration, language="en", now=NOW)
    first = next(
        one.code
        for one in state.options(groups[0])
        if one.status == "possible" and one.code != state.full[groups[0]]
    )

    choose(configuration=configuration, changes={groups[0]: first}, now=NOW)
    complete(configuration=configuration, aim="cheapest", now=NOW)

    full = configuration_state(configuration, language="en", now=NOW).full
    assert full[groups[0]] == first
    assert check_choices(loaded, full, {}).is_valid
    code, blocked = a_blocked_option(loaded.artefact, configuration.own)
    with pytest.raises(Conflict) as clash:
        choose(configuration=configuration, changes={code: blocked}, now=NOW)
    assert clash.value.code == "clash"


def a_blocked_option(artefact, own):
    found = answer(artefact, own)
    return next(
        (known.code, option)
        for known in artefact.model.groups
        for option, status in zip(known.options, found.status(known.code), strict=True)
        if status == Status.BLOCKED and answer(artefact, {known.code: option}).is_consistent
    )


def test_what_is_blocked_is_explained_and_has_ways_out(dense):
    artefact = load_revision(dense).artefact
    own = answer(artefact, {}).proposal
    code, blocked = a_blocked_option(artefact, own)
    kept = {other: value for other, value in own.items() if other != code}

    reason = explain(artefact, kept, code, blocked)
    ways = repairs(artefact, kept, code, blocked)

    assert reason.rules
    assert all(answer(artefact, way.choices).is_consistent for way in ways)
    assert {kind for way in ways for kind in way.kinds} == {"fewest", "cheapest"}


def test_worker_that_finds_no_engine_says_why(monkeypatch):
    product = dense_product()
    prepare_engine(flat_draft(product), "dense", now=NOW)
    monkeypatch.setattr("configurator.compiling.WITNESS_LIMITS", Limits(seconds=0.0))

    run_due_compilation(now=NOW, clock=lambda: NOW, limits=Limits(seconds=0.1))

    found = next(
        result.findings
        for result in check_draft(product, now=NOW).results
        if result.name == "Every option fits some design"
    )
    assert [(one.title, one.detail) for one in found] == [
        ("The rules cannot be compiled", "Compiling took longer than 0 seconds.")
    ]


def test_page_says_where_the_proposal_is_not_proven(dense, client, clock, monkeypatch):
    monkeypatch.setattr("configurator.engine.witnessed.search.Found.is_proven", False)

    page = client.get("/p/dense/").content.decode()

    assert "other answers may cost less" in page


def test_draft_of_very_many_rules_is_left_to_a_worker(monkeypatch):
    monkeypatch.setattr("configurator.services.compilations.MOST_RULES_AT_ONCE", 1)
    rule = {"kind": "table", "columns": [], "rows": []}
    document = {"product": "many", "groups": [], "rules": [rule | {"code": "r"}, rule]}

    waiting = prepare_engine(document, "many", now=NOW)

    assert waiting == "The rules take long to compile: waiting for a worker."
