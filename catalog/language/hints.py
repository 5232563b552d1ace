"""What a wrong name may have been meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches


def hint(code: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" where a known name is close, else ""."""
    close = get_close_matches(code[:80], known, n=1)
    return f" Did you mean “{close[0]}”?" if close else ""
