"""Undo and redo: every change of a configuration can be taken back, exactly."""

from collections.abc import Callable
from datetime import datetime

from configurator.history import History, Step
from configurator.models import Configuration
from configurator.services.configurations import save_changed
from foundation.errors import Conflict


def undo(*, configuration: Configuration, now: datetime) -> Configuration:
    """Go back to how the configuration was before its last change, restarts included.

    Raises
    ------
    Conflict
        ``nothing_to_undo``.
    """
    return _move(configuration, History.undone, "undo", now)


def redo(*, configuration: Configuration, now: datetime) -> Configuration:
    """Make the change again that was undone last.

    Raises
    ------
    Conflict
        ``nothing_to_redo``, also after a change that followed the undoing.
    """
    return _move(configuration, History.redone, "redo", now)


def _move(
    configuration: Configuration,
    turn: Callable[[History, Step], tuple[Step, History]],
    word: str,
    now: datetime,
) -> Configuration:
    def change(current: Configuration) -> None:
        try:
            step, history = turn(current.steps, current.step)
        except IndexError:
            raise Conflict(f"There is nothing to {word}.", code=f"nothing_to_{word}") from None
        current.step = step
        current.steps = history

    return save_changed(configuration, change, now, is_recorded=False)
