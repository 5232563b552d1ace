"""Model files on disk: a UVL file may import what lies in its own folder and below it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from configurator.engine.features.errors import UnreadableModel

SIZE_LIMIT_BYTES = 256_000_000


class FolderOfModels(Mapping[str, str]):
    """The UVL files of one folder, read when they are asked for; nothing outside is ever read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def __getitem__(self, path: str) -> str:
        found = self._found(path)
        if found is None:
            raise KeyError(path)
        return read_text(found)

    def __iter__(self) -> Iterator[str]:
        for found in sorted(self._folder.rglob("*.uvl")):
            if found.resolve().is_relative_to(self._folder):
                yield found.relative_to(self._folder).as_posix()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._found(path) is not None

    def _found(self, path: str) -> Path | None:
        """Return the file of this name inside the folder; None where there is none."""
        try:
            found = (self._folder / path).resolve()
            return found if found.is_relative_to(self._folder) and found.is_file() else None
        except (OSError, RuntimeError, ValueError):
            # A name too long, with characters that no file has, or links that lead in a ring.
            return None


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    UnreadableModel
        When it is no file, too large, or not UTF-8.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT_BYTES:
            raise UnreadableModel(f"the file is larger than {SIZE_LIMIT_BYTES:,} bytes", path.name)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableModel(f"byte {error.start + 1} is not UTF-8", path.name) from None
    except OSError as error:
        raise UnreadableModel(f"it cannot be read: {error.strerror}", path.name) from None
