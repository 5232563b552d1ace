import pytest

from config import bootstrap


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with two locks and an environment that holds the test lock."""
    (tmp_path / "requirements").mkdir()
    for lock in bootstrap.LOCKS:
        (tmp_path / "requirements" / f"{lock}.txt").write_text(f"{lock}==1\n")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "STAMP", venv / "installed-locks")
    bootstrap.executables().mkdir(parents=True)
    bootstrap.environment_python().touch()
    held = [bootstrap.digest(lock) for lock in bootstrap.LOCKS["test"]]
    bootstrap.STAMP.write_text("\n".join(held))
    return tmp_path


def test_environment_with_the_test_lock_serves_the_demo_too(checkout):
    assert bootstrap.is_installed("test")
    assert bootstrap.is_installed("run")


def test_installing_another_lock_keeps_what_was_installed(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap, "with_uv", lambda requirements: True)
    monkeypatch.setattr(bootstrap, "put_project_on_path", lambda: None)

    bootstrap.install("bench")

    assert [lock for lock in bootstrap.LOCKS if bootstrap.is_installed(lock)] == list(
        bootstrap.LOCKS
    )


def test_installing_forgets_a_lock_that_has_changed(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap, "with_uv", lambda requirements: True)
    monkeypatch.setattr(bootstrap, "put_project_on_path", lambda: None)
    (checkout / "requirements" / "test.txt").write_text("test==2\n")

    bootstrap.install("bench")

    assert not bootstrap.is_installed("test")


def test_is_installed_notices_a_changed_lock(checkout):
    (checkout / "requirements" / "run.txt").write_text("run==2\n")

    assert bootstrap.is_installed("test")
    assert not bootstrap.is_installed("run")


def test_is_installed_notices_a_removed_environment(checkout):
    bootstrap.environment_python().unlink()

    assert not bootstrap.is_installed("run")


def test_is_installed_notices_an_installation_that_was_cut_short(checkout):
    bootstrap.STAMP.unlink()

    assert not bootstrap.is_installed("run")


@pytest.mark.parametrize("arguments", [[], ["unknown"]])
def test_main_says_how_it_is_called(arguments, capsys):
    assert bootstrap.main(arguments) == 2
    assert capsys.readouterr().out == "usage: bootstrap.py {run,test,bench} [command ...]\n"


def test_main_refuses_an_old_python_and_names_it(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(bootstrap.sys, "version", "3.10.4 (main)")

    assert bootstrap.main(["run"]) == 2
    assert capsys.readouterr().out == "Tailorline needs Python 3.11 or newer; this is 3.10.4.\n"
