"""Read docker-compose.yml and Dockerfile the way Docker does, as far as they use it."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
# ${NAME:?message}, ${NAME:-default}, and $$ for a dollar sign.
VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|\{(?P<name>\w+)(?:(?P<kind>:[?-])(?P<rest>[^}]*))?\})")


class UnsetVariableError(Exception):
    """A variable without which Docker Compose refuses to start."""


def read_compose(environment: dict[str, str]) -> dict[str, Any]:
    """Return the compose file with its variables filled in."""
    return fill(raw_compose(), environment)


def raw_compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def fill(value: Any, environment: dict[str, str]) -> Any:
    """Replace the variables in every string of the document."""
    if isinstance(value, dict):
        return {key: fill(inner, environment) for key, inner in value.items()}
    if isinstance(value, list):
        return [fill(inner, environment) for inner in value]
    if isinstance(value, str):
        return VARIABLE.sub(lambda match: one(match, environment), value)
    return value


def one(match: re.Match[str], environment: dict[str, str]) -> str:
    if match["dollar"]:
        return "$"
    if found := environment.get(match["name"]):
        return found
    if match["kind"] == ":-":
        return match["rest"]
    if match["kind"] == ":?":
        raise UnsetVariableError(match["rest"])
    return ""


def image_environment() -> dict[str, str]:
    """Return what the Dockerfile's last stage sets with ENV."""
    last_stage = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2].replace("\\\n", " ")
    pairs = [
        pair.partition("=")
        for line in last_stage.splitlines()
        if line.startswith("ENV ")
        for pair in line.removeprefix("ENV ").split()
    ]
    return {name: value for name, _, value in pairs}


def image_step(program: str) -> tuple[dict[str, str], list[str]]:
    """Return the environment and the words of the RUN command that calls `program`."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    (command,) = [
        part.strip()
        for line in text.splitlines()
        if line.startswith("RUN ")
        for part in line.removeprefix("RUN ").split("&&")
        if program in part
    ]
    words = command.split()
    settings = [word for word in words if re.match(r"[A-Z_]+=", word)]
    named = dict(word.split("=", 1) for word in settings)
    return named, words[len(settings) :]
