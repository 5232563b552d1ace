"""Large exact integers as remainders of primes that machine words can multiply."""

from collections.abc import Sequence
from functools import cache

from configurator.engine.arrays import IntArray

LARGEST = (1 << 31) - 1


def primes_beyond(bound: int) -> list[int]:
    """Return the largest primes below 2**31 whose product is more than a bound.

    Products of two remainders, and sums of 2**32 remainders, fit into int64.
    """
    found, product, place = [], 1, 0
    while product <= bound:
        found.append(_prime(place))
        product *= found[-1]
        place += 1
    return found


def combined(rests: IntArray, primes: Sequence[int]) -> list[int]:
    """Return the numbers with some remainders: the least ones that are not negative.

    Parameters
    ----------
    rests : IntArray
        Shape (primes, numbers).
    primes : sequence of int
        The primes, all different.

    Notes
    -----
    Source: Garner, The residue number system, 1959.
    """
    values, product = [int(rest) for rest in rests[0]], primes[0]
    for row, prime in zip(rests[1:], primes[1:], strict=True):
        inverse = pow(product, -1, prime)
        values = [
            value + product * ((int(rest) - value) * inverse % prime)
            for value, rest in zip(values, row, strict=True)
        ]
        product *= prime
    return values


@cache
def _prime(place: int) -> int:
    candidate = LARGEST if place == 0 else _prime(place - 1) - 2
    while not _is_prime(candidate):
        candidate -= 2
    return candidate


def _is_prime(number: int) -> bool:
    """Tell whether an odd number below 2**32 is prime.

    Source: Jaeschke, On strong pseudoprimes to several bases, 1993: bases 2, 7 and 61 decide.
    """
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 7, 61):
        power = pow(base, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True
