"""Compile a document in a process of its own, which may take only so much memory.

A process that asks for more is refused the memory, or dies; whoever asked lives on, and witnesses
serve a model whose diagrams did not fit.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from catalog.canonical import Document
from configurator.engine import (
    WITNESS_LIMITS,
    EngineError,
    Limits,
    MalformedModel,
    ModelTooLarge,
    TimeLimitReached,
)

PROGRAM = "configurator.compiler_process"
REFUSALS: dict[str, type[EngineError]] = {
    kind.__name__: kind for kind in (MalformedModel, ModelTooLarge, TimeLimitReached)
}
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CompiledContent:
    """What compiling gave: the bytes of an artefact, and the note about it for staff."""

    content: bytes
    note: str


class OutOfMemory(ModelTooLarge):
    """Compiling needed more memory than it may take."""


class CompilingFailed(EngineError):
    """Compiling broke off; the log of whoever compiled says where."""


def compile_apart(
    document: Document,
    limits: Limits | None = None,
    told: Told = lambda _: None,
    *,
    memory_mb: int | None = None,
) -> CompiledContent:
    """Compile into diagrams, or where they pass a limit for witnesses, in processes of their own.

    Parameters
    ----------
    document
        Flat.
    limits
        Bounds on the diagrams.
    told
        Hears what is being done, in a few words.
    memory_mb
        What each process may take; `settings.COMPILE_MEMORY_MB` unless said.

    Raises
    ------
    EngineError
        If it fits neither, or cannot be read.
    """
    request = {"document": document, "memory_mb": memory_mb or settings.COMPILE_MEMORY_MB}
    told("building diagrams")
    try:
        return _run({**request, "limits": asdict(limits or Limits()), "refusal": None}, told)
    except (ModelTooLarge, TimeLimitReached) as refusal:
        why = str(refusal)
    told(f"diagrams do not fit: {why}")
    return _run({**request, "limits": asdict(WITNESS_LIMITS), "refusal": why}, told)


def _run(request: Mapping[str, Any], told: Told) -> CompiledContent:
    with _process() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            raise _ended(process, request) from None
        for line in process.stdout:
            said = json.loads(line)
            if "step" in said:
                told(said["step"])
            elif "bytes" in said:
                return CompiledContent(process.stdout.read(said["bytes"]), said["note"])
            else:
                raise _refusal(said, request)
        raise _ended(process, request)


@contextmanager
def _process() -> Iterator["subprocess.Popen[bytes]"]:
    """Start the program; it is gone afterwards, whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        # Threads of a numeric library would only take memory for their stacks.
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _refusal(said: Mapping[str, Any], request: Mapping[str, Any]) -> EngineError:
    if "refused" in said:
        return REFUSALS.get(said["refused"], MalformedModel)(said["why"])
    return _out_of_memory(request) if "out_of_memory" in said else CompilingFailed(said["failed"])


def _ended(process: "subprocess.Popen[bytes]", request: Mapping[str, Any]) -> EngineError:
    """Name why the program is gone without an answer: a library that was refused memory aborts."""
    code = process.wait()
    if code == -signal.SIGABRT:
        return _out_of_memory(request)
    if code < 0:
        name = signal.Signals(-code).name
        return OutOfMemory(f"the system ended compiling ({name}), most likely for want of memory")
    return CompilingFailed(f"compiling ended without an answer (code {code})")


def _out_of_memory(request: Mapping[str, Any]) -> OutOfMemory:
    return OutOfMemory(
        f"compiling took more than the {request['memory_mb']:,} MB of memory it may take"
    )
