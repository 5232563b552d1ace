"""PURE: how seats are opened, quoted, guarded and closed so that a given date holds.

Plain Python on working minutes: no Django, no calendar clock, no rows. Who stores runs, holds
and promises is `production.services`; how runs are put on machines is `production.planner`.
"""
