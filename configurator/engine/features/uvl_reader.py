"""UVL (Universal Variability Language) files and what they import, as one feature model.

Source: the published grammar, Universal-Variability-Language/uvl-parser. Beyond it, attribute
texts in double quotes and names of any letters are read, because public files have them.
"""

from collections.abc import Iterator, Mapping

from configurator.engine.features.errors import TokenRefused, UnreadableModel
from configurator.engine.features.feature_model import (
    Feature,
    FeatureGroup,
    FeatureModel,
    GroupKind,
)
from configurator.engine.features.formulas import Attribute, Name, Node
from configurator.engine.features.uvl_formulas import FormulaReader
from configurator.engine.features.uvl_imports import FileSet, OpenFile
from configurator.engine.features.uvl_tokens import is_line_break, parts_of, place, width
from configurator.engine.features.uvl_tree import UNBOUNDED, TreeFeature, TreeGroup

FEATURE_LIMIT = 1_000_000


def read_uvl(text: str, files: Mapping[str, str] | None = None, path: str = "") -> FeatureModel:
    """Read a feature model.

    Parameters
    ----------
    text : str
        The main file.
    files : mapping of str to str, optional
        Path (folders with ``/``) to text of the files that may be imported; nothing else is read.
    path : str, optional
        Path of the main file in the set; imports stand relative to it.

    Returns
    -------
    FeatureModel
        Imported features carry the alias and a dot in front of their names. The same text gives
        the same model.

    Raises
    ------
    UnreadableModel
        With the line and column of the first fault.
    """
    opened = FileSet({} if files is None else files).open_all(text, path)
    if opened.content.root is None:
        raise UnreadableModel("the model has no features", path)
    features, groups = _in_tree_order(opened.content.root)
    index_by_name = {feature.name: index for index, feature in enumerate(features)}
    constraints: list[Node] = []
    unsupported: list[str] = []
    for file in opened.everything():
        reader = _ConstraintReader(file, features, index_by_name)
        constraints.extend(reader.read())
        unsupported.extend(reader.left_out)
    return FeatureModel(
        features, groups, tuple(constraints), opened.content.namespace, tuple(unsupported)
    )


def _in_tree_order(root: TreeFeature) -> tuple[tuple[Feature, ...], tuple[FeatureGroup, ...]]:
    features: list[Feature] = []
    groups: list[tuple[TreeGroup, int]] = []
    members: list[list[int]] = []
    waiting = [(root, -1, -1)]
    while waiting:
        tree, parent, group = waiting.pop()
        index, first = len(features), len(groups)
        if index >= FEATURE_LIMIT:
            raise UnreadableModel(f"there are more than {FEATURE_LIMIT:,} features")
        below = tuple(range(first, first + len(tree.groups)))
        features.append(
            Feature(
                tree.name,
                parent,
                group,
                below,
                tuple(tree.attributes),
                tree.low,
                tree.high,
                tree.type,
            )
        )
        if group >= 0:
            members[group].append(index)
        for number in reversed(range(len(tree.groups))):
            children = tree.groups[number].members
            waiting.extend((child, index, first + number) for child in reversed(children))
        groups.extend((child_group, index) for child_group in tree.groups)
        members.extend([] for _ in tree.groups)
    found = tuple(
        _group(tree_group, parent, tuple(places))
        for (tree_group, parent), places in zip(groups, members, strict=True)
    )
    return tuple(features), found


def _group(group: TreeGroup, parent: int, members: tuple[int, ...]) -> FeatureGroup:
    many = len(members)
    bounds = {
        GroupKind.MANDATORY: (many, many),
        GroupKind.OPTIONAL: (0, many),
        GroupKind.OR: (1, many),
        GroupKind.ALTERNATIVE: (1, 1),
        GroupKind.CARDINALITY: (group.low, group.high),
    }
    low, high = bounds[group.kind]
    return FeatureGroup(
        parent, group.kind, low, many if high == UNBOUNDED else min(high, many), members
    )


class _NotMounted(Exception):
    """A constraint names what hangs nowhere in the tree: an unmounted feature, no attribute."""


class _ConstraintReader:
    """Reads the constraints of one file.

    Parameters
    ----------
    file : OpenFile
        The file.
    features : tuple of Feature
        All features of the model.
    index_by_name : dict of str to int
        Their places.
    """

    def __init__(
        self, file: OpenFile, features: tuple[Feature, ...], index_by_name: dict[str, int]
    ) -> None:
        self._file = file
        self._features = features
        self._index = index_by_name
        root = file.content.root
        below = index_by_name.get(root.name, -1) if root and file.prefix else -1
        self._formulas = FormulaReader(file.content.tokens, self._resolve, below)
        self.left_out: list[str] = []

    def read(self) -> Iterator[Node]:
        """Return the constraints among the attributes, then those of the section."""
        try:
            for start in self._file.content.formulas:
                if self._file.content.tokens[start] != "]":
                    yield from self._one(start, ",]}")
            if self._file.content.constraints >= 0:
                yield from self._section(self._file.content.constraints)
        except TokenRefused as refused:
            raise self._file.fault(refused.message, refused.token) from None

    def _section(self, at: int) -> Iterator[Node]:
        tokens, last = self._file.content.tokens, len(self._file.content.tokens) - 1
        widths = {token: width(token) for token in set(filter(is_line_break, tokens))}
        while at < last:
            if not widths[tokens[at]]:
                raise TokenRefused(f"{tokens[at + 1][:80]} stands after the constraints", at + 1)
            try:
                node, at = self._formulas.read(at + 1)
                yield node
            except _NotMounted:
                at = self._leave_out(at + 1)
            if tokens[at] not in widths:
                raise TokenRefused(f"{tokens[at][:80]} is not expected here", at)

    def _one(self, start: int, ends: str) -> Iterator[Node]:
        tokens = self._file.content.tokens
        try:
            node, at = self._formulas.read(start)
        except _NotMounted:
            self._leave_out(start)
            return
        while is_line_break(tokens[at]) and at + 1 < len(tokens):
            at += 1
        if tokens[at] not in ends:
            raise TokenRefused(f"{tokens[at][:80]} is not expected here", at)
        yield node

    def _leave_out(self, start: int) -> int:
        line, _ = place(self._file.text, start)
        self.left_out.append(
            f"{self._file.path}, line {line}: the constraint names what is not in the tree"
        )
        at = start
        while not is_line_break(self._file.content.tokens[at]):
            at += 1
        return at

    def _resolve(self, word: str, at: int) -> Node:
        parts = parts_of(word) if '"' in word or "." in word else [word]
        name = self._file.prefix + ".".join(parts)
        index = self._index.get(name)
        if index is not None:
            return Name(index)
        if len(parts) > 1:
            owner = self._index.get(self._file.prefix + ".".join(parts[:-1]))
            if owner is not None and self._has(owner, parts[-1]):
                return Attribute(owner, parts[-1])
        if any(
            name in file.features or name.rpartition(".")[0] in file.features
            for file in self._file.everything()
        ):
            raise _NotMounted
        raise TokenRefused(f"there is no feature {name[:80]}", at)

    def _has(self, owner: int, attribute: str) -> bool:
        return any(name == attribute for name, _ in self._features[owner].attributes)
