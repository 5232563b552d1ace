"""The pure solver: groups, rules and choices in; states, proposals, reasons and repairs out.

No Django, no files, no clock beyond time limits. Rules are read and evaluated by
`catalog.language`; sessions, pages and money amounts in other currencies live elsewhere.
"""

from configurator.engine.answer import Answer, Status, answer
from configurator.engine.arrays import NO_COST
from configurator.engine.artefact import Artefact
from configurator.engine.compile import compile_model
from configurator.engine.completion import complete
from configurator.engine.costs import Costs
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
from configurator.engine.model import Model
from configurator.engine.reasons import Reason, explain
from configurator.engine.repairs import Repair, repairs
from configurator.engine.validity import Violation, is_valid

__all__ = [
    "NO_COST",
    "Answer",
    "Artefact",
    "Costs",
    "EngineError",
    "InconsistentChoices",
    "Limits",
    "MalformedModel",
    "Model",
    "ModelTooLarge",
    "NotBlocked",
    "Reason",
    "Repair",
    "Status",
    "TimeLimitReached",
    "UnknownGroup",
    "UnknownOption",
    "ValueOutOfRange",
    "Violation",
    "answer",
    "compile_model",
    "complete",
    "explain",
    "is_valid",
    "repairs",
]
