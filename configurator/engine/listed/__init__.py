"""Diagrams of components with few configurations: a SAT solver lists them, equal ends are merged.

Where many rules leave little, joining the rules passes through far more than what is left in the
end; a list never does. Which configurations there are is exact, or there is no list.
"""

from configurator.engine.listed.diagram import list_diagram

__all__ = ["list_diagram"]
