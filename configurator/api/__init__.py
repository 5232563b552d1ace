"""The REST side of products, configurations and validation.

Views make one service call each; refusals are mapped to HTTP in `config.problem_details`.
"""
