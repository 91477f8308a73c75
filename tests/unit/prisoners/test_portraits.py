"""Pictures of people whose photograph may not be shown exist in no size."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import SourceImageIOError
from wagtail.models import PageViewRestriction

from core.models import Consent, CustomImage, TakeDown
from core.models.media import RENDITIONS, find_rendition
from prisoners.portraits import pages_changed
from tests.factories import (
    fresh,
    give_consent,
    make_event,
    make_image,
    make_page,
    make_person,
    make_user,
    send_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path, settings):
    """A folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def again(image) -> CustomImage:
    return CustomImage.objects.get(pk=image.pk)


def sizes(image) -> int:
    return again(image).renditions.count()


def picture_block(image):
    value = {"image": {"image": image.pk, "alt_text": "Люди", "decorative": False}}
    return {"type": "picture", "value": value | {"credit": "Фото", "caption": ""}}


def is_shown(image) -> bool:
    image = again(image)
    return not image.is_withheld and image.renditions.count() == len(RENDITIONS)


def is_gone(image) -> bool:
    image = again(image)
    return image.is_withheld and not image.renditions.exists()


def test_a_portrait_with_consent_is_shown(media):
    image = make_image()
    make_person(portrait=image)
    assert is_shown(image)


@pytest.mark.parametrize(
    "change",
    [
        {"photo": False},
        {"withdrawn_on": date(2017, 2, 2)},
        {"name": False},
        {"risk": "do_not_publish"},
        {"public_name": "initials", "real_name": "Макс Бокаев"},
    ],
)
def test_files_go_when_consent_goes_and_come_back_with_it(
    media, change, django_capture_on_commit_callbacks
):
    image = make_image()
    person = make_person("Актан", portrait=image)
    files = [Path(rendition.file.path) for rendition in image.renditions.all()]
    assert len(files) == len(RENDITIONS)
    assert all(file.exists() for file in files)
    with django_capture_on_commit_callbacks(execute=True):
        give_consent(person, **change)
    assert is_gone(image)
    assert not any(file.exists() for file in files)
    give_consent(person, photo=True, name=True, withdrawn_on=None, risk="low", public_name="full")
    assert is_shown(image)


def test_a_portrait_without_any_record_is_withheld(media):
    image = make_image()
    person = make_person()
    Consent.objects.all().delete()
    person.portrait = image
    person.save_revision()
    assert is_gone(image)


def test_a_portrait_only_in_a_draft_is_withheld(media):
    image = make_image()
    person = make_person(consent={"photo": False})
    person.portrait = image
    person.save_revision()
    assert fresh(person).portrait is None
    assert is_gone(image)


def test_a_withheld_picture_is_made_in_no_size_by_anybody(media):
    image = make_image()
    stale = again(image)
    person = make_person(portrait=image, consent={"photo": False})
    image = again(image)
    for spec in (RENDITIONS[0], "max-165x165"):
        assert find_rendition(image, spec) is None
        with pytest.raises(SourceImageIOError):
            image.get_rendition(spec)
        with pytest.raises(SourceImageIOError):
            image.get_renditions(spec, "width-20")
    with pytest.raises(SourceImageIOError):
        stale.get_rendition("max-165x165")
    image.title = "Another title"
    image.save()
    person.save_revision().publish()
    assert is_gone(image)


def test_the_admin_shows_no_withheld_picture(media, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image()
        person = make_person(portrait=image, consent={"photo": False})
    client.force_login(make_user("Moderators"))
    pages = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailadmin_pages:edit", args=[person.pk]),
    ]
    for address in pages:
        assert client.get(address).status_code == 200
    assert sizes(image) == 0
    assert not list(Path(media).glob("images/*"))


def test_a_picture_removed_from_the_page_goes_all_the_same(media):
    image = make_image()
    person = make_person(portrait=image)
    person.portrait = None
    person.save_revision().publish()
    give_consent(person, photo=False)
    assert is_gone(image)


def test_the_same_picture_disappears_from_stories_and_returns(media, client):
    image = make_image()
    person = make_person(portrait=image)
    story = make_page("О нас")
    story.body.raw_data.append(picture_block(image))
    story.save_revision().publish()
    assert "<figure" in client.get(story.url).content.decode()
    give_consent(person, photo=False)
    assert "<figure" not in client.get(story.url).content.decode()
    fresh(story).save_revision().publish()
    assert is_gone(image)
    give_consent(person, photo=True)
    assert "<figure" in client.get(story.url).content.decode()


def test_a_portrait_of_two_needs_both(media):
    image = make_image()
    one, other = make_person("Анна", portrait=image), make_person("Иван", portrait=image)
    give_consent(one, photo=False)
    give_consent(other, photo=True)
    assert is_gone(image)
    give_consent(one, photo=True)
    assert is_shown(image)


def test_a_take_down_takes_pictures_that_stand_nowhere_else(media):
    only, shared = make_image(), make_image()
    event, page = make_event("Митинг"), make_page("О нас")
    for target, images in ((event, (only, shared)), (page, (shared,))):
        target.body.raw_data.extend(picture_block(image) for image in images)
        target.save_revision().publish()
    record = TakeDown.objects.create(translation_key=event.translation_key, reason="threats")
    assert is_gone(only)
    assert is_shown(shared)
    record.undone_at = timezone.now()
    record.save()
    assert is_shown(only)


def test_a_person_taken_down_loses_the_portrait(media):
    image = make_image()
    person = make_person(portrait=image)
    TakeDown.objects.create(translation_key=person.translation_key, reason="asked")
    assert is_gone(image)


def restrict(page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_an_unpublished_person_loses_the_portrait_until_published_again(media):
    image = make_image()
    person = make_person(portrait=image)
    person.unpublish()
    assert is_gone(image)
    fresh(person).save_revision().publish()
    assert is_shown(image)


def test_a_person_published_in_another_language_keeps_the_portrait(media):
    image = make_image()
    send_to(make_person(portrait=image), "fr")[0].unpublish()
    assert is_shown(image)


def test_a_restricted_list_hides_its_portraits_until_it_is_open(media):
    image = make_image()
    person = make_person(portrait=image)
    restriction = restrict(person.get_parent())
    assert is_gone(image)
    restriction.delete()
    assert is_shown(image)


def test_pictures_in_the_story_of_an_unpublished_person_go_unless_shown_elsewhere(media):
    only, shared, drafted = make_image(), make_image(), make_image()
    person, page, draft = make_person(), make_page("О нас"), make_page("Черновик", publish=False)
    for target, images in ((person, (only, shared, drafted)), (page, (shared,))):
        target.body.raw_data.extend(picture_block(image) for image in images)
        target.save_revision().publish()
    draft.body.raw_data.append(picture_block(drafted))
    draft.save()
    person.unpublish()
    assert is_gone(only)
    assert is_shown(shared)
    assert is_gone(drafted)


def test_the_portrait_of_a_person_not_published_yet_can_be_chosen_and_seen(media, client):
    image = make_image()
    person = make_person(publish=False)
    person.portrait = image
    person.save_revision()
    client.force_login(make_user("Editors"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[person.pk])).content.decode()
    assert is_gone(image) is False
    assert again(image).get_rendition("max-165x165").url in html


def test_pictures_of_an_unpublished_page_about_nobody_stay(media):
    image = make_image()
    page = make_page("О нас")
    page.body.raw_data.append(picture_block(image))
    page.save_revision().publish()
    page.unpublish()
    assert is_shown(image)


def changing_cost(people) -> int:
    """The queries it takes to look at the pictures of people who have none."""
    keys = [person.translation_key for person in people]
    with CaptureQueriesContext(connection) as captured:
        pages_changed(keys)
    return len(captured)


def test_people_without_pictures_cost_the_same_four_queries_whatever_their_number(media):
    people = [make_person(f"Человек {number}") for number in range(5)]
    changing_cost(people)
    assert changing_cost(people[:1]) == changing_cost(people) == 4


def test_among_many_changed_pages_each_kind_of_picture_is_found(media):
    now, past, told = make_image(), make_image(), make_image()
    one, two, three = make_person(portrait=now), make_person(portrait=past), make_person()
    two.portrait = None
    two.save_revision().publish()
    three.body.raw_data.append(picture_block(told))
    three.save_revision().publish()
    Consent.objects.update(withdrawn_on=date(2017, 2, 2))
    pages_changed([make_page().translation_key, *(x.translation_key for x in (one, two, three))])
    assert (is_gone(now), is_gone(past), is_gone(told)) == (True, True, True)


def test_pictures_of_an_expired_consent_go_by_the_command(media, settings):
    settings.BOSAT_TODAY = date(2017, 12, 1)
    image = make_image()
    make_person(portrait=image, consent={"expires_on": date(2017, 12, 1)})
    settings.BOSAT_TODAY = date(2017, 12, 2)
    call_command("withhold_expired", verbosity=0)
    assert is_gone(image)
    call_command("withhold_expired", verbosity=0)
    assert is_gone(image)
