"""Pictures nobody may show: they exist in no size, so that no address leads to them.

A picture is withheld while it is, or in any revision was, the portrait of somebody whose
photograph may not be shown, and while every page that shows it is withheld. One that no page
knows any more stays as it is.
"""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex, Revision

from core.changes import shown_changed
from core.consent import Scope, is_taken_down, is_withheld
from core.models import Consent, CustomImage
from prisoners.models import PrisonerPage


def connect() -> None:
    """Follow what changes what may be shown, and the portraits chosen in drafts."""
    shown_changed.connect(pages_changed)
    post_save.connect(person_saved, sender=PrisonerPage)


def pages_changed(keys: Iterable[UUID], **kwargs) -> None:
    """Look again at the pictures of these pages."""
    for key in keys:
        review(key)


def person_saved(instance: PrisonerPage, **kwargs) -> None:
    """Look again at the pictures of a person who was saved, as a draft too."""
    review(instance.translation_key)


def review(key: UUID) -> None:
    """Withhold and release the pictures of the page with this key, in all languages."""
    portraits, shown = portraits_of(key), pictures_on(key)
    if not portraits | shown:
        return
    hidden = set() if may_show_photo(key) else portraits
    is_closed = Page.objects.filter(is_withheld(), translation_key=key).exists()
    for image in CustomImage.objects.filter(pk__in=portraits | shown):
        if image.is_withheld:
            if image.pk not in hidden and may_be_shown(image):
                image.release()
        elif image.pk in hidden or (is_closed and not is_on_open_page(image)):
            image.withhold()


def may_show_photo(key: UUID) -> bool:
    """Whether the photograph of a person may be shown."""
    closed = Page.objects.filter(is_taken_down(), translation_key=key).exists()
    return not closed and Consent.of(key).allows(Scope.PHOTO)


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
    """Whether a page that is not withheld shows the picture."""
    found = references().filter(to_object_id=str(image.pk))
    pages = [int(pk) for pk in found.values_list("object_id", flat=True)]
    return Page.objects.filter(~is_withheld(), pk__in=pages).exists()


def references() -> QuerySet[ReferenceIndex]:
    """What Wagtail knows of pictures on pages."""
    types = ContentType.objects.get_for_models(Page, CustomImage)
    return ReferenceIndex.objects.filter(
        base_content_type=types[Page], to_content_type=types[CustomImage]
    )
