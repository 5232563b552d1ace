"""axe's WCAG 2.2 AA rules, run in a page in light and dark, at both widths."""

from pathlib import Path

from playwright.sync_api import Page

from tests.services.browser import DESKTOP, PHONE

AXE = Path(__file__).resolve().parents[1] / "vendored" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A panel that is open covers a part of some button or other, and is judged alone.
RUN = """async (tags) => {
  const shown = document.querySelector(':popover-open') ?? document;
  const found = await axe.run(shown, { runOnly: { type: 'tag', values: tags } });
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`);
}"""
# So do bars that stick to the window's edge, wherever the page has been scrolled: until it has been
# judged, each is where it stands in the page. An empty style must not stay: htmx would hand it on to
# what it swaps in, which the page's policy complains about.
UNSTICK = """() => {
  for (const part of document.querySelectorAll('body *')) {
    if (getComputedStyle(part).position === 'sticky') part.style.position = 'static';
  }
}"""
STICK = """() => {
  for (const part of document.querySelectorAll('[style*="position: static"]')) {
    part.style.position = '';
    if (!part.style.length) part.removeAttribute('style');
  }
}"""
PAINTED = """() => document.fonts.ready.then(
  () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))
)"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page; the window has its size back afterwards."""
    usual, found = page.viewport_size, []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(UNSTICK)
            page.evaluate(PAINTED)
            page.evaluate(AXE.read_text())
            found += [
                f"{page.url} {size['width']} {scheme} {violation}"
                for violation in page.evaluate(RUN, RULES)
            ]
            page.evaluate(STICK)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(usual)
    return found
