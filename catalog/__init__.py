"""The catalog room: products, revisions, groups, options, rules and prices.

What stands in stock, how a product is made and who bought it live in the rooms above.
"""
