from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from config.stylesheets import bundle


def test_bundle_puts_each_sheet_in_the_place_of_its_import(tmp_path):
    (tmp_path / "components").mkdir()
    (tmp_path / "site.css").write_text(
        '@import url("tokens.css");\n@import url("components/tag.css");\n.last {}\n'
    )
    (tmp_path / "tokens.css").write_text('@font-face { src: url("../fonts/a.woff2"); }\n')
    (tmp_path / "components" / "tag.css").write_text('.tag { mask: url("../../icons/i.svg#x"); }\n')

    text = bundle(tmp_path / "site.css")

    assert text == (
        '@font-face { src: url("../fonts/a.woff2"); }\n'
        '.tag { mask: url("../icons/i.svg#x"); }\n'
        ".last {}\n"
    )


def test_the_served_sheet_imports_nothing_and_names_existing_files():
    served = finders.find("css/site.css")

    text = Path(served).read_text()

    assert "@import" not in text
    assert ".button" in text
    assert Path(settings.STATICFILES_DIRS[0]) not in Path(served).parents
