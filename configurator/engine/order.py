"""Orders of the variables: candidates, of which compiling keeps the one with fewest edges."""

import math
import random
from collections.abc import Iterator, Mapping, Sequence

ROUNDS = 30
SHUFFLES = 4


def candidate_orders(
    variables: Sequence[int], scopes: Sequence[frozenset[int]], sizes: Mapping[int, int]
) -> Iterator[tuple[int, ...]]:
    """Yield orders worth trying, each once, deterministic.

    Parameters
    ----------
    variables : sequence of int
        The variables of one component.
    scopes : sequence of frozenset
        The variables of each rule.
    sizes : mapping of int to int
        How many classes of values each variable has.

    Yields
    ------
    tuple of int

    Notes
    -----
    FORCE (Aloul, Markov, Sakallah 2003) from several starts, and a greedy order that keeps the
    product of what open rules must remember small. A heuristic: no order is proven best.
    """
    seen = set()
    shuffler = random.Random(1)  # noqa: S311  # an order of variables is no secret
    starts = [list(variables), greedy_order(variables, scopes, sizes)]
    for _ in range(SHUFFLES):
        starts.append(shuffler.sample(list(variables), len(variables)))
    for place, start in enumerate(starts):
        for order in (start, start[::-1]) if place == 1 else ():
            if tuple(order) not in seen:
                seen.add(tuple(order))
                yield tuple(order)
        forced = force_order(start, scopes)
        for order in (forced, forced[::-1]):
            if tuple(order) not in seen:
                seen.add(tuple(order))
                yield tuple(order)


def force_order(start: Sequence[int], scopes: Sequence[frozenset[int]]) -> list[int]:
    """Return an order in which the variables of a rule stand close together."""
    order = list(start)
    best, best_span = order, _span(order, scopes)
    for _ in range(ROUNDS):
        place = {variable: index for index, variable in enumerate(order)}
        centres = [sum(place[v] for v in scope) / len(scope) for scope in scopes]
        pulls: dict[int, list[float]] = {variable: [] for variable in order}
        for scope, centre in zip(scopes, centres, strict=True):
            for variable in scope:
                pulls[variable].append(centre)
        order = sorted(order, key=lambda v: (sum(pulls[v]) / max(1, len(pulls[v])), place[v]))
        span = _span(order, scopes)
        if span >= best_span:
            break
        best, best_span = order, span
    return best


def _span(order: Sequence[int], scopes: Sequence[frozenset[int]]) -> int:
    place = {variable: index for index, variable in enumerate(order)}
    return sum(max(place[v] for v in s) - min(place[v] for v in s) for s in scopes)


def greedy_order(
    variables: Sequence[int], scopes: Sequence[frozenset[int]], sizes: Mapping[int, int]
) -> list[int]:
    """Return an order that opens the rules whose memory is cheapest first."""
    left, order = list(variables), list[int]()
    done: set[int] = set()
    while left:
        best = min(left, key=lambda v: (_frontier({*done, v}, scopes, sizes), sizes[v], v))
        left.remove(best)
        done.add(best)
        order.append(best)
    return order


def _frontier(done: set[int], scopes: Sequence[frozenset[int]], sizes: Mapping[int, int]) -> float:
    """Estimate, in bits, what must be remembered once some variables are assigned."""
    bits = 0.0
    for scope in scopes:
        seen, unseen = scope & done, scope - done
        if seen and unseen:
            bits += min(_bits(seen, sizes), _bits(unseen, sizes))
    return bits


def _bits(variables: frozenset[int], sizes: Mapping[int, int]) -> float:
    return sum(math.log2(max(1, sizes[v])) for v in variables)


def swapped_orders(order: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the order with one variable moved elsewhere, the shortest moves first."""
    many = len(order)
    for distance in range(1, many):
        for origin in range(many):
            for target in (origin - distance, origin + distance):
                if 0 <= target < many and not (distance == 1 and target < origin):
                    moved = list(order)
                    moved.insert(target, moved.pop(origin))
                    yield tuple(moved)


def width_bits(
    variables: Sequence[int],
    scopes: Sequence[frozenset[int]],
    sizes: Mapping[int, int],
    states: Sequence[int],
) -> float:
    """Estimate how many bits the widest place of a diagram in a good order remembers.

    Parameters
    ----------
    variables, scopes, sizes
        As in `candidate_orders`.
    states : sequence of int
        Of each rule, how many states its automaton has at most.

    Returns
    -------
    float
        Bits of the values that rules still need there, on the side with fewer, or of the states
        of all rules that are open. Rules that allow little need less together: a diagram is
        hopeless only far beyond what would fit.
    """
    order = force_order(variables, scopes)
    place = {variable: index for index, variable in enumerate(order)}
    left = {v: place[v] for v in order}
    right = dict(left)
    opened = [0.0] * len(order)
    for scope, many in zip(scopes, states, strict=True):
        first, last = min(place[v] for v in scope), max(place[v] for v in scope)
        for cut in range(first, last):
            opened[cut] += math.log2(max(1, many))
        for variable in scope:
            left[variable] = min(left[variable], first)
            right[variable] = max(right[variable], last)
    widest = 0.0
    for cut in range(len(order) - 1):
        before = _bits(frozenset(v for v in order[: cut + 1] if right[v] > cut), sizes)
        after = _bits(frozenset(v for v in order[cut + 1 :] if left[v] <= cut), sizes)
        widest = max(widest, min(before, after, opened[cut]))
    return widest
