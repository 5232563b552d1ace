"""How much compiling may take before it is given up."""

from dataclasses import dataclass, field
from time import monotonic

from configurator.engine.errors import ModelTooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on compiling; passing one raises `ModelTooLarge`.

    Parameters
    ----------
    nodes : int
        Nodes of one layer of a diagram before it is reduced.
    edges : int
        Edges of one diagram before it is reduced.
    cells : int
        Cells of one table of one rule.
    seconds : float
        Wall time of the whole compilation, in seconds.
    bytes : int
        Size of the stored artefact, in bytes.
    values : int
        Values of one number group or quantities of one class of options.
    search : int
        Edges that may be built in search of a smaller diagram once one is found.
    width_bits : float
        Bits that a good order of the variables has to remember; beyond this rules are not joined.
    listed : int
        Configurations of one component that are listed where joining its rules is too much.
    """

    nodes: int = 1_000_000
    edges: int = 8_000_000
    cells: int = 20_000_000
    seconds: float = 60.0
    bytes: int = 20_000_000
    values: int = 10_000
    search: int = 12_000_000
    width_bits: float = 400.0
    listed: int = 1_000_000


@dataclass(slots=True)
class Budget:
    """Limits and the time already spent.

    Parameters
    ----------
    limits : Limits
        What may be used.
    """

    limits: Limits
    started: float = field(default_factory=monotonic)

    @property
    def seconds_spent(self) -> float:
        """Seconds since the budget was opened."""
        return monotonic() - self.started

    @property
    def is_nearly_spent(self) -> bool:
        """Whether more than half of the time has passed: what only improves has to stop."""
        return self.seconds_spent > self.limits.seconds / 2

    def check_time(self) -> None:
        """Raise when the time is used up.

        Raises
        ------
        ModelTooLarge
            If more than ``limits.seconds`` have passed.
        """
        if self.seconds_spent > self.limits.seconds:
            raise ModelTooLarge(f"compiling took longer than {self.limits.seconds:g} seconds")

    def check_cells(self, cells: int, rule: str) -> None:
        """Raise when one table of a rule grows too large.

        Raises
        ------
        ModelTooLarge
            If ``cells`` exceeds ``limits.cells``.
        """
        self.check_time()
        if cells > self.limits.cells:
            raise ModelTooLarge(
                f"rule {rule} needs a table of {cells:,} cells; {self.limits.cells:,} are allowed"
            )
