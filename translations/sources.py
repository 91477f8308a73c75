"""Bringing the work in all languages up to the published text of an original.

Nothing is published by this. What was not changed stays as it was, wherever on the page it
stands now; what was changed keeps its former translation, marked as needing work.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from rapidfuzz.distance import Levenshtein
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from core.models import BasePage, TranslationNotice
from translations.digests import digests
from translations.models import Reason, SourceText, TextState, Work
from translations.texts import count, segments_of, texts_into

# How like its former self a changed text must be to be taken for it: where one text stands alone
# (a title), among the paragraphs of one block, and in another place of the page.
LIKE_ALONE, LIKE_NEAR, LIKE_ELSEWHERE = 0.3, 0.45, 0.75

# The ids of a text and of its place.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Match:
    """A translation that could serve for a text whose original has changed."""

    likeness: float
    segment: StringSegment
    record: StringTranslation


@transaction.atomic
def update_source(source: TranslationSource) -> None:
    """Take over what is published of an original, if anything in its text has changed."""
    TranslationSource.objects.select_for_update().get(pk=source.pk)
    page = source.get_source_instance()
    if not page.live:
        return
    text = note_text(source)
    # Without us the copy may have been renewed already; then nobody knows what stood there.
    before = Counter(pairs_of(source)) if text.form == text.brought_form else None
    if digests(page).form == text.brought_form:
        # Facts only: wagtail-localize's preview shows them from its copy.
        TranslationSource.objects.filter(pk=source.pk).update(content_json=page.to_json())
        note_news(source, page)
        return
    source.update_from_db()
    bring_up(source, before)


def pairs_of(source: TranslationSource) -> Iterable[Pair]:
    """What an original says where; a text that is repeated in a place, as often as it stands."""
    return StringSegment.objects.filter(source=source).values_list("string_id", "context_id")


def bring_up(source: TranslationSource, before: Counter[Pair] | None = None) -> None:
    """Carry translations over to changed texts and write down how far each language is.

    `before` is what the original said until now; without it any former text may be meant.
    """
    text = note_text(source)
    translations = list(source.translations.select_related("source", "target_locale"))
    carry_over(source, translations, before)
    texts = texts_into(source, translations)
    for translation in translations:
        count(translation, texts[translation.pk])
    is_left = Q(empty__gt=0) | Q(needs_work__gt=0)
    Work.objects.filter(is_left, translation__source=source).update(done_at=None)
    SourceText.objects.filter(source=source).update(brought_form=text.form)


@transaction.atomic
def place_on_desk(source: TranslationSource) -> None:
    """Take over what is published, and give each translation that has a page its place."""
    update_source(source)
    pages = Page.objects.filter(translation_key=source.object_id)
    by_locale = {page.locale_id: page for page in pages}
    for translation in source.translations.filter(work=None):
        if page := by_locale.get(translation.target_locale_id):
            Work.objects.create(translation=translation, page=page)
    bring_up(source)


def note_text(source: TranslationSource) -> SourceText:
    """Write down what the text of wagtail-localize's copy comes down to, and who is behind."""
    page = source.as_instance()
    found = digests(page)
    text, created = SourceText.objects.get_or_create(
        source=source,
        defaults={"words": found.words, "form": found.form, "brought_form": found.form},
    )
    if created or text.form != found.form:
        if text.words != found.words:
            text.changed_at = source.get_source_instance().last_published_at or timezone.now()
        text.words, text.form = found.words, found.form
        text.save()
        note_age(source)
    note_news(source, page)
    return text


def noted_text(source: TranslationSource) -> SourceText:
    """What is written down of wagtail-localize's copy; it is, whenever that is saved."""
    return SourceText.objects.filter(source=source).first() or note_text(source)


def note_news(source: TranslationSource, page: BasePage) -> None:
    """Write down what makes a page urgent."""
    SourceText.objects.filter(source=source).update(
        day=page.search_day, is_alarming=bool(page.search_note)
    )


def note_age(source: TranslationSource) -> None:
    """Write down since when published translations are older than the original's words."""
    text = SourceText.objects.get(source=source)
    works = Work.objects.filter(translation__source=source)
    works.filter(Q(published_words="") | Q(published_words=text.words)).update(older_since=None)
    behind = works.exclude(published_words__in=("", text.words)).filter(older_since=None)
    behind.update(older_since=text.changed_at)
    for work in works.select_related("page"):
        tell_readers(work)


def tell_readers(work: Work, gaps: list[str] | None = None) -> None:
    """Write down what readers of a translation are told; `gaps` are kept if none are given."""
    notice = TranslationNotice.objects.filter(page=work.page_id).first()
    kept = (notice.gaps if notice else []) if gaps is None else gaps
    if work.older_since or kept:
        TranslationNotice.objects.update_or_create(
            page_id=work.page_id, defaults={"older_since": work.older_since, "gaps": kept}
        )
    elif notice:
        notice.delete()


def carry_over(
    source: TranslationSource,
    translations: Iterable[Translation],
    before: Counter[Pair] | None = None,
) -> None:
    """Give each text that has no translation the one of the text it was before."""
    now = Counter(pairs_of(source))
    segments = segments_of(source)
    records: dict[int, list[StringTranslation]] = defaultdict(list)
    for record in StringTranslation.objects.filter(
        context__object_id=source.object_id
    ).select_related("translation_of", "context", "state__former"):
        records[record.locale_id].append(record)
    for translation in translations:
        carry_into(segments, records[translation.target_locale_id], now, before)


def carry_into(
    segments: list[StringSegment],
    records: list[StringTranslation],
    now: Counter[Pair],
    before: Counter[Pair] | None,
) -> None:
    """The same for one language."""
    written = [record for record in records if record.data.strip()]
    there = {pair_of(record) for record in written}
    wanted = [
        segment for segment in segments if (segment.string_id, segment.context_id) not in there
    ]
    # One of two equal paragraphs may have changed: it is there once less than before.
    former = [
        record
        for record in written
        if (1 if before is None else before[pair_of(record)]) > now[pair_of(record)]
    ]
    for segment in list(wanted):
        if same := same_words(segment, [*former, *written]):
            copy(segment, same)
            wanted.remove(segment)
            former = [record for record in former if record is not same]
    for match in best_matches(wanted, former):
        carry(match)
    drop_untouched(written, now)


def pair_of(record: StringTranslation) -> Pair:
    """What a translation translates where."""
    return record.translation_of_id, record.context_id


def same_words(
    segment: StringSegment, records: list[StringTranslation]
) -> StringTranslation | None:
    """The translation of the very same text in another place of the page."""
    found = (record for record in records if record.translation_of_id == segment.string_id)
    return next(found, None)


def best_matches(segments: list[StringSegment], records: list[StringTranslation]) -> list[Match]:
    """Which former text became which, the most likely first; each is used once."""
    alone = Counter(segment.context_id for segment in segments)
    matches = []
    for segment in segments:
        for record in records:
            cutoff = least(segment, record, alone[segment.context_id] == 1)
            if found := likeness(segment, record, cutoff):
                matches.append(Match(found, segment, record))
    chosen, used = [], set()
    for match in sorted(matches, key=rank, reverse=True):
        if not {id(match.segment), id(match.record)} & used:
            chosen.append(match)
            used |= {id(match.segment), id(match.record)}
    return chosen


def rank(match: Match) -> tuple[bool, float, float]:
    """Matches in the same place first, then by likeness, then the latest."""
    is_near = match.segment.context_id == match.record.context_id
    return is_near, match.likeness, match.record.updated_at.timestamp()


def likeness(segment: StringSegment, record: StringTranslation, least: float) -> float:
    """How like two texts of the original are, from 0 to 1; 0 if that is less than `least`."""
    return Levenshtein.normalized_similarity(
        segment.string.data, record.translation_of.data, score_cutoff=least
    )


def least(segment: StringSegment, record: StringTranslation, is_alone: bool) -> float:
    """How like they must be."""
    if segment.context_id != record.context_id:
        return LIKE_ELSEWHERE
    return LIKE_ALONE if is_alone else LIKE_NEAR


def copy(segment: StringSegment, record: StringTranslation) -> None:
    """The same text at its new place: nothing is asked of the translator."""
    made = write(segment, record, has_error=record.has_error)
    if state := getattr(record, "state", None):
        TextState.objects.update_or_create(
            translation=made,
            defaults={
                "reason": state.reason,
                "former": state.former,
                "approved": state.approved,
                "approved_by": state.approved_by,
                "approved_at": state.approved_at,
            },
        )


def carry(match: Match) -> None:
    """The former translation of a changed text, as one that needs work."""
    before = match.record
    state = getattr(before, "state", None)
    is_untouched = before.has_error and state and state.reason == Reason.CHANGED
    made = write(match.segment, before, has_error=True)
    # Changed twice before anybody came to it: the difference is to what the words translate.
    former = state.former if is_untouched else before.translation_of
    TextState.objects.update_or_create(
        translation=made, defaults={"reason": Reason.CHANGED, "former": former}
    )


def write(segment: StringSegment, record: StringTranslation, has_error: bool) -> StringTranslation:
    """The words of a translation for another text; in the place of an emptied one, if there is."""
    made, _created = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale_id=record.locale_id,
        defaults={
            "data": record.data,
            "translation_type": record.translation_type,
            "tool_name": record.tool_name,
            "last_translated_by": record.last_translated_by,
            "has_error": has_error,
            "field_error": "",
        },
    )
    return made


def drop_untouched(records: list[StringTranslation], now: Counter[Pair]) -> None:
    """Forget proposals for texts that changed again before anybody came to them."""
    for record in records:
        state = getattr(record, "state", None)
        is_untouched = record.has_error and state and state.reason == Reason.CHANGED
        if is_untouched and not now[pair_of(record)]:
            record.delete()


def source_of(key: UUID, locale_id: int) -> TranslationSource | None:
    """wagtail-localize's copy of an original; none of a page that was never sent."""
    return TranslationSource.objects.filter(object_id=key, locale_id=locale_id).first()
