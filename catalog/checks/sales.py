"""What is sold has a price, and what is made ahead can be made."""

from datetime import datetime

from django.utils.timezone import localdate

from catalog.canonical import Document
from catalog.checks.defaults import broken_rule, broken_rules, value_findings
from catalog.findings import Finding
from catalog.language.schema import FREE
from catalog.models import Price, PriceList, Product
from catalog.presence import absent_groups


def check_prices(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report the base price when a list lacks it, and groups priced only in part."""
    lists = list(PriceList.objects.all())
    if not lists:
        return [Finding("There is no price list")]
    based = set(product.prices.values_list("price_list_id", flat=True))
    sold = product.variants.filter(prices__isnull=True).values_list("sku", flat=True)
    return [
        *(Finding(f"{product} has no base price in “{row}”") for row in lists
          if not {row.pk, row.based_on_id} & based),
        *(Finding(f"Variant {sku} has no price") for sku in sold),
        *_parted_groups(document, product),
    ]  # fmt: skip


def check_variants(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Report standard variants that are incomplete or break a rule."""
    findings: list[Finding] = []
    for variant in product.variants.all():
        if not isinstance(variant.choices, dict):
            findings.append(Finding(f"Variant {variant.sku} has no choices"))
            continue
        findings += value_findings(document, variant.choices, f"Variant {variant.sku}: the value")
        absent = absent_groups(document, variant.choices)
        missing = [
            group["code"]
            for group in document["groups"]
            if not (group["is_optional"] or group["code"] in absent)
            and variant.choices.get(group["code"]) in (None, "", {})
        ]
        findings += [
            Finding(f"Variant {variant.sku} answers “{code}”, which is not asked there")
            for code in sorted(absent)
            if variant.choices.get(code) not in (None, "", {})
        ]
        if missing:
            detail = f"Without: {', '.join(missing)}."
            findings.append(Finding(f"Variant {variant.sku} is incomplete", detail))
        elif not findings:
            broken = broken_rules(document, variant.choices, localdate(now))
            findings += [broken_rule(rule, f"Variant {variant.sku} breaks") for rule in broken]
    return findings


def _parted_groups(document: Document, product: Product) -> list[Finding]:
    priced: dict[str, int] = {}
    rows = Price.objects.filter(option__group__product=product).values_list(
        "option__group__code", "option_id"
    )
    for group, _ in set(rows):
        priced[group] = priced.get(group, 0) + 1
    many = {
        group["code"]: sum(option["code"] != FREE for option in group["options"])
        for group in document["groups"]
    }
    return [
        _parted_group(code, count - priced[code])
        for code, count in many.items()
        if 0 < priced.get(code, 0) < count
    ]


def _parted_group(code: str, count: int) -> Finding:
    said = "One option has" if count == 1 else f"{count} options have"
    owner = "its" if count == 1 else "their"
    title = f"{said} no price of {owner} own in “{code}”"
    return Finding(title, "No price means no surcharge.", "warns", f"/groups/{code}")
