"""What machine time costs."""

from fractions import Fraction

from foundation.money import round_half_up

MINUTES_PER_HOUR = 60


def cost_minor(minutes: int, rate_minor_per_hour: int) -> int:
    """Return what machine time costs, in cents."""
    return round_half_up(Fraction(minutes * rate_minor_per_hour, MINUTES_PER_HOUR))
