"""The smallest change of a plan that answers a disturbance, with what the others would cost.

Pure: a problem and the slots of the plan before in, a judged plan for every rung out. What
was disturbed is read in `causes`; what is written down and shown is not here.
"""
