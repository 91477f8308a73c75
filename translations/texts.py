"""The texts of a page in one language: what the original says, what was made of it, its state."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from core.models import BasePage
from translations.checks import Problem, Term, problems
from translations.digests import digest
from translations.models import Reason, TextState, Work
from translations.places import Place, place_of
from translations.terms import Glossary

WORDS = re.compile(r"\w+")
# How long a title may be while it is a draft.
DRAFT_TITLE = Page._meta.get_field("draft_title").max_length


class Status(StrEnum):
    """How far a text is."""

    EMPTY = "empty"
    NEEDS_WORK = "needs-work"
    UNREAD = "unread"
    REVIEWED = "reviewed"

    @property
    def label(self) -> str:
        """What people call it."""
        return LABELS[self]


LABELS = {
    Status.EMPTY: _("untranslated"),
    Status.NEEDS_WORK: _("needs work"),
    Status.UNREAD: _("translated"),
    Status.REVIEWED: _("reviewed"),
}


@dataclass
class Text:
    """One text of a page and its translation, if there is one."""

    segment: StringSegment
    record: StringTranslation | None
    place: Place
    language: str
    # The names and terms of all texts of the page.
    glossary: Glossary

    @property
    def source(self) -> str:
        """The original, as HTML of inline tags."""
        return self.segment.string.data

    @property
    def target(self) -> str:
        """The translation, in the same form; empty if there is none."""
        return self.record.data if self.record else ""

    @property
    def state(self) -> TextState | None:
        """What else is known of the translation."""
        return getattr(self.record, "state", None) if self.record else None

    @property
    def reason(self) -> str:
        """Why it needs work, if that is not its own fault: a value of `Reason`, or empty."""
        if self.record and self.is_unread_machine:
            return Reason.MACHINE
        return self.state.reason if self.state and self.record.has_error else ""

    @property
    def reason_label(self) -> str:
        """The same for people."""
        return str(Reason(self.reason).label) if self.reason else ""

    @property
    def former(self) -> str:
        """The text of the original that the translation was written for, if that has changed."""
        changed = self.reason == Reason.CHANGED and self.state.former
        return changed.data if changed else ""

    @cached_property
    def terms(self) -> list[Term]:
        """The names and terms in the original. Two queries, for all texts of the page."""
        return self.glossary.within(self.source)

    @cached_property
    def problems(self) -> list[Problem]:
        """What checks find in the translation, and names and terms that were not used."""
        return self.checked(self.terms) if self.target and self.terms else self.faults

    @cached_property
    def faults(self) -> list[Problem]:
        """What checks find without asking what anything is called."""
        return self.checked()

    def checked(self, terms: Iterable[Term] = ()) -> list[Problem]:
        """What checks find."""
        return problems(
            self.source,
            self.target,
            self.segment.source.locale.language_code,
            self.language,
            limit=self.place.limit,
            terms=terms,
        )

    @property
    def is_broken(self) -> bool:
        """Whether a check keeps it from being published."""
        return any(problem.is_blocking for problem in self.faults)

    @property
    def status(self) -> Status:
        """How far it is. A text that shows nothing is as good as none."""
        if not plain(self.target).strip():
            return Status.EMPTY
        if self.record.has_error or self.is_broken or self.is_unread_machine:
            return Status.NEEDS_WORK
        if self.state and self.state.approved == self.target:
            return Status.REVIEWED
        return Status.UNREAD

    @property
    def is_unread_machine(self) -> bool:
        """Whether a machine wrote it and nobody has said that it is right."""
        is_machine = self.record.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
        return is_machine and not (self.state and self.state.approved == self.target)

    @property
    def is_fit(self) -> bool:
        """Whether it may be published."""
        return self.status in (Status.UNREAD, Status.REVIEWED)

    @property
    def words(self) -> int:
        """How many words the original has here."""
        return len(WORDS.findall(plain(self.source)))


def texts_of(translation: Translation) -> list[Text]:
    """The texts of a translation in the order of the page; one that is repeated in a place, once.

    Two queries.
    """
    return texts_into(translation.source, [translation])[translation.pk]


def texts_into(
    source: TranslationSource, translations: Iterable[Translation]
) -> dict[int, list[Text]]:
    """The same for several languages of one page, by the translation's id. Two queries in all."""
    segments = segments_of(source)
    page = source.specific_content_type.model_class()
    codes = {into.target_locale_id: into.target_locale.language_code for into in translations}
    records = {
        (record.locale_id, record.translation_of_id, record.context_id): record
        for record in StringTranslation.objects.filter(
            context__object_id=source.object_id, locale__in=codes
        ).select_related("state__former", "state__approved_by", "last_translated_by")
    }
    places = {segment.pk: place_of(page, segment.context) for segment in segments}
    found = {}
    for into in translations:
        into_records = [
            records.get((into.target_locale_id, segment.string_id, segment.context_id))
            for segment in segments
        ]
        code = codes[into.target_locale_id]
        glossary = glossary_of(page, source, code, segments, into_records)
        found[into.pk] = [
            Text(segment, record, places[segment.pk], code, glossary)
            for segment, record in zip(segments, into_records, strict=True)
        ]
    return found


def glossary_of(
    page: type[BasePage],
    source: TranslationSource,
    code: str,
    segments: list[StringSegment],
    records: list[StringTranslation | None],
) -> Glossary:
    """The names and terms of a page in a language. Asks the database only when it is asked."""
    title = next(
        (
            Term(plain(segment.string.data), (plain(record.data),))
            for segment, record in zip(segments, records, strict=True)
            if page.is_a_name and segment.context.path == "title" and record and record.data
        ),
        None,
    )
    return Glossary(
        originals=tuple(segment.string.data for segment in segments),
        source_code=segments[0].source.locale.language_code if segments else "",
        code=code,
        key=source.object_id,
        own=title,
    )


def segments_of(source) -> list[StringSegment]:
    """The texts of an original in the order of the page, each once. One query."""
    found = StringSegment.objects.filter(source=source).select_related(
        "string", "context", "source__locale"
    )
    unique: dict[tuple[int, int], StringSegment] = {}
    for segment in found.order_by("order", "pk"):
        unique.setdefault((segment.string_id, segment.context_id), segment)
    return list(unique.values())


def plain(html: str) -> str:
    """The text without tags, as a reader sees it."""
    return StringValue(html).render_text()


def enter(text: Text, words: str, translation: Translation, user: AbstractBaseUser | None) -> Text:
    """Keep what a translator wrote, whatever it is worth; empty words delete it.

    `words` is plain text or HTML of inline tags, as the place asks for.
    """
    data = words if text.place.is_html else StringValue.from_plaintext(words.strip("\n")).data
    if not data.strip():
        if text.record:
            text.record.delete()
        return replace(text, record=None)
    return store(text, data, translation, user)


def is_too_long(text: Text, words: str) -> bool:
    """Whether there is no room for these words, so that they cannot even be kept."""
    shown = plain(words) if text.place.is_html else words
    return text.place.limit is not None and len(shown) > text.place.limit


def store(
    text: Text,
    data: str,
    translation: Translation,
    user: AbstractBaseUser | None,
    reason: str = "",
    **made_by: str,
) -> Text:
    """Keep a translation; it needs work if a reason is given or a check does not let it pass.

    `made_by`: `translation_type` and `tool_name` of wagtail-localize, if not a person made it.
    """
    found = replace(text, record=StringTranslation(data=data))
    unfit = bool(reason) or found.is_broken
    record, _created = StringTranslation.objects.update_or_create(
        translation_of_id=text.segment.string_id,
        context_id=text.segment.context_id,
        locale_id=translation.target_locale_id,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": user,
            "has_error": unfit,
            "field_error": "",
        }
        | made_by,
    )
    TextState.objects.update_or_create(
        translation=record, defaults={"reason": reason, "former": None}
    )
    if text.segment.context.path == "title":
        # wagtail-localize writes it with its tags.
        Page.objects.filter(
            translation_key=text.segment.context.object_id, locale_id=translation.target_locale_id
        ).update(draft_title=plain(data)[:DRAFT_TITLE])
    return replace(text, record=record_with_state(record))


def record_with_state(record: StringTranslation) -> StringTranslation:
    """The record as the database has it."""
    found = StringTranslation.objects.select_related(
        "state__former", "state__approved_by", "last_translated_by"
    )
    return found.get(pk=record.pk)


def approve(texts: Iterable[Text], user: AbstractBaseUser) -> int:
    """Mark what is translated and was written by somebody else as reviewed; how many there are."""
    unread = [
        text
        for text in texts
        if text.status == Status.UNREAD and text.record.last_translated_by_id != user.pk
    ]
    for text in unread:
        TextState.objects.update_or_create(
            translation=text.record,
            defaults={
                "approved": text.target,
                "approved_by": user,
                "approved_at": timezone.now(),
            },
        )
    return len(unread)


def count(translation: Translation, texts: list[Text] | None = None) -> None:
    """Write down how far a translation is. Four queries, two less if its texts are given."""
    found = texts_of(translation) if texts is None else texts
    own = SegmentOverride.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale_id
    )
    statuses = [(text.status, text.words) for text in found]
    todo = (Status.EMPTY, Status.NEEDS_WORK)
    Work.objects.filter(translation=translation).update(
        empty=number(statuses, Status.EMPTY),
        needs_work=number(statuses, Status.NEEDS_WORK),
        unread=number(statuses, Status.UNREAD),
        reviewed=number(statuses, Status.REVIEWED),
        words_left=sum(words for status, words in statuses if status in todo),
        target=target_digest(found, own.values_list("context_id", "data_json")),
    )


def target_digest(texts: Iterable[Text], own: Iterable[tuple[int, str]]) -> str:
    """What a translation comes down to: the words that are fit to be read, and its own things."""
    words = [
        (text.segment.string_id, text.segment.context_id, text.target)
        for text in texts
        if text.is_fit
    ]
    return digest([sorted(words), sorted(own)])


def number(statuses: list[tuple[Status, int]], wanted: Status) -> int:
    """How many texts have a status."""
    return sum(status == wanted for status, _words in statuses)
