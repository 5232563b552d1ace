"""Settings are read by a fresh process for each case, as a deployment reads them."""

import json
import os
import subprocess
import sys

import pytest

from tests.config.compose import ROOT

GOOD = {
    "DEPLOYMENT": "production",
    "SECRET_KEY": "Zk3v9Qy0bJx5TtW7rHn2LmE8cPsUaGf4DiKo1RuVwYz6-pA_hX3eN",
    "ALLOWED_HOSTS": "shop.example.com",
    "DATABASE_URL": "postgres://tailorline:secret@db.example.com:5432/tailorline",
    "REDIS_URL": "redis://redis.example.com/0",
}
SHOW = """
import json
from django.conf import settings
names = {names!r}
print(json.dumps([getattr(settings, name) for name in names], default=str))
"""


def read(environment: dict[str, str], *names: str) -> subprocess.CompletedProcess[str]:
    base = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    line = [sys.executable, "-c", SHOW.format(names=names)]
    return subprocess.run(line, cwd=ROOT, env=base | environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY is too weak"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set"),
        ({"DEBUG": "true"}, "DEBUG shows secrets to visitors"),
        ({"DEPLOYMENT": "staging"}, "it can be demo or production"),
    ],
)
def test_production_refuses_to_start_and_says_why(change, sentence):
    done = read(GOOD | change, "DEBUG")

    assert done.returncode != 0
    assert sentence in done.stderr.splitlines()[-1]


def test_production_protects_cookies_and_sends_visitors_to_https():
    names = ["DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]

    done = read(GOOD, *names, "ALLOWED_HOSTS")

    assert json.loads(done.stdout) == [False, True, True, True, ["shop.example.com"]]


def test_demo_needs_no_environment_and_keeps_everything_in_its_folder(tmp_path):
    done = read({"DEMO_DIR": str(tmp_path)}, "DATABASES", "CELERY_BROKER_URL", "DEBUG")

    databases, broker, debug = json.loads(done.stdout)
    assert databases["default"]["NAME"] == str(tmp_path / "db.sqlite3")
    assert databases["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (broker, debug) == ("filesystem://localhost//", False)
    assert {path.name for path in tmp_path.iterdir()} == {"broker", "secret_key"}


def test_content_policy_is_the_strict_one(client, db):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]

    assert sorted(policy.split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
    ]
