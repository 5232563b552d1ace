"""What changes a configuration or answers for it: start, choose, finish, check.

Every function takes the time; HTTP, forms and words for pages live in views, api, presenters.
"""
