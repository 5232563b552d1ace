"""The cars of a mixed line as a part of the plan: their order, and what it comes to.

Pure. The search that finds an order is `line_sequencing`, handed in by who may load it; the
checker here counts again by itself.
"""
