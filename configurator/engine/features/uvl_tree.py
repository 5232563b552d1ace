"""The sections of one UVL file: namespace, imports, the tree; where its constraints begin."""

from dataclasses import dataclass, field

from configurator.engine.features.errors import TokenRefused
from configurator.engine.features.feature_model import FeatureType, GroupKind
from configurator.engine.features.uvl_attributes import AttributeReader, Attributes
from configurator.engine.features.uvl_formulas import NUMBER_LIMIT, is_word
from configurator.engine.features.uvl_tokens import NAME_LIMIT, is_line_break, parts_of, width

_KINDS = {kind.value: kind for kind in GroupKind if kind is not GroupKind.CARDINALITY}
_TYPES = {kind.value: kind for kind in FeatureType}
UNBOUNDED = -1


@dataclass(slots=True)
class TreeFeature:
    """A feature as it stands in a file; ``token`` is where its name stands."""

    name: str
    token: int
    is_path: bool = False
    groups: "list[TreeGroup]" = field(default_factory=list)
    attributes: Attributes = field(default_factory=list)
    low: int = 1
    high: int = 1
    type: FeatureType = FeatureType.BOOLEAN


@dataclass(slots=True)
class TreeGroup:
    """A group as it stands in a file; ``high`` is -1 for as many as there are."""

    kind: GroupKind
    token: int
    low: int = 0
    high: int = UNBOUNDED
    members: list[TreeFeature] = field(default_factory=list)


@dataclass(slots=True)
class UvlFile:
    """What one file says.

    Parameters
    ----------
    tokens : list of str
        The file.
    namespace : str
        Empty where it is not given.
    imports : dict of str to (list of str, int)
        Alias to the names of folders and file, and the token of the import.
    root : TreeFeature or None
        None where the file has no features.
    formulas : list of int
        First tokens of constraints that stand among attributes.
    constraints : int
        Token of the first line of constraints; -1 where there are none.
    """

    tokens: list[str]
    namespace: str = ""
    imports: dict[str, tuple[list[str], int]] = field(default_factory=dict)
    root: TreeFeature | None = None
    formulas: list[int] = field(default_factory=list)
    constraints: int = -1


def read_file(tokens: list[str]) -> UvlFile:
    """Read all sections but the constraints.

    Parameters
    ----------
    tokens : list of str
        As `tokenise` returns them.

    Raises
    ------
    TokenRefused
        If a section cannot be read.
    """
    file = UvlFile(tokens)
    at = 0
    while at < len(tokens) - 1:
        word = tokens[at + 1]
        if word == "namespace":
            at = _namespace(file, at + 2)
        elif word == "include":
            at = _block_end(tokens, at + 2)
        elif word == "imports":
            at = _imports(file, at + 2)
        elif word == "features":
            at = _TreeReader(file).read(at + 2)
        elif word == "constraints":
            file.constraints = _line_end(tokens, at + 2)
            return file
        else:
            raise TokenRefused(f"{word[:80]} begins no section", at + 1)
    return file


def _namespace(file: UvlFile, at: int) -> int:
    if not is_word(file.tokens[at]):
        raise TokenRefused("the name of the model is missing", at)
    file.namespace = ".".join(parts_of(file.tokens[at]))
    return _line_end(file.tokens, at + 1)


def _imports(file: UvlFile, at: int) -> int:
    tokens, at = file.tokens, _line_end(file.tokens, at)
    while width(tokens[at]) and at < len(tokens) - 1:
        if not is_word(tokens[at + 1]):
            raise TokenRefused("the name of a file is missing", at + 1)
        token, path = at + 1, parts_of(tokens[at + 1])
        alias, at = ".".join(path), at + 2
        if tokens[at] == "as":
            if not is_word(tokens[at + 1]):
                raise TokenRefused("the name after as is missing", at + 1)
            alias, at = ".".join(parts_of(tokens[at + 1])), at + 2
        if alias in file.imports:
            raise TokenRefused(f"{alias[:80]} is imported twice", token)
        file.imports[alias] = path, token
        at = _line_end(tokens, at)
    return at


def _block_end(tokens: list[str], at: int) -> int:
    """Return the first line break that is not indented."""
    at = _line_end(tokens, at)
    while width(tokens[at]) and at < len(tokens) - 1:
        at += 1
        while not is_line_break(tokens[at]):
            at += 1
    return at


def _line_end(tokens: list[str], at: int) -> int:
    if not is_line_break(tokens[at]):
        raise TokenRefused(f"{tokens[at][:80]} is not expected here", at)
    return at


class _TreeReader:
    """Reads the features of one file; the stack holds what is open, outermost first."""

    def __init__(self, file: UvlFile) -> None:
        self._file = file
        self._tokens = file.tokens
        self._attributes = AttributeReader(file.tokens, file.formulas)
        self._widths: dict[str, int] = {}

    def read(self, at: int) -> int:
        """Read lines from the one after ``features`` on; return the break before the next section."""
        tokens, last = self._tokens, len(self._tokens) - 1
        at = _line_end(tokens, at)
        open_lines: list[tuple[int, TreeFeature | TreeGroup]] = []
        closed = 0
        while at < last:
            indentation = self._width(tokens[at])
            if not indentation:
                return at
            # A line closes all that is indented as far or further.
            while open_lines and open_lines[-1][0] >= indentation:
                closed = open_lines.pop()[0]
            above = open_lines[-1][1] if open_lines else None
            line, at = self._line(above, closed == indentation, at)
            open_lines.append((indentation, line))
        return at

    def _line(
        self, above: TreeFeature | TreeGroup | None, is_aligned: bool, at: int
    ) -> tuple[TreeFeature | TreeGroup, int]:
        if isinstance(above, TreeFeature):
            group, after = self._group(at + 1)
            _check_aligned(above.groups, is_aligned, at + 1)
            above.groups.append(group)
            return group, after
        feature, after = self._feature(at + 1)
        if above is not None:
            _check_aligned(above.members, is_aligned, at + 1)
            above.members.append(feature)
        elif self._file.root is None:
            self._file.root = feature
        else:
            raise TokenRefused("a model has one feature at the top", feature.token)
        return feature, after

    def _width(self, token: str) -> int:
        found = self._widths.get(token)
        if found is None:
            found = self._widths[token] = width(token)
        return found

    def _group(self, at: int) -> tuple[TreeGroup, int]:
        word = self._tokens[at]
        kind = _KINDS.get(word)
        if kind is not None:
            group = TreeGroup(kind, at)
        elif word[0] == "[" and word[-1] == "]":
            group = TreeGroup(GroupKind.CARDINALITY, at, *_bounds(word, at))
        else:
            raise TokenRefused(f"{word[:80]} is no kind of group", at)
        return group, _line_end(self._tokens, at + 1)

    def _feature(self, at: int) -> tuple[TreeFeature, int]:
        tokens, kind = self._tokens, FeatureType.BOOLEAN
        if tokens[at] in _TYPES and is_word(tokens[at + 1]) and tokens[at + 1] != "cardinality":
            kind, at = _TYPES[tokens[at]], at + 1
        word = tokens[at]
        if not is_word(word):
            raise TokenRefused("the name of a feature is missing", at)
        if word in _KINDS:
            raise TokenRefused(f"{word} stands where a feature has to stand", at)
        if word[0].isdigit():
            raise TokenRefused(f"{word[:80]} begins with a figure: it needs quotation marks", at)
        parts = parts_of(word) if '"' in word or "." in word else [word]
        feature = TreeFeature(".".join(parts), at, len(parts) > 1, type=kind)
        if len(feature.name) > NAME_LIMIT:
            raise TokenRefused(f"a name is longer than {NAME_LIMIT:,} characters", at)
        at += 1
        if tokens[at] == "cardinality":
            if tokens[at + 1][0] != "[" or len(tokens[at + 1]) < 3:
                raise TokenRefused("the numbers after cardinality are missing", at + 1)
            feature.low, feature.high = _bounds(tokens[at + 1], at + 1)
            at += 2
        if tokens[at] == "{":
            feature.attributes, at = self._attributes.read(at)
        return feature, _line_end(tokens, at)


def _check_aligned(
    siblings: list[TreeFeature] | list[TreeGroup], is_aligned: bool, at: int
) -> None:
    if siblings and not is_aligned:
        raise TokenRefused("this line is indented unlike its neighbours", at)


def _bounds(token: str, at: int) -> tuple[int, int]:
    if len(token) > NUMBER_LIMIT:
        raise TokenRefused("a cardinality is too long", at)
    first, dots, last = token[1:-1].partition("..")
    if not first.strip():
        raise TokenRefused("a cardinality has to say how many", at)
    low = int(first)
    if not dots:
        return low, low
    high = UNBOUNDED if last.strip() == "*" else int(last)
    if high != UNBOUNDED and high < low:
        raise TokenRefused(f"{token} has no numbers in it", at)
    return low, high
