"""Compiling in a process of its own: models that really need more memory than they may take."""

import signal
import subprocess
from functools import cache

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from benchmarks.models import GroupModel
from configurator.compiling import CompilingFailed, OutOfMemory, compile_apart
from configurator.engine import MalformedModel, Model, answer, compile_diagrams, read_compiled

# A process without a model takes about 65 MB.
LITTLE_MB, PLENTY_MB = 160, 1_000


@cache
def dense_document(groups=24):
    """Requirements, exclusions, tables and sums: diagrams of them are large on the way."""
    plain = GroupModel.read("synth-pc-30g.json").document()
    kept = plain["groups"][:groups]
    gone = [f"{entry['code']}" for entry in plain["groups"][groups:]]
    rules = [rule for rule in plain["rules"] if not any(code in str(rule) for code in gone)]
    return {**plain, "groups": kept, "rules": rules}


def number(code, most):
    return {
        "code": code,
        "kind": "number",
        "is_optional": False,
        "default": None,
        "attributes": [],
        "options": [],
        "minimum": 0,
        "maximum": most,
        "step": 1,
    }


def sum_of_numbers(most):
    """One sum over numbers of many values: both engines need its whole table."""
    rule = {"code": "sum", "kind": "formula", "source": "a + 2 * b + 3 * c <= d"}
    return {"groups": [number(code, most) for code in "abcd"], "rules": [rule]}


def test_diagrams_that_take_too_much_memory_leave_it_to_witnesses():
    told = []

    compiled = compile_apart(dense_document(), told=told.append, memory_mb=LITTLE_MB)

    assert compiled.note.startswith(
        "Witnesses serve it, since diagrams did not fit: "
        "compiling took more than the 160 MB of memory it may take."
    )
    assert told[:2] == [
        "building diagrams",
        "diagrams do not fit: compiling took more than the 160 MB of memory it may take",
    ]
    assert answer(read_compiled(compiled.content), {}).is_consistent


def test_same_model_with_memory_enough_has_diagrams():
    compiled = compile_apart(dense_document(), memory_mb=PLENTY_MB)

    assert compiled.note.startswith("Diagrams serve it")


def test_model_that_no_engine_has_memory_for_is_refused_and_the_asker_lives_on():
    with pytest.raises(OutOfMemory) as refused:
        compile_apart(sum_of_numbers(1_000), memory_mb=LITTLE_MB)
    small = compile_apart(sum_of_numbers(5), memory_mb=LITTLE_MB)

    assert str(refused.value) == "compiling took more than the 160 MB of memory it may take"
    assert small.note.startswith("Diagrams serve it")


def test_limit_is_the_setting_where_none_is_given(settings):
    settings.COMPILE_MEMORY_MB = LITTLE_MB

    with pytest.raises(OutOfMemory):
        compile_apart(sum_of_numbers(1_000))


def test_artefact_is_the_one_that_this_process_would_make():
    document = sum_of_numbers(9)

    compiled = compile_apart(document)

    here = compile_diagrams(Model.from_document(document))
    assert compiled.content == here.compiled.to_bytes()


def test_model_that_cannot_be_read_is_refused_as_here():
    document = {"groups": [], "rules": [{"code": "r", "kind": "formula", "source": "a = 1"}]}

    with pytest.raises(MalformedModel) as refused:
        compile_apart(document)

    assert "a" in str(refused.value)


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (signal.SIGABRT, OutOfMemory, "compiling took more than the 160 MB of memory it may take"),
        (
            signal.SIGKILL,
            OutOfMemory,
            "the system ended compiling (SIGKILL), most likely for want of memory",
        ),
        (None, CompilingFailed, "compiling ended without an answer (code 3)"),
    ],
)
def test_process_that_dies_is_named(monkeypatch, number, kind, said):
    monkeypatch.setattr("configurator.compiling.PROGRAM", "tests.configurator.dying_compiler")

    with pytest.raises(kind) as refused:
        compile_apart({} if number is None else {"signal": number}, memory_mb=LITTLE_MB)

    assert str(refused.value) == said


def test_process_is_gone_when_its_starter_is_interrupted(monkeypatch):
    started = []

    class Recorded(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr("configurator.compiling.subprocess.Popen", Recorded)

    with pytest.raises(SoftTimeLimitExceeded):
        compile_apart(dense_document(), told=out_of_time, memory_mb=LITTLE_MB)

    assert [process.poll() is None for process in started] == [False, False]
    assert started[-1].returncode == -signal.SIGKILL


def out_of_time(step):
    """Interrupt as a worker's time limit does, in the middle of the second process's work."""
    if step == "writing clauses":
        raise SoftTimeLimitExceeded
