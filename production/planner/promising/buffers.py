"""What is added to a planned end, learnt from how earlier plans ended."""

from collections.abc import Iterable
from math import ceil

SAMPLES = 400
SHARE = 0.98
LEARN_FROM = 40


def learnt_buffer(errors_min: Iterable[float], floor_min: float, share: float = SHARE) -> float:
    """Return the buffer that would have covered a share of the last outcomes.

    Parameters
    ----------
    errors_min
        Real end minus the end that was planned when the promise was made, oldest first.
    floor_min
        The least buffer; also the answer while fewer than 40 outcomes are known. A negative
        buffer would promise ends before the plan's own and freeze the guard.

    Returns
    -------
    float
        Working minutes.
    """
    last = sorted(list(errors_min)[-SAMPLES:])
    if len(last) < LEARN_FROM:
        return floor_min
    return max(floor_min, last[min(len(last) - 1, ceil(share * len(last)) - 1)])
