"""Between moments and the planner's whole minutes since 1970."""

from datetime import UTC, datetime


def to_minute(moment: datetime) -> int:
    """Return the minute that a moment lies in."""
    return int(moment.timestamp()) // 60


def to_moment(minute: int) -> datetime:
    """Return the moment at which a minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)
