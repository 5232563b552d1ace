"""Feature models: the tree of features with its constraints, and the files it is kept in.

No solving here: `configurator.engine` compiles what these modules read. Reading never touches
the disk; a command hands in the text and the files that may be imported.
"""
