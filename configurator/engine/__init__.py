"""The pure solver: groups, rules and choices in; states, proposals, reasons and repairs out.

No Django, no files, no clock beyond time limits. Rules are read and evaluated by
`catalog.language`; sessions, pages and money amounts in other currencies live elsewhere.
"""

from configurator.engine.answer import Answer, Status, answer
from configurator.engine.arrays import NO_COST
from configurator.engine.artefact import Artefact
from configurator.engine.compile import compile_model
from configurator.engine.compiled import Compiled
from configurator.engine.completion import Completion, best_completion, complete
from configurator.engine.costs import Costs
from configurator.engine.counts import count, count_per_option
from configurator.engine.errors import (
    EngineError,
    InconsistentChoices,
    MalformedModel,
    ModelTooLarge,
    NotBlocked,
    TimeLimitReached,
    UnknownGroup,
    UnknownOption,
    ValueOutOfRange,
)
from configurator.engine.limits import Limits
from configurator.engine.migration import Cause, Difference, Migration, migrate
from configurator.engine.model import Model
from configurator.engine.readiness import Combination, ReadyTimes
from configurator.engine.reasons import Reason, explain
from configurator.engine.repairs import Repair, repairs
from configurator.engine.serving import (
    WITNESS_LIMITS,
    Serving,
    compile_diagrams,
    compile_witnesses,
    read_compiled,
)
from configurator.engine.validity import Violation, is_valid

__all__ = [
    "NO_COST",
    "WITNESS_LIMITS",
    "Answer",
    "Artefact",
    "Cause",
    "Combination",
    "Compiled",
    "Completion",
    "Costs",
    "Difference",
    "EngineError",
    "InconsistentChoices",
    "Limits",
    "MalformedModel",
    "Migration",
    "Model",
    "ModelTooLarge",
    "NotBlocked",
    "ReadyTimes",
    "Reason",
    "Repair",
    "Serving",
    "Status",
    "TimeLimitReached",
    "UnknownGroup",
    "UnknownOption",
    "ValueOutOfRange",
    "Violation",
    "answer",
    "best_completion",
    "compile_diagrams",
    "compile_model",
    "compile_witnesses",
    "complete",
    "count",
    "count_per_option",
    "explain",
    "is_valid",
    "migrate",
    "read_compiled",
    "repairs",
]
