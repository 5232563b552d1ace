"""Size, soundness and speed of one model."""

import gc
import json
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.timezone import localdate

from catalog.language.context import CHANNELS, SHOP, is_limited, rules_in_force
from catalog.selectors.products import current_revision, product_by_code
from configurator.engine.errors import EngineError
from configurator.engine.features.choice_tables import read_choice_model
from configurator.engine.features.sessions import Click, play
from configurator.engine.features.subjects import Subject, document_subject, feature_subject
from configurator.engine.features.uvl_reader import read_uvl
from configurator.model_files import FolderOfModels, read_text
from foundation.errors import Refusal

LISTED = 12


class Command(BaseCommand):
    help = (
        "Report size, dead and always-on options, the number of configurations and the latency "
        "of clicks of a model. Exit 0 for a model with a valid configuration, 1 for one without "
        "(void), 2 for a file or product that cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("model", help="FILE.uvl, FILE.json or the code of a product on sale")
        parser.add_argument("--sessions", type=_count, default=5, help="random customers (5)")
        parser.add_argument("--seed", type=int, default=1, help="same seed, same clicks (1)")
        parser.add_argument("--clicks", type=_count, help="most clicks of a session")
        parser.add_argument("--trace", type=Path, help="write one JSON line a click to this file")
        parser.add_argument(
            "--day",
            type=date.fromisoformat,
            help="judge a product's limited rules as of this day (today)",
        )
        parser.add_argument(
            "--channel", choices=CHANNELS, default=SHOP, help="and through this channel (shop)"
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = _report(options)
        except (EngineError, Refusal) as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(report)))
        if not report["valid"]:
            raise SystemExit(1)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("a count is not negative")
    return number


def _report(options: dict[str, Any]) -> dict[str, Any]:
    started = perf_counter()
    with _without_collecting():
        loaded_model = _load(options)
    loaded = perf_counter()
    subject = loaded_model.compiled()
    always_on, dead = _fixed(subject)
    compiled = perf_counter()
    # As in a web process: what stays for good is nothing for the garbage collector.
    gc.freeze()
    seconds = _play(subject, options)
    configurations = subject.count()
    return {
        "model": options["model"],
        "options": len(subject.names),
        "rules": loaded_model.rules,
        "context": loaded_model.context,
        "valid": subject.states is not None,
        "dead": dead,
        "always_on": always_on,
        "configurations": None if configurations is None else _decimal(configurations),
        "method": subject.method,
        "left_out": list(subject.left_out),
        "load_s": round(loaded - started, 6),
        "compile_s": round(compiled - loaded, 6),
        "clicks": len(seconds),
        "click_ms": _latency(seconds),
        "peak_mb": round(_peak_mb(), 1),
    }


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from walking hundreds of thousands of nodes in vain."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass(frozen=True)
class _Loaded:
    """A model that was read: how many rules it has, in which context they are judged, what compiles it.

    The context is None where no rule is for some days or channels only.
    """

    rules: int
    compiled: Callable[[], Subject]
    context: dict[str, Any] | None = None


def _load(options: dict[str, Any]) -> _Loaded:
    model = options["model"]
    path = Path(model)
    if path.suffix.lower() == ".uvl":
        features = read_uvl(read_text(path), FolderOfModels(path.parent), path.name)
        return _Loaded(len(features.constraints), lambda: feature_subject(features))
    if path.suffix.lower() == ".json":
        document = read_choice_model(read_text(path))
        names = {
            (group["code"], option["code"]): f"{group['name']['en']}={option['name']['en']}"
            for group in document["groups"]
            for option in group["options"]
        }
        return _Loaded(
            len(document["rules"]),
            lambda: document_subject(document, lambda *codes: names[codes]),
        )
    return _product(model, options["day"] or localdate(), options["channel"])


def _product(model: str, day: date, channel: str) -> _Loaded:
    """Return a product on sale with the rules that hold on a day through a channel."""
    revision = current_revision(product_by_code(model), timezone.now())
    if revision is None:
        raise CommandError(f"{model} is not on sale.", returncode=2)
    written = revision.document["rules"]
    document = {**revision.document, "rules": rules_in_force(written, day, channel)}
    limited = sum(map(is_limited, written))
    context = {
        "day": day.isoformat(),
        "channel": channel,
        "limited_rules": limited,
        "rules_in_force": len(document["rules"]),
    }
    return _Loaded(
        len(written),
        lambda: document_subject(document, "{}={}".format),
        context if limited else None,
    )


def _fixed(subject: Subject) -> tuple[list[str], list[str]]:
    if subject.states is None:
        return [], sorted(subject.names)
    forced, blocked = subject.states.state((), ())
    return _names(subject, np.flatnonzero(forced)), _names(subject, np.flatnonzero(blocked))


def _names(subject: Subject, places: Iterable[Any]) -> list[str]:
    return sorted(subject.names[place] for place in places)


def _play(subject: Subject, options: dict[str, Any]) -> list[float]:
    """Play the sessions; return the seconds of every click."""
    if subject.states is None:
        return []
    clicks = play(subject.states, options["sessions"], options["seed"], options["clicks"])
    if options["trace"] is None:
        return [click.seconds for click in clicks]
    forced, blocked = subject.states.state((), ())
    is_fixed = forced | blocked
    seconds = []
    with options["trace"].open("w", encoding="utf-8") as trace:
        for click in clicks:
            seconds.append(click.seconds)
            trace.write(json.dumps(_traced(subject, click, is_fixed), ensure_ascii=False) + "\n")
    return seconds


def _traced(subject: Subject, click: Click, is_fixed: Any) -> dict[str, Any]:
    follows = ~is_fixed
    follows[list(click.taken + click.refused)] = False
    return {
        "session": click.session,
        "taken": [subject.names[option] for option in click.taken],
        "refused": [subject.names[option] for option in click.refused],
        "forced": _names(subject, np.flatnonzero(click.forced & follows)),
        "blocked": _names(subject, np.flatnonzero(click.blocked & follows)),
    }


def _latency(seconds: list[float]) -> dict[str, float]:
    if not seconds:
        return {"mean": 0.0, "p50": 0.0, "p99": 0.0, "max": 0.0}
    ms = np.array(seconds) * 1000
    p50, p99 = np.percentile(ms, [50, 99])
    found = {"mean": ms.mean(), "p50": p50, "p99": p99, "max": ms.max()}
    return {name: round(float(value), 4) for name, value in found.items()}


def _decimal(number: int) -> str:
    """Return all digits, however many: Python's own limit guards against hostile input."""
    sys.set_int_max_str_digits(0)
    return str(number)


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes everywhere but on macOS, which counts bytes.
    return peak / 1_048_576 if sys.platform == "darwin" else peak / 1024


def _lines(report: dict[str, Any]) -> Iterable[str]:
    yield f"{report['model']}: {report['options']:,} options, {report['rules']:,} rules"
    if context := report["context"]:
        yield (
            f"{context['limited_rules']:,} rules hold on some days or channels only: reported as of "
            f"{context['day']}, channel {context['channel']}, with {context['rules_in_force']:,} rules"
        )
    yield "It has valid configurations." if report["valid"] else "No configuration is valid: void."
    for key, word in (("dead", "Dead"), ("always_on", "Always on"), ("left_out", "Left out")):
        names = report[key]
        if names:
            more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
            yield f"{word} ({len(names):,}): {', '.join(names[:LISTED])}{more}"
    yield f"Configurations: {report['configurations'] or 'not counted'}"
    yield f"Read in {report['load_s']:.3f} s, compiled in {report['compile_s']:.3f} s"
    yield f"Answered by: {report['method']}"
    latency = ", ".join(f"{name} {value:.3f}" for name, value in report["click_ms"].items())
    yield f"{report['clicks']:,} clicks, ms: {latency}"
    yield f"Peak memory: {report['peak_mb']:,} MB"
