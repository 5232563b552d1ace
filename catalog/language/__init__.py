"""The rule and formula language: parse, check, evaluate, say as a sentence.

Pure: no Django, no files, no clock. Rows, admin forms and translations of texts live elsewhere.
"""
