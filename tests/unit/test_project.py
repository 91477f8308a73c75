"""The project as a whole: models, migrations, settings for production."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command

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
