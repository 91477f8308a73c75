"""Pictures nobody may show: they exist in no size, so that no address leads to them.

A picture is withheld while it is, or in any revision was, the portrait of somebody whose
photograph may not be shown, and once a closed page shows it that no reader gets, unless
another shows it that readers get. One that no page knows any more stays as it is.

The pictures of somebody who was never published stay: editors choose them and look at them in
the draft, and no page tells their addresses. Once a person was published they go with the page,
also when it is unpublished or restricted; until it is open again, the admin shows a sign.
"""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex, Revision

from core.changes import shown_changed
from core.consent import Scope, is_withheld, types_about_people
from core.languages import readable
from core.models import Consent, CustomImage
from prisoners.models import PrisonerPage

CHUNK = 500


def connect() -> None:
    """Follow what changes what may be shown, and the portraits chosen in drafts."""
    shown_changed.connect(pages_changed)
    post_save.connect(person_saved, sender=PrisonerPage)


def pages_changed(keys: Iterable[UUID], **kwargs) -> None:
    """Look again at the pictures of these pages. Four queries for 500 pages without any."""
    keys = sorted(set(keys))
    for start in range(0, len(keys), CHUNK):
        for key in with_pictures(keys[start : start + CHUNK]):
            review(key)


def with_pictures(keys: list[UUID]) -> set[UUID]:
    """Those of the pages that have a picture, or in a revision had a portrait."""
    pages = Page.objects.filter(translation_key__in=keys)
    known = dict(pages.values_list("pk", "translation_key"))
    people = PrisonerPage.objects.filter(pk__in=known)
    now = people.exclude(portrait=None).values_list("pk", flat=True)
    ids = list(map(str, known))
    past = person_revisions().filter(object_id__in=ids).exclude(content__portrait=None).order_by()
    shown = references().filter(object_id__in=ids).order_by()
    found = {*past.values_list("object_id", flat=True), *shown.values_list("object_id", flat=True)}
    return {known[pk] for pk in {*now, *map(int, found)}}


def person_saved(instance: PrisonerPage, **kwargs) -> None:
    """Look again at the pictures of a person who was saved, as a draft too."""
    review(instance.translation_key)


def review(key: UUID) -> None:
    """Withhold and release the pictures of the page with this key, in all languages."""
    portraits, shown = portraits_of(key), pictures_on(key)
    if not portraits | shown:
        return
    hidden = set() if may_show_photo(key) else portraits
    closed = is_closed(key)
    for image in CustomImage.objects.filter(pk__in=portraits | shown):
        if image.is_withheld:
            if image.pk not in hidden and may_be_shown(image):
                image.release()
        elif image.pk in hidden or (closed and not is_on_open_page(image)):
            image.withhold()


def may_show_photo(key: UUID) -> bool:
    """Whether the photograph of a person may be shown."""
    return not is_closed(key) and Consent.of(key).allows(Scope.PHOTO)


def is_closed(key: UUID) -> bool:
    """Whether a page is withheld, or about a person and, once published, open to no reader."""
    versions = Page.objects.filter(translation_key=key)
    people = versions.filter(content_type__in=types_about_people())
    was_published = people.exclude(first_published_at=None).exists()
    is_gone = was_published and not readable(versions).exists()
    return is_gone or versions.filter(is_withheld()).exists()


def may_be_shown(image: CustomImage) -> bool:
    """Whether a withheld picture may return. Reads the revisions of all people: it is rare."""
    if people := people_in(image):
        return all(may_show_photo(key) for key in people)
    return is_on_open_page(image)


def portraits_of(key: UUID) -> set[int]:
    """The ids of all portraits a person has or, in a revision, ever had."""
    versions = PrisonerPage.objects.filter(translation_key=key)
    now = dict(versions.values_list("pk", "portrait_id"))
    if not now:
        return set()
    past = person_revisions().filter(object_id__in=map(str, now))
    return {*now.values(), *past.values_list("content__portrait", flat=True)} - {None}


def people_in(image: CustomImage) -> set[UUID]:
    """The keys of the people of whom the picture is or ever was the portrait."""
    now = PrisonerPage.objects.filter(portrait=image.pk).values_list("pk", flat=True)
    past = person_revisions().filter(content__portrait=image.pk).order_by()
    ids = {*now, *map(int, past.values_list("object_id", flat=True).distinct())}
    return set(Page.objects.filter(pk__in=ids).values_list("translation_key", flat=True))


def person_revisions() -> QuerySet[Revision]:
    """All revisions of people's pages."""
    return Revision.objects.filter(content_type=ContentType.objects.get_for_model(PrisonerPage))


def pictures_on(key: UUID) -> set[int]:
    """The ids of the pictures that stand on a page, in any language."""
    pages = Page.objects.filter(translation_key=key).values_list("pk", flat=True)
    found = references().filter(object_id__in=map(str, pages))
    return {int(pk) for pk in found.values_list("to_object_id", flat=True)}


def is_on_open_page(image: CustomImage) -> bool:
    """Whether a page that readers get shows the picture."""
    found = references().filter(to_object_id=str(image.pk))
    pages = [int(pk) for pk in found.values_list("object_id", flat=True)]
    return readable(Page.objects.filter(pk__in=pages)).exists()


def references() -> QuerySet[ReferenceIndex]:
    """What Wagtail knows of pictures on pages."""
    types = ContentType.objects.get_for_models(Page, CustomImage)
    return ReferenceIndex.objects.filter(
        base_content_type=types[Page], to_content_type=types[CustomImage]
    )
