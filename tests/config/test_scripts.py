from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from config.scripts import ScriptFinder, bundle


def test_bundle_puts_each_module_as_a_block_in_the_place_of_its_import(tmp_path):
    (tmp_path / "site.js").write_text('// All.\nimport "./a.js";\nimport "./b.js";\n')
    (tmp_path / "a.js").write_text("// Says one.\nconst name = 1;\n")
    (tmp_path / "b.js").write_text("const name = 2;\n")

    assert bundle(tmp_path / "site.js") == "{\nconst name = 1;\n}\n{\nconst name = 2;\n}\n"


def test_served_scripts_import_nothing():
    for path in ScriptFinder.bundles:
        text = Path(finders.find(path)).read_text()

        assert "import " not in text
        assert "export " not in text


def test_every_module_of_a_bundle_is_there():
    folder = Path(settings.STATICFILES_DIRS[0])
    for path in ScriptFinder.bundles:
        source = (folder / path).read_text()

        named = [line.split('"')[1] for line in source.splitlines() if line.startswith("import")]
        assert [name for name in named if not (folder / "js" / name).exists()] == []
