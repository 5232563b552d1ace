"""What is stored with a revision that no diagram fits: core, pure tree, and the rules as written."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.witness.component import Component
from configurator.engine.witness.storage import pack, unpack
from configurator.engine.witness.structure import Structure
from configurator.engine.witness.tree import PlaceArray, PureTree


@dataclass(frozen=True, eq=False)
class WitnessArtefact:
    """A compiled model: immutable, shared by all threads.

    Literals of all components are numbered together: 0 always holds, 1 never, the literals of
    the first component follow from 2 on, then those of the second.

    Parameters
    ----------
    tree : PureTree
        Options that no rule reaches.
    literal_of_node : PlaceArray
        Per node of the core, its literal.
    components : tuple of Component
        The core in parts that share no clause; some small ones are kept together.
    structure : Structure
        Tree and rules as they were given, for reasons.
    always_on, dead : BoolArray
        Per option shown, whether every configuration has it, or none.
    is_void : bool
        Whether no configuration is valid; there are no components then.
    """

    tree: PureTree
    literal_of_node: PlaceArray
    components: tuple[Component, ...]
    structure: Structure
    always_on: BoolArray
    dead: BoolArray
    is_void: bool

    @property
    def options(self) -> int:
        """Number of options shown."""
        return len(self.structure.shown)

    @cached_property
    def node_of_option(self) -> PlaceArray:
        """Per option shown, its number in the tree."""
        return self.tree.node_of_option[np.array(self.structure.shown, dtype=np.intp)]

    @cached_property
    def first_literals(self) -> PlaceArray:
        """Where the literals of each component begin; the end comes last."""
        many = [2, *(2 * component.variables for component in self.components)]
        return np.cumsum(np.array(many, dtype=np.intp))

    @property
    def options_in_core(self) -> int:
        """Number of options, shown or not, that rules reach."""
        return int((self.tree.node_of_option < self.tree.nodes).sum())

    def to_bytes(self) -> bytes:
        """Return the artefact in a form that `from_bytes` reads; no pickle.

        Returns
        -------
        bytes
            Compressed; the same artefact gives the same bytes.
        """
        return pack(self)

    @classmethod
    def from_bytes(cls, content: bytes) -> "WitnessArtefact":
        """Read what `to_bytes` wrote.

        Raises
        ------
        MalformedModel
            If the bytes are something else.
        """
        return cls(*unpack(content))
