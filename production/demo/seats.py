"""What a seat is worth in the demo."""

from production.models import SeatPolicy

# Half of a set-up that joining saves goes back, at most a tenth of the price; a quote keeps its
# seats for two days.
POLICY = {"saved_setup_percent": 50, "most_of_price_percent": 10, "quote_hold_hours": 48}


def load_seat_policy() -> None:
    """Load the first version, unless there is one."""
    SeatPolicy.objects.get_or_create(version=1, defaults=POLICY)
