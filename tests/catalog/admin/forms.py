"""Fill in a page's form the way a browser does."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collect the fields of a page with the values they show."""

    def __init__(self):
        super().__init__()
        self.values, self._select, self._area = {}, None, None

    def handle_starttag(self, tag, attrs):
        fields = dict(attrs)
        name = fields.get("name")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in fields:
            self.values[self._select] = fields.get("value", "")
        elif tag == "textarea" and "disabled" not in fields:
            self._area = name
            self.values[name] = ""
        elif tag == "input" and name and "disabled" not in fields:
            self._read_input(name, fields)

    def _read_input(self, name, fields):
        kind = fields.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in fields:
            return
        if kind not in ("submit", "search", "button"):
            self.values[name] = fields.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, text):
        if self._area:
            self.values[self._area] += text


def form_values(response):
    """Return the fields of a page by name, as they would be sent back."""
    reader = FormReader()
    reader.feed(response.content.decode())
    values = {
        name: text.removeprefix("\n").removeprefix("\r\n") for name, text in reader.values.items()
    }
    return {name: text for name, text in values.items() if "__prefix__" not in name}
