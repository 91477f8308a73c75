"""From texts to a page: drafts of a translation, the gate, publishing.

A draft is a revision. The page that readers see is written only when it is published:
wagtail-localize's own `save_target` writes it also for a draft.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import Translation, TranslationLog, TranslationSource
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from core.languages import text_direction
from core.models import BasePage, SiteSettings
from translations.models import RevisionText, Work
from translations.overrides import missing_things
from translations.places import Kind
from translations.progress import original_page
from translations.sources import note_text, noted_text, tell_readers
from translations.texts import Status, Text, count, plain, texts_of


@dataclass(frozen=True)
class Gate:
    """Whether a translation may be published, and why not: sentences for its translator.

    `with_gaps` says whether a coordinator may publish it nevertheless.
    """

    reasons: tuple[str, ...]
    with_gaps: bool

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


def gate(
    translation: Translation, texts: list[Text] | None = None, is_reviewed: bool = False
) -> Gate:
    """Ask of each text whether it is fit to be read; `is_reviewed` asks for no second person."""
    if not original_page(translation).live:
        reason = _("The original is not published. A translation can be published after it.")
        return Gate((reason,), with_gaps=False)
    found = texts_of(translation) if texts is None else texts
    unfit = [text for text in found if not text.is_fit]
    reasons = unfit_reasons(found)
    is_unread = any(text.status == Status.UNREAD for text in found)
    lacks_review = is_unread and not is_reviewed and must_be_reviewed()
    if lacks_review and not unfit:
        reasons.append(
            _("A second person reads each translation before it is published. Say that it is done.")
        )
    # Fields stand in lists, feeds, calendars and on paper, where no language can be marked.
    in_fields = [text for text in unfit if text.place.kind == Kind.FIELD]
    return Gate(tuple(reasons), with_gaps=bool(unfit) and not in_fields and not lacks_review)


def why_not_publish(translation: Translation) -> str:
    """Why a translation cannot be published now and what to do; empty if it can."""
    return " ".join(gate(translation).reasons)


def unfit_reasons(texts: list[Text]) -> list[str]:
    """What is still to be done, in a sentence for each kind."""
    empty = [text for text in texts if text.status == Status.EMPTY]
    broken = [text for text in texts if text.status == Status.NEEDS_WORK and text.is_broken]
    others = [text for text in texts if text.status == Status.NEEDS_WORK and not text.is_broken]
    sentences = []
    if empty:
        sentences.append(
            ngettext(
                "%(number)d of %(total)d texts is missing.",
                "%(number)d of %(total)d texts are missing.",
                len(empty),
            )
            % {"number": len(empty), "total": len(texts)}
        )
    if others:
        sentences.append(
            ngettext(
                "%(number)d text needs work: correct it, or say that it is right as it is.",
                "%(number)d texts need work: correct them, or say that they are right as they are.",
                len(others),
            )
            % {"number": len(others)}
        )
    if broken:
        sentences.append(
            ngettext(
                "In %(number)d text a link, a number or a mark of the original is lost.",
                "In %(number)d texts a link, a number or a mark of the original is lost.",
                len(broken),
            )
            % {"number": len(broken)}
        )
    return sentences


def must_be_reviewed() -> bool:
    """Whether the site asks for a second person before any translation is published."""
    return SiteSettings.objects.filter(
        site__is_default_site=True, review_translations=True
    ).exists()


@transaction.atomic
def save_draft(
    translation: Translation, user: AbstractBaseUser | None, texts: list[Text] | None = None
) -> Revision:
    """A revision of the page with what is translated now; the rest in the original's words.

    Raises `ValidationError` if the words do not fit on the page.
    """
    found = texts_of(translation) if texts is None else texts
    text = note_text(translation.source)
    page, gaps = compose(translation, found)
    revision = page.save_revision(user=user)
    count(translation, found)
    RevisionText.objects.create(
        revision=revision,
        words=text.words,
        form=text.form,
        target=Work.objects.values_list("target", flat=True).get(translation=translation),
        gaps=gaps,
    )
    TranslationLog.objects.create(
        source=translation.source, locale=translation.target_locale, revision=revision
    )
    return revision


class NotFitError(Exception):
    """A translation cannot be published; says why, to its translator."""


@transaction.atomic
def publish(
    translation: Translation, user: AbstractBaseUser | None = None, with_gaps: bool = False
) -> BasePage:
    """Publish what is translated now. Raises `NotFitError`, and `ValidationError` of the page."""
    # Nobody changes the original between the question and the answer.
    TranslationSource.objects.select_for_update().get(pk=translation.source_id)
    texts = texts_of(translation)
    found = gate(translation, texts)
    if not (found.is_open or (with_gaps and found.with_gaps)):
        raise NotFitError(" ".join(found.reasons))
    revision = save_draft(translation, user, texts)
    revision.publish(user=user)
    return Page.objects.get(pk=revision.object_id).specific


def compose(translation: Translation, texts: list[Text]) -> tuple[BasePage, list[str]]:
    """The page in the words of its translation, not saved, and its gaps as readers see them.

    As wagtail-localize's `get_ephemeral_translated_instance`, with gaps that say what they are.
    """
    source, locale = translation.source, translation.target_locale
    original = source.as_instance()
    page = source.get_translated_instance(locale)
    copy_synchronised_fields(original, page)
    gaps = {(text.place.path, text.source): text for text in texts if not text.is_fit}
    missing = missing_things(translation)
    segments = [
        segment
        for segment in source._get_segments_for_translation(locale, fallback=True)
        if not (isinstance(segment, OverridableSegmentValue) and segment.path in missing)
    ]
    strings = [segment for segment in segments if isinstance(segment, StringSegmentValue)]
    sources = {
        (row.context.path, row.order): row.string.data
        for row in source.stringsegment_set.select_related("context", "string")
    }
    for segment in strings:
        words = sources[segment.path, segment.order]
        if missing := gaps.get((segment.path, words)):
            segment.string = stand_in(missing, source.locale.language_code)
    ingest_segments(original, page, source.locale, locale, segments)
    shown = (text for text in gaps.values() if text.place.kind == Kind.BLOCK)
    return page, sorted({plain(text.source) for text in shown})


def stand_in(text: Text, code: str) -> StringValue:
    """The words of the original, marked with their language where marks are possible.

    A row without words borrows those of the original when it is shown, see `core.rows`.
    """
    if text.place.kind == Kind.ROW:
        return StringValue("")
    if not text.place.is_html:
        return StringValue(text.source)
    mark = format_html('<span dir="{}" lang="{}">', text_direction(code), code)
    return StringValue(f"{mark}{text.source}</span>")


def note_publication(page: Page, revision: Revision | None) -> None:
    """Write down from which text a translation was published, whoever published it."""
    found = Work.objects.filter(page=page).select_related("page", "translation__source__text")
    work = found.first()
    if work is None:
        return
    made = made_from(page, revision)
    work.published_words = made.words if made else ""
    work.published_form = made.form if made else ""
    work.published_target = made.target if made else ""
    text = work.translation.source.text
    is_older = bool(made) and made.words != text.words
    work.older_since = text.changed_at if is_older else None
    if not work.is_behind:
        work.assignee = work.due = work.done_at = None
    work.save()
    tell_readers(work, made.gaps if made else [])


def made_from(page: Page, revision: Revision | None) -> RevisionText | None:
    """The text a revision was made from; one that our code saved after it has the same."""
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    if revision is not None:
        revisions = revisions.filter(pk__lte=revision.pk)
    found = RevisionText.objects.filter(revision__in=revisions.values("pk"))
    return found.order_by("-revision_id").first()


def note_draft(log: TranslationLog) -> None:
    """Give a translation that wagtail-localize has made or changed its place on the desk."""
    page = Page.objects.filter(
        translation_key=log.source.object_id, locale_id=log.locale_id
    ).first()
    translation = log.source.translations.filter(target_locale=log.locale_id).first()
    if page is None or translation is None:
        return
    text = noted_text(log.source)
    # One query each, unlike `get_or_create`: this is done for each page in each language.
    work = Work(translation=translation, page=page)
    Work.objects.bulk_create([work], ignore_conflicts=True)
    count(translation)
    if log.revision_id:
        target = Work.objects.values_list("target", flat=True).get(translation=translation)
        made = RevisionText(
            revision_id=log.revision_id, words=text.words, form=text.form, target=target
        )
        RevisionText.objects.bulk_create([made], ignore_conflicts=True)
