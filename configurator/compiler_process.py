"""The program that compiles one model under a limit on memory; `configurator.compiling` starts it.

It reads a request from standard input, tells its steps as lines of JSON on standard output, and
ends with the artefact's bytes or with what was refused. It knows no Django and no database.
"""

import json
import os
import resource
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from configurator.engine import (
    EngineError,
    Limits,
    Model,
    Serving,
    compile_diagrams,
    compile_witnesses,
)

MEGABYTE = 1_048_576
STATUS = Path("/proc/self/status")
Tell = Callable[[Mapping[str, Any]], None]


def main() -> None:
    """Serve the one request."""
    # What a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_starter, daemon=True).start()

    def tell(said: Mapping[str, Any]) -> None:
        answers.write(json.dumps(said).encode() + b"\n")
        answers.flush()

    with _at_most(request["memory_mb"]):
        answer, content = _answer(request, tell)
    _finish(answers, tell, answer, content)


def _answer(request: Mapping[str, Any], tell: Tell) -> tuple[dict[str, Any], bytes]:
    try:
        serving = _compile(request, tell)
        content = serving.compiled.to_bytes()
    except MemoryError:
        return {"out_of_memory": True}, b""
    except EngineError as error:
        return {"refused": type(error).__name__, "why": str(error)}, b""
    except Exception as error:  # noqa: BLE001 - told to staff, who cannot read this log
        traceback.print_exc()
        return {"failed": f"{type(error).__name__}: {error}"[:500]}, b""
    return {"note": f"{serving.note}{_memory_taken()}", "bytes": len(content)}, content


def _compile(request: Mapping[str, Any], tell: Tell) -> Serving:
    model = Model.from_document(request["document"])
    limits = Limits(**request["limits"])
    if request["refusal"] is None:
        return compile_diagrams(model, limits)
    return compile_witnesses(model, request["refusal"], limits, lambda step: tell({"step": step}))


def _memory_taken() -> str:
    """Say how much at most, where the system tells: the usual figure holds the starter's, too."""
    if not STATUS.exists():
        return ""
    peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return f" It took {int(peak.split()[1]) // 1024:,} MB of memory at most."


def _finish(answers: BinaryIO, tell: Tell, answer: Mapping[str, Any], content: bytes) -> None:
    tell(answer)
    answers.write(content)
    answers.flush()


def _end_with_the_starter() -> None:
    """The other end of the pipe closes when whoever started this has gone: go, too."""
    sys.stdin.buffer.read()
    os._exit(1)


@contextmanager
def _at_most(memory_mb: int | None) -> Iterator[None]:
    """Let an allocation beyond this fail; enforced by Linux, and lifted to tell the outcome."""
    if memory_mb is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_mb * MEGABYTE, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_DATA, before)


if __name__ == "__main__":
    main()
