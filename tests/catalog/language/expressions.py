"""Random expressions in the normal form that `parse` gives."""

from fractions import Fraction

from hypothesis import strategies as st

from catalog.language.arithmetic import linear
from catalog.language.builder import joined
from catalog.language.nodes import (
    And,
    Attribute,
    Choice,
    Compare,
    Count,
    Empty,
    Has,
    Iff,
    Implies,
    Length,
    Literal,
    Not,
    Operator,
    Or,
    Total,
)

codes = st.sampled_from(["a", "frame", "wheel-size", "x_1", "sum", "counts", "nothing"])
words = st.text(
    st.sampled_from(["a", "Z", "9", " ", '"', "\\", "é", "ب", "-", ".", "🚲"]), max_size=6
).map(Literal)
numbers = st.decimals(-1000, 1000, places=3).map(Fraction)


def _parts(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(
        st.builds(Not, inner),
        st.builds(Implies, inner, inner),
        st.builds(Iff, inner, inner),
        st.builds(joined, st.just(And), st.lists(inner, min_size=2, max_size=3)),
        st.builds(joined, st.just(Or), st.lists(inner, min_size=2, max_size=3)),
    )


def _atoms() -> st.SearchStrategy:
    return st.one_of(
        st.builds(Choice, codes),
        st.builds(Attribute, codes, codes),
        st.builds(Total, codes, codes),
        st.builds(Count, codes, st.none()),
        st.builds(Count, codes, st.builds(Has, codes, codes)),
        st.builds(Length, codes),
    )


def values() -> st.SearchStrategy:
    terms = st.tuples(numbers, _atoms() | st.just(Literal(Fraction(1))))
    return st.one_of(
        _atoms(),
        words,
        st.builds(linear, st.lists(terms, min_size=1, max_size=4), st.just(0)),
    )


def claims() -> st.SearchStrategy:
    simple = st.one_of(
        st.builds(Compare, st.sampled_from(Operator), values(), values()),
        st.builds(Has, codes, st.text("ab1-", min_size=1, max_size=4)),
        st.builds(Empty, codes),
    )
    return st.recursive(simple, _parts, max_leaves=8)
