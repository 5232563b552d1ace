"""Ready values for the templates: words, amounts, dates and states of the pages.

No queries and no changes: presenters get what services and selectors answered.
"""
