"""How many configurations a compiled model has: exact, by counting paths modulo primes.

Counts outgrow 64 bits; sums modulo primes below 2^31 do not, and the Chinese remainder theorem
puts the count together again.
"""

from collections.abc import Iterator
from math import comb, prod

import numpy as np
import numpy.typing as npt

from configurator.engine.arrays import IntArray
from configurator.engine.artefact import Artefact, SweptLayer
from configurator.engine.model import GroupKind

_LARGEST = (1 << 31) - 1


def count_paths(artefact: Artefact) -> int | None:
    """Count the valid configurations.

    Parameters
    ----------
    artefact : Artefact
        The compiled model.

    Returns
    -------
    int or None
        Exact; a text counts as one value. None where rules read the length of a text, because
        then there is no telling how many texts there are.
    """
    if artefact.is_void:
        return 0
    weights = _weights_by_class(artefact)
    if weights is None:
        return None
    total = 1
    for variable in np.flatnonzero(artefact.component_of >= len(artefact.swept)).tolist():
        start, end = artefact.class_starts[variable : variable + 2]
        total *= sum(weights[start:end])
    for layers in artefact.swept:
        total *= _count(layers, weights)
    return total


def _weights_by_class(artefact: Artefact) -> list[int] | None:
    """Return, per class, how many ways its values stand for."""
    weights = [0] * (int(artefact.class_starts[-1]) + 1)
    inside = {layer.variable for layers in artefact.swept for layer in layers}
    for index, variable in enumerate(artefact.variables):
        group = artefact.model.groups[variable.group]
        classes = artefact.class_of_value[artefact.values_of(index)].tolist()
        if group.kind is GroupKind.TEXT:
            if index in inside:
                return None
            weights[artefact.class_starts[index]] = 1
        elif group.kind is GroupKind.SOME_OF:
            for quantity, found in enumerate(classes):
                weights[found] += _ways(quantity, len(variable.options), group.max_quantity)
        else:
            for found in classes:
                weights[found] += 1
    return weights


def _ways(quantity: int, options: int, most: int) -> int:
    """Return in how many ways a quantity can be shared out, up to ``most`` for each option."""
    # Inclusion and exclusion over the options that get more than they may.
    return sum(
        (-1) ** over * comb(options, over) * comb(rest + options - 1, options - 1)
        for over in range(options + 1)
        if (rest := quantity - over * (most + 1)) >= 0
    )


def _count(layers: tuple[SweptLayer, ...], weights: list[int]) -> int:
    bound = prod(
        sum(weights[layer.first_class : layer.first_class + layer.by_class.size])
        for layer in layers
    )
    found, modulus = 0, 1
    for prime in _primes():
        remainder = _count_modulo(layers, weights, prime)
        found += modulus * ((remainder - found) * pow(modulus, -1, prime) % prime)
        modulus *= prime
        if modulus > bound:
            return found
    raise ArithmeticError("the primes are used up")


def _count_modulo(layers: tuple[SweptLayer, ...], weights: list[int], prime: int) -> int:
    reduced = np.array([weight % prime for weight in weights], dtype=np.int64)
    ways: IntArray = np.ones(1, dtype=np.int64)
    for layer in reversed(layers):
        through = reduced[layer.classes] * ways[layer.children] % prime
        ways = np.add.reduceat(through, layer.parent_starts) % prime
    return int(ways[0])


def _primes() -> Iterator[int]:
    """Return the primes below 2^31, from the largest down."""
    sieve: npt.NDArray[np.bool_] = np.ones(46_341, dtype=np.bool_)
    small = [2]
    for candidate in range(3, len(sieve), 2):
        if sieve[candidate]:
            small.append(candidate)
            sieve[candidate * candidate :: candidate] = False
    divisors = np.array(small)
    for candidate in range(_LARGEST, 2, -2):
        if np.all(candidate % divisors):
            yield candidate
