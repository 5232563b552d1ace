"""What is made ahead: when it is ordered again, and what lies there when the shop opens.

Some lines open at or below their reorder point, so that stock work orders come due at once and
share families with the custom orders that the defaults lead to: plain towels in sage on the loom,
ready bicycles in harbour blue on the paint line, ready computers on ATX boards in the computer cell.
"""

from production.demo.definition import Stock

STOCK_LINES = [
    Stock("PT-50-SAGE", 214, 80, 200, 40),
    Stock("PT-50-SAND", 64, 80, 160, 40),
    Stock("PT-50-WHITE", 140, 60, 160, 40),
    Stock("PT-70-SAGE", 18, 20, 40, 20),
    Stock("TEA-FF-100", 320, 100, 400, 200),
    Stock("TEA-EG-100", 90, 100, 400, 200),
    Stock("TEA-MINT-250", 120, 50, 200, 200),
    Stock("WAY-54-BLUE", 1, 2, 4, 2),
    Stock("WAY-56-BLUE", 2, 2, 3, 3),
    Stock("WAY-54-GRAPHITE", 3, 1, 3, 3),
    Stock("WAY-52-GREEN-CITY", 2, 1, 3, 3),
    Stock("WB-STUDIO", 1, 2, 4, 2),
    Stock("WB-HOME", 2, 2, 3, 3),
]
