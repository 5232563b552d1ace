"""Formulas compare and hash by what they say, however deep they are."""

from configurator.engine.features.formulas import And, Name, Not, Or, depth, is_boolean, postorder


def chain(length: int):
    node = Name(0)
    for place in range(length):
        node = Not(node) if place % 2 else And((node, Name(place)))
    return node


def test_deep_formulas_compare_hash_and_measure():
    one, other, shorter = chain(100_000), chain(100_000), chain(99_999)

    assert one == other
    assert hash(one) == hash(other)
    assert one != shorter
    assert depth(one) == 100_001
    assert is_boolean(one)


def test_connectives_over_the_same_parts_differ():
    assert And((Name(0), Name(1))) != Or((Name(0), Name(1)))
    assert And((And((Name(0), Name(1))), Name(2))) != And((Name(0), And((Name(1), Name(2)))))


def test_postorder_gives_parts_from_left_to_right():
    formula = And((Name(0), Not(Name(1))))

    assert list(postorder(formula)) == [Name(0), Name(1), Not(Name(1)), formula]
