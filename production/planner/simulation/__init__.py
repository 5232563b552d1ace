"""Three shops on the same orders: standard variants for stock, every order alone, runs.

Pure and deterministic: a scenario and settings with a seed go in, ledgers and measures come out.
No Django, no database, no calendar clock; what the demo's scenario is made of stands elsewhere.
"""
