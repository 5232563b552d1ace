"""Sheets of paper that show designs, with the fonts that print customers' letters.

What a paper says belongs to the room that hands it out.
"""
