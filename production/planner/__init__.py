"""Pure planning: run formation, sequencing and the checker that replays every plan.

No Django, no database and no clock: values go in, values come out, the time is passed in.
"""
