"""How large a rule may be. Beyond these the language refuses instead of getting slow."""

SOURCE_LIMIT = 10_000
NESTING_LIMIT = 100
TABLE_CELL_LIMIT = 1_000_000
DECIMAL_PLACES_LIMIT = 18
NUMBER_LIMIT = 10**18
