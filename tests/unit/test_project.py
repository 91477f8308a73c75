"""The project as a whole: models, migrations, settings for production."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "only-for-this-test-" * 4,
    "ALLOWED_HOSTS": "bosat.example",
    "BOSAT_TODAY": "today",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_production_settings_pass_the_deployment_check_without_a_warning():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SECRET_KEY", "", "Setting SECRET_KEY: is missing"),
        ("ALLOWED_HOSTS", "", "Setting ALLOWED_HOSTS: is missing"),
        ("ALLOWED_HOSTS", ",", "Setting ALLOWED_HOSTS: must name at least one"),
        ("BOSAT_URL", "example.org", "Setting BOSAT_URL: must be an address such as"),
        ("DATABASE_URL", "nonsense", "Setting DATABASE_URL: must be an address such as"),
        ("BOSAT_TODAY", "2017-12-01", "Setting BOSAT_TODAY: is for the demo and tests only"),
        ("BOSAT_TODAY", "tomorrow", "Setting BOSAT_TODAY: must be a day such as 2017-12-01"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(name, value, message):
    result = manage("check", **PRODUCTION | {name: value})

    assert result.returncode == 1
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_every_guard_against_the_library_names_a_test_that_exists():
    table = (ROOT / "docs/wagtail-localize.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| (G\d+) .*`(\w+\.py)::(\w+)` \|$", table, re.MULTILINE)
    sources = {
        path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("tests/unit/**/*.py")
    }

    assert [number for number, _file, _test in named] == [f"G{n}" for n in range(1, 23)]
    assert [test for _number, file, test in named if f"def {test}(" not in sources[file]] == []
