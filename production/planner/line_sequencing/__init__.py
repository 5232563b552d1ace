"""Mixed models on one line: option ratios (car sequencing) and colour batches (paint lines).

Values, reading, an independent checker and annealing compiled with numba. Files are opened,
and processes started, by the command.
"""
