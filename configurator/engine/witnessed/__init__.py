"""A product's document answered by witnesses, where no diagram fits the limits.

What is possible is exact, reasons are minimal; what is least is found by a search that says how
much it could prove. The witnesses themselves live in `configurator.engine.witness`.
"""
