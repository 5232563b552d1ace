"""What the demo shop sells, in the order in which the shop shows it."""

from catalog.demo.bicycle import BICYCLE
from catalog.demo.cars import CAR, OWN_CAR
from catalog.demo.computer import demo_computer
from catalog.demo.definition import Definition
from catalog.demo.mug import MUG
from catalog.demo.ready_goods import PHONE, TRAIN
from catalog.demo.shirt import SHIRT
from catalog.demo.shoe import SHOE
from catalog.demo.sofa import SOFA
from catalog.demo.stock_goods import PLAIN_TOWEL, TEA
from catalog.demo.towel import TOWEL


def demo_products() -> dict[str, Definition]:
    """Return the demo's products by code."""
    made_to_order = [BICYCLE, SOFA, demo_computer(), SHOE, TOWEL, SHIRT, MUG, OWN_CAR]
    made_for_stock = [PLAIN_TOWEL, TEA, TRAIN, PHONE, CAR]
    return {product.code: product for product in [*made_to_order, *made_for_stock]}
