"""Read the files that commands are given."""

from pathlib import Path

from django.core.management.base import CommandError


def text_of(path: Path) -> str:
    """Return the text of a file in UTF-8; raise CommandError, exit 2, where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CommandError(f"{path}: not a text file in UTF-8", returncode=2) from None
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from None
