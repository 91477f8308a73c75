"""The interface's words: collected, translated, and with their placeholders."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "fr", "pl", "uk", "kk", "de")
PARTS = ("campaigns", "config", "core", "demo", "home", "prisoners", "search", "translations")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")


def catalogue(root: Path, language: str) -> polib.POFile:
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_interface_is_translated(language):
    entries = [entry for entry in catalogue(ROOT, language) if not entry.obsolete]

    assert len(entries) > 300
    assert [entry.msgid for entry in entries if entry.fuzzy or not all(texts(entry))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_placeholders_and_tags(language):
    wrong = [
        entry.msgid
        for entry in catalogue(ROOT, language)
        for text in texts(entry)
        # A plural form may say "one" without the number.
        if not entry.msgid_plural
        and sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(entry.msgid))
    ]

    assert wrong == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext collects the words")
def test_the_catalogues_are_in_step_with_the_code(tmp_path):
    for part in (*PARTS, "templates", "locale", "manage.py"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    command = [sys.executable, "manage.py", "makemessages", "--all", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    for language in LANGUAGES:
        collected = {
            (entry.msgctxt, entry.msgid)
            for entry in catalogue(tmp_path, language)
            if not entry.obsolete
        }
        kept = {(entry.msgctxt, entry.msgid) for entry in catalogue(ROOT, language)}
        assert kept == collected
