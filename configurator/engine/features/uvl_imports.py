"""A UVL file with all it imports, out of a given set of texts and never from anywhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from configurator.engine.features.errors import TokenRefused, UnreadableModel
from configurator.engine.features.uvl_tokens import place, tokenise
from configurator.engine.features.uvl_tree import TreeFeature, UvlFile, read_file

FILE_LIMIT = 500
"""Imports in all; a file imported under two names counts twice."""
NESTING_LIMIT = 50
"""Imports one inside the other."""


@dataclass(slots=True)
class OpenFile:
    """A file that was read, under the name it was imported by.

    Parameters
    ----------
    text, path : str
        The file.
    prefix : str
        What stands before the names of its features, with the dot; empty for the main file.
    content : UvlFile
        What it says.
    features : dict of str to TreeFeature
        Its features and those it mounts, by full name.
    imports : list of OpenFile
        The files it imports.
    """

    text: str
    path: str
    prefix: str
    content: UvlFile
    features: dict[str, TreeFeature] = field(default_factory=dict)
    imports: "list[OpenFile]" = field(default_factory=list)

    def everything(self) -> "Iterator[OpenFile]":
        """Return this file and all below it."""
        yield self
        for imported in self.imports:
            yield from imported.everything()

    def fault(self, message: str, token: int) -> UnreadableModel:
        """Return the error for a token of this file."""
        return UnreadableModel(message, self.path, *place(self.text, token))


class FileSet:
    """The texts that may be imported.

    Parameters
    ----------
    files : mapping of str to str
        Path to text.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._many = 0

    def open_all(
        self, text: str, path: str, prefix: str = "", above: tuple[str, ...] = ()
    ) -> OpenFile:
        """Read a file and what it imports, and hang the imported features into its tree.

        Parameters
        ----------
        text, path : str
            The file.
        prefix : str
            What stands before its names.
        above : tuple of str
            The files that led here.

        Raises
        ------
        UnreadableModel
            If one of them cannot be read, is not in the set, or imports itself.
        """
        tokens = tokenise(text, path)
        try:
            opened = OpenFile(text, path, prefix, read_file(tokens))
        except TokenRefused as refused:
            raise UnreadableModel(refused.message, path, *place(text, refused.token)) from None
        for alias, (parts, token) in opened.content.imports.items():
            found = self._find(opened, parts, token)
            if found in above or found == path:
                raise opened.fault(f"{found} imports itself", token)
            self._many += 1
            if self._many > FILE_LIMIT or len(above) >= NESTING_LIMIT:
                raise opened.fault("there are too many imports", token)
            opened.imports.append(
                self.open_all(self._files[found], found, f"{prefix}{alias}.", (*above, path))
            )
        _name_features(opened)
        return opened

    def _find(self, opened: OpenFile, parts: list[str], token: int) -> str:
        if any(part in ("", ".", "..") or set(part) & set("/\\\0") for part in parts):
            raise opened.fault("an import names files by words and dots only", token)
        wanted = "/".join(parts) + ".uvl"
        folder = opened.path.rpartition("/")[0]
        for found in (f"{folder}/{wanted}" if folder else wanted, wanted):
            if found in self._files:
                return found
        raise opened.fault(f"{wanted[:200]} is not among the files", token)


def _name_features(opened: OpenFile) -> None:
    """Give features their full names and those that are mounted what hangs below them."""
    waiting = [opened.content.root] if opened.content.root else []
    while waiting:
        feature = waiting.pop()
        feature.name = opened.prefix + feature.name
        if feature.name in opened.features:
            raise opened.fault(f"the feature {feature.name[:80]} is there twice", feature.token)
        opened.features[feature.name] = feature
        members = [member for group in feature.groups for member in group.members]
        waiting.extend(reversed(members))
        if feature.is_path:
            _mount(opened, feature)


def _mount(opened: OpenFile, feature: TreeFeature) -> None:
    for imported in opened.imports:
        source = imported.features.get(feature.name)
        if source is not None:
            feature.groups = [*source.groups, *feature.groups]
            feature.attributes = [*source.attributes, *feature.attributes]
            feature.type = source.type
            return
    raise opened.fault(f"{feature.name[:80]} is not among the imported features", feature.token)
