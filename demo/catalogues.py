"""The demo's translations: one `.po` file per language, through wagtail-localize and back.

The context of an entry is `<key of the page>/<path of the segment>`.
"""

from pathlib import Path

import polib
from wagtail_localize.models import Translation, TranslationSource

from demo.entries import CONTENT


class CatalogueError(Exception):
    """A `.po` file does not fit the originals; the text says what to do."""


def catalogue_path(code: str) -> Path:
    """Where the translations into a language are."""
    return CONTENT / f"{code}.po"


def read_catalogue(code: str) -> dict[str, list[polib.POEntry]]:
    """The entries of a language for each page, by the page's key."""
    pages: dict[str, list[polib.POEntry]] = {}
    for entry in polib.pofile(str(catalogue_path(code))):
        key, _slash, path = entry.msgctxt.partition("/")
        found = polib.POEntry(msgctxt=path, msgid=entry.msgid, msgstr=entry.msgstr)
        pages.setdefault(key, []).append(found)
    return pages


def import_translations(key: str, translation: Translation, entries: list[polib.POEntry]) -> None:
    """Enter a page's translations as an upload in the editor would; all or an error."""
    po = polib.POFile()
    po.metadata = {"X-WagtailLocalize-TranslationID": str(translation.uuid)}
    po.extend(entries)
    warnings = translation.import_po(po)
    total, done = translation.get_progress()
    code = translation.target_locale.language_code
    if warnings or done != total or not total:
        raise CatalogueError(
            f"{catalogue_path(code).name}: {done} of {total} texts of “{key}” are translated, "
            f"{len(warnings)} entries do not fit. Run `manage.py export_demo` and fill the gaps."
        )


def export_catalogue(code: str, sources: dict[str, TranslationSource]) -> polib.POFile:
    """All translations into a language that the database holds, in the order of the pages."""
    po = polib.POFile(wrapwidth=100)
    po.metadata = {
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for key, source in sources.items():
        translation = source.translations.get(target_locale__language_code=code)
        for entry in translation.export_po():
            if not entry.obsolete:
                context = f"{key}/{entry.msgctxt}"
                po.append(polib.POEntry(msgctxt=context, msgid=entry.msgid, msgstr=entry.msgstr))
    return po
