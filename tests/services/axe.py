"""axe's WCAG 2.2 AA rules, run in a page in light and dark, at both widths."""

from pathlib import Path

from playwright.sync_api import Page

from tests.services.browser import DESKTOP, PHONE

AXE = Path(__file__).resolve().parents[1] / "vendored" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`);
}"""
# The bar at the bottom of a phone covers a part of some button or other, wherever one has scrolled.
TO_TOP = "() => window.scrollTo(0, 0)"
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))"


def violations(page: Page) -> list[str]:
    """What axe finds on the page; the window has its size back afterwards."""
    usual, found = page.viewport_size, []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(TO_TOP)
            page.evaluate(PAINTED)
            page.evaluate(AXE.read_text())
            found += [
                f"{page.url} {size['width']} {scheme} {violation}"
                for violation in page.evaluate(RUN, RULES)
            ]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(usual)
    return found
