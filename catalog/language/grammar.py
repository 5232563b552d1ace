"""The grammar of rules and formulas (LALR), as text for lark.

Loosest first: ``<=>``, ``=>`` (groups to the right), ``or``, ``and``, ``not``, comparisons,
``+ -``, ``*``. A code may hold a hyphen, so a minus between values stands between blanks.
"""

GRAMMAR = r"""
?start: iff

?iff: implies
    | implies "<=>" implies                 -> iff
?implies: either
    | either "=>" implies                   -> implies
?either: both
    | both (OR both)+                       -> either
?both: claim
    | claim (AND claim)+                    -> both
?claim: comparison
    | NOT claim                             -> negation
?comparison: sum
    | sum COMPARISON sum                    -> compare
    | sum IN "{" member ("," member)* "}"   -> in_set
    | CODE HAS (CODE | STRING)              -> has
    | CODE IS EMPTY                         -> empty
    | CODE IS NOT EMPTY                     -> not_empty
    | CODE IS FREE                          -> free
    | CODE IS NOT FREE                      -> not_free

?sum: product
    | product (SIGN product)+               -> total_of
?product: unary
    | unary ("*" unary)+                    -> times
?unary: atom
    | SIGN+ atom                            -> signed
?atom: NUMBER                               -> number
    | STRING                                -> word
    | CODE                                  -> choice
    | DOTTED                                -> attribute
    | TOTAL "(" DOTTED [WHERE iff] ")"      -> total
    | COUNT "(" CODE [WHERE iff] ")"        -> count
    | LENGTH "(" CODE ")"                   -> length
    | HOLDS "(" iff ")"                     -> indicator
    | "(" iff ")"
?member: STRING                             -> word
    | CODE                                  -> choice
    | NUMBER                                -> number
    | SIGN NUMBER                           -> signed_number

SIGN: "+" | "-"
COMPARISON: /<=(?!>)|>=|!=|=(?!>)|<(?!=)|>/
NUMBER: /[0-9]+(\.[0-9]+)?(?![A-Za-z0-9_.-])/
STRING: /"(?:[^"\\\r\n]|\\["\\])*"/
CODE: /[a-z][a-z0-9_-]*(\/[0-9]+\/[a-z][a-z0-9_-]*)*(?![a-z0-9_\/-]|\.[a-z])/
DOTTED: /[a-z][a-z0-9_-]*(\/[0-9]+\/[a-z][a-z0-9_-]*)*(\.[a-z][a-z0-9_-]*){1,2}/
NOT.2: /not(?![a-z0-9_-])/i
AND.2: /and(?![a-z0-9_-])/i
OR.2: /or(?![a-z0-9_-])/i
IN.2: /in(?![a-z0-9_-])/i
HAS.2: /has(?![a-z0-9_-])/i
IS.2: /is(?![a-z0-9_-])/i
FREE.2: /free(?![a-z0-9_-])/i
EMPTY.2: /empty(?![a-z0-9_-])/i
WHERE.2: /where(?![a-z0-9_-])/i
TOTAL.2: /sum(?=\s*\()/i
COUNT.2: /count(?=\s*\()/i
HOLDS.2: /holds(?=\s*\()/i
LENGTH.2: /length(?=\s*\()/i

%ignore /[ \t\r\n]+/
"""

RESERVED_WORDS = frozenset({"and", "or", "not", "in", "has", "is", "empty", "where"})
