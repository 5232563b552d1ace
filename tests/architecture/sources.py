"""The files that the guards in this folder look at."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["foundation", "catalog", "production", "configurator", "orders"]
FOLDERS = [*ROOMS, "config", "templates", "static", "tests", "benchmarks", "docs", "requirements"]
# Not written by us: foreign files keep their own style, Django writes migrations.
FOREIGN = {"vendored", "migrations", "__pycache__", "fonts", "pictures"}
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".in", ".toml", ".yml", ".json", ".sh"}


def our_files(*suffixes: str) -> list[Path]:
    """Return our own files with these endings, the ones at the top among them."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += (ROOT / folder).rglob("*")
    return sorted(
        path
        for path in found
        if path.suffix in suffixes and path.is_file() and not FOREIGN & set(path.parts)
    )


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))
