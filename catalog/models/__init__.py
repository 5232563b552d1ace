"""The catalog's tables, one file for each subject. Answers and changes live in selectors and services."""

from catalog.models.computed_value import ComputedValue
from catalog.models.customer_file import CustomerFile
from catalog.models.customer_text import CustomerText
from catalog.models.group import AttributeDefinition, Group
from catalog.models.on_sale import SaleVersion
from catalog.models.option import Module, Option, OptionModule
from catalog.models.preference import Preference
from catalog.models.price import Price, PriceList, PriceListVersion
from catalog.models.product import Product
from catalog.models.revision import Publication, Revision, RevisionArtefact
from catalog.models.rule import Rule
from catalog.models.variant import StandardVariant

__all__ = [
    "AttributeDefinition",
    "ComputedValue",
    "CustomerFile",
    "CustomerText",
    "Group",
    "Module",
    "Option",
    "OptionModule",
    "Preference",
    "Price",
    "PriceList",
    "PriceListVersion",
    "Product",
    "Publication",
    "Revision",
    "RevisionArtefact",
    "Rule",
    "SaleVersion",
    "StandardVariant",
]
