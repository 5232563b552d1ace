"""`manage.py model_report` on files and products."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.services.drafts import write_draft
from tests.configurator.engine.features.public_models import COUNTS, FOLDER
from tests.factories.catalog import bicycle_document, published_bicycle

VOID = "features\n\tA\n\t\toptional\n\t\t\tB\nconstraints\n\tB\n\t!B\n"
TYPED = "features\n\tA\n\t\toptional\n\t\t\tInteger B\nconstraints\n\tB > 3\n"


def report(*arguments: object) -> dict:
    """What the command prints with --json."""
    out = StringIO()
    call_command("model_report", *map(str, arguments), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_report_of_a_uvl_file_has_every_field(tmp_path):
    trace = tmp_path / "trace.jsonl"

    found = report(FOLDER / "pc-richmond.uvl", "--sessions", 2, "--seed", 3, "--trace", trace)

    latency = found.pop("click_ms")
    assert list(latency) == ["mean", "p50", "p99", "max"]
    assert 0 < latency["p50"] <= latency["p99"] <= latency["max"]
    assert found.pop("load_s") > 0
    assert found.pop("compile_s") > 0
    assert found.pop("peak_mb") > 0
    assert len(found.pop("always_on")) == 9
    lines = [json.loads(line) for line in trace.read_text().splitlines()]
    assert found == {
        "model": str(FOLDER / "pc-richmond.uvl"),
        "options": 364,
        "rules": 12,
        "context": None,
        "valid": True,
        "dead": [],
        "configurations": str(COUNTS["pc-richmond.uvl"]),
        "method": "witness",
        "left_out": [],
        "clicks": len(lines),
    }
    assert {line["session"] for line in lines} == {0, 1}


def test_trace_tells_all_decisions_and_all_that_follows(tmp_path):
    path = tmp_path / "model.uvl"
    path.write_text(
        "features\n\tR\n\t\toptional\n\t\t\tA\n\t\t\t\talternative\n\t\t\t\t\tB\n\t\t\t\t\tC\n"
    )
    trace = tmp_path / "trace.jsonl"

    found = report(path, "--sessions", 20, "--trace", trace)

    assert found["always_on"] == ["R"]
    follows = {
        ("A", True): (set(), set()),
        ("A", False): (set(), {"B", "C"}),
        ("B", True): ({"A"}, {"C"}),
        ("B", False): (set(), set()),
        ("C", True): ({"A"}, {"B"}),
        ("C", False): (set(), set()),
    }
    firsts = [
        line
        for line in map(json.loads, trace.read_text().splitlines())
        if len(line["taken"] + line["refused"]) == 1
    ]
    assert len(firsts) == 20
    for line in firsts:
        (name,) = line["taken"] + line["refused"]
        assert (set(line["forced"]), set(line["blocked"])) == follows[name, bool(line["taken"])]


def test_same_seed_gives_the_same_clicks(tmp_path):
    traces = [tmp_path / name for name in ("one", "two", "other")]

    for seed, trace in zip((5, 5, 6), traces, strict=True):
        report(
            FOLDER / "bank.uvl", "--sessions", 2, "--seed", seed, "--clicks", 4, "--trace", trace
        )

    one, two, other = (trace.read_text() for trace in traces)
    assert one == two != other
    assert len(one.splitlines()) == 8


def test_report_of_a_json_model_names_group_and_option():
    found = report(FOLDER / "clib-pc.json", "--sessions", 1)

    assert found["options"] == 384
    assert found["rules"] == 36
    assert found["configurations"] == "2729160"
    assert found["method"] == "diagram"
    assert len(found["dead"]) == 249
    assert "hd1_idD=0" in found["dead"]


def test_void_model_is_a_negative_answer(tmp_path):
    path = tmp_path / "void.uvl"
    path.write_text(VOID)
    out = StringIO()

    with pytest.raises(SystemExit) as caught:
        call_command("model_report", str(path), "--json", stdout=out)

    found = json.loads(out.getvalue())
    assert caught.value.code == 1
    assert (found["valid"], found["configurations"], found["clicks"]) == (False, "0", 0)
    assert (found["dead"], found["always_on"]) == (["A", "B"], [])


def test_what_is_not_decided_is_named_and_not_counted(tmp_path):
    path = tmp_path / "typed.uvl"
    path.write_text(TYPED)

    found = report(path)

    assert found["configurations"] is None
    assert found["left_out"] == [
        "B: its value (Integer) is not decided",
        "constraint 1: it reads the value of B (Integer)",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.uvl", None),
        ("broken.uvl", b"features\n\tA\n\t\tsome\n"),
        ("bytes.uvl", b"features\n\t\xff\xfe\n"),
        ("broken.json", b"{"),
        ("other.json", b"[]"),
    ],
)
def test_file_that_cannot_be_read_is_bad_input(tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError) as caught:
        call_command("model_report", str(path))

    assert caught.value.returncode == 2
    assert name in str(caught.value) or name.endswith(".json") or name == "broken.uvl"


def test_imports_stay_in_the_folder_of_the_file(tmp_path):
    (tmp_path / "secret.uvl").write_text("features\n\tSecret\n")
    folder = tmp_path / "models"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "part.uvl").write_text("features\n\tPart\n")
    (folder / "linked.uvl").symlink_to(tmp_path / "secret.uvl")
    for name, wanted in (("good", "sub.part"), ("bad", "linked")):
        root = wanted.split(".")[-1].capitalize()
        text = f"imports\n\t{wanted} as x\nfeatures\n\tR\n\t\toptional\n\t\t\tx.{root}\n"
        (folder / f"{name}.uvl").write_text(text)

    assert report(folder / "good.uvl")["options"] == 2
    with pytest.raises(CommandError, match=r"linked\.uvl is not among the files"):
        report(folder / "bad.uvl")


@pytest.mark.parametrize("name", ["ring", "n" * 300, "folder"])
def test_import_that_is_no_file_is_refused(tmp_path, name):
    (tmp_path / "ring.uvl").symlink_to("ring.uvl")
    (tmp_path / "folder.uvl").mkdir()
    path = tmp_path / "model.uvl"
    path.write_text(f"imports\n\t{name} as x\nfeatures\n\tR\n\t\toptional\n\t\t\tx.A\n")

    with pytest.raises(CommandError, match="is not among the files"):
        report(path)


@pytest.mark.django_db
def test_report_of_a_product_on_sale(bicycle_on_sale):
    found = report("bicycle", "--sessions", 2)

    assert found["method"] == "diagram"
    assert found["valid"] is True
    assert int(found["configurations"]) > 0
    assert found["clicks"] > 0


@pytest.mark.django_db
def test_product_with_limited_rules_is_reported_as_of_a_day_and_a_channel(tmp_path):
    trace = tmp_path / "trace.jsonl"
    rule = {"code": "no-carbon", "kind": "formula", "source": "not (frame = carbon)", "message": {}}
    limits = {"valid_from": "2027-05-03", "channels": ["rest"]}
    plain = bicycle_document()["rules"]
    published_bicycle(rules=[*plain, rule | limits])
    asked = ("bicycle", "--sessions", 1, "--day")

    before = report(*asked, "2027-05-02", "--channel", "rest")
    shop = report(*asked, "2027-05-03")
    rest = report(*asked, "2027-05-03", "--channel", "rest", "--trace", trace)

    assert [found["dead"] for found in (before, shop, rest)] == [[], [], ["frame=carbon"]]
    assert before["configurations"] == shop["configurations"]
    assert int(rest["configurations"]) < int(shop["configurations"])
    assert "rider=" in trace.read_text()
    assert "@" not in trace.read_text() + "".join(before["always_on"] + rest["always_on"])
    assert rest["context"] == {
        "day": "2027-05-03",
        "channel": "rest",
        "limited_rules": 1,
        "rules_in_force": len(plain) + 1,
    }


@pytest.mark.django_db
def test_product_that_is_unknown_or_not_on_sale_is_bad_input():
    document = {
        "format": 1, "product": "draft", "kind": "configurable", "name": {"en": "Draft"},
        "tagline": {"en": ""}, "picture": "", "groups": [], "rules": [],
    }  # fmt: skip
    write_draft(document)

    for code in ("draft", "nothing"):
        with pytest.raises(CommandError) as caught:
            report(code)
        assert caught.value.returncode == 2


def test_report_for_people_says_the_same():
    out = StringIO()

    call_command("model_report", str(FOLDER / "eshop.uvl"), "--sessions", "1", stdout=out)

    text = out.getvalue()
    assert "173 options, 0 rules" in text
    assert f"Configurations: {COUNTS['eshop.uvl']}" in text
    assert "It has valid configurations." in text
