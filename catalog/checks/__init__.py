"""The catalog's own checks of a draft before it is published, and the registry of all checks.

The rooms above register theirs in `AppConfig.ready()`; what a check finds is a `Finding`.
"""
