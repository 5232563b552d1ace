"""What we are measured against: the same questions asked of other people's programs.

Each module answers one kind of question; none of them knows our engine or planner.
"""
