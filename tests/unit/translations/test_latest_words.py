"""What is published is what was read; what is ready stays listed; nothing written is lost."""

import json

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowTask
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringTranslation

from core.models import Consent, SiteSettings, TakeDown
from core.protection import hide_name
from tests.factories import (
    fill,
    fresh,
    make_event,
    make_image,
    make_person,
    make_user,
    paragraph,
    send_to,
    submit,
    translation_into,
)
from translations.editor import box_of
from translations.exchange import package_of, take_in
from translations.files import po
from translations.memory import pairs, suggestions
from translations.models import Work
from translations.publishing import gate, publish, save_draft
from translations.sources import update_source
from translations.texts import Status, approve, count, enter, texts_of
from translations.work import done

pytestmark = pytest.mark.django_db
SECOND = "Второй абзац."


@pytest.fixture
def event():
    """An event that is published in French."""
    body = [paragraph(f"<p>Начало митинга в городе.</p><p>{SECOND}</p>", "1" * 8)]
    page = make_event("Митинг", body=body)
    send_to(page, "fr")
    return fresh(page)


@pytest.fixture
def edit(django_capture_on_commit_callbacks):
    """Publish an original with other values."""

    def change(page, **values):
        page = fresh(page)
        for name, value in values.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return change


def french(page):
    return translation_into(page, "fr")


def target(page):
    return fresh(french(page).get_target_instance())


def text(page, source: str = SECOND):
    return next(text for text in texts_of(french(page)) if text.source == source)


def correct(page, words: str = "Corrigé.", user=None) -> None:
    enter(text(page), words, french(page), user)
    count(french(page))


def work(page) -> Work:
    return Work.objects.get(translation=french(page))


def address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[target(page).pk])


def form(page, words: str | None = None, **more) -> dict:
    box = box_of(text(page))
    shown = box.words if words is None else words
    return {f"text-{box.key}": shown, f"was-{box.key}": box.words, **more}


def test_a_correction_of_a_published_page_is_on_the_desk_until_it_is_published(event):
    assert work(event) not in Work.objects.unfinished()

    correct(event)
    assert work(event) in Work.objects.unfinished()

    publish(french(event))
    assert work(event) not in Work.objects.unfinished()


def test_a_page_that_was_unpublished_is_on_the_desk_again(event):
    target(event).unpublish()

    assert work(event) in Work.objects.unfinished()


def test_many_pages_at_once_are_published_with_the_words_there_are(client, event):
    correct(event)
    client.force_login(make_user("Moderators"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{url}?id={target(event).pk}", {})

    assert "Corrigé." in str(target(event).body)


def test_an_approval_publishes_what_the_reviewer_has_corrected(client, event):
    moderator = make_user("Moderators")
    task = GroupApprovalTask.objects.create(name="Lecture")
    task.groups.set(moderator.groups.all())
    workflow = Workflow.objects.create(name="Lecture")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    save_draft(french(event), moderator)
    page = target(event)
    workflow.start(page, moderator)
    client.force_login(moderator)

    client.post(address(event), form(event, "Corrigé."))
    state = page.current_workflow_task_state.pk
    arguments = [page.pk, "approve", state]
    client.post(reverse("wagtailadmin_pages:workflow_action", args=arguments), {"comment": ""})

    assert "Corrigé." in str(target(event).body)


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "create_alias"])
@pytest.mark.parametrize("role", ["Moderators", "Editors", "Translators fr"])
def test_the_programming_interface_of_the_admin_changes_no_page(client, event, role, action):
    client.force_login(make_user(role))
    correct(event)

    url = reverse("wagtailadmin_api:pages:action", args=[target(event).pk, action])
    response = client.post(url, "{}", content_type="application/json")

    assert response.status_code == 403
    assert target(event).live is True
    assert "Corrigé." not in str(target(event).body)


def test_one_gap_does_not_spare_the_second_person(event):
    SiteSettings.objects.update(review_translations=True)
    text(event).record.delete()

    assert gate(french(event)).with_gaps is False


def test_what_was_written_after_the_reviewer_looked_is_not_approved(client, event):
    client.force_login(make_user("Translators fr"))
    seen = form(event, action="approve")
    correct(event, "Écrit après.", make_user("Translators fr"))

    client.post(address(event), seen)

    assert text(event).status == Status.UNREAD


@pytest.mark.parametrize("words", ["<b></b>", "<i> </i>", "<br/>"])
def test_a_text_that_shows_nothing_is_untranslated(event, words):
    correct(event, words)

    assert text(event).status == Status.EMPTY


def test_what_a_machine_wrote_is_not_published_before_somebody_says_it_is_right(client, event):
    machine = StringTranslation.TRANSLATION_TYPE_MACHINE
    StringTranslation.objects.filter(pk=text(event).record.pk).update(translation_type=machine)
    assert text(event).status == Status.NEEDS_WORK
    assert "1 text needs work" in gate(french(event)).reasons[0]

    client.force_login(make_user("Translators fr"))
    right = {f"right-{box_of(text(event)).key}": "on"}
    client.post(address(event), form(event, **right))

    assert text(event).status == Status.UNREAD


def test_somebody_who_writes_while_the_page_is_being_locked_loses_nothing(client, event):
    client.force_login(make_user("Translators fr"))
    page = target(event)
    page.locked, page.locked_by = True, make_user("Moderators")
    page.save()

    html = client.post(address(event), form(event, "Une heure de travail.")).content.decode()

    assert ">Une heure de travail.</textarea>" in html
    assert "The page is locked." in html
    assert text(event).target == f"fr: {SECOND}"


def test_a_title_without_room_is_not_kept_and_stays_in_its_box(client, event):
    client.force_login(make_user("Translators fr"))
    box = box_of(text(event, "Митинг"))
    long = "a" * 300
    posted = {f"text-{box.key}": long, f"was-{box.key}": box.words}

    html = client.post(address(event), posted | form(event, "Corrigé.")).content.decode()

    assert f">{long}</textarea>" in html
    assert "Not kept: there is room for 255 characters." in html
    assert text(event).target == "Corrigé."
    url = reverse(
        "wagtail_localize:edit_string_translation",
        args=[french(event).pk, text(event, "Митинг").segment.pk],
    )
    answer = client.put(url, f"value={long}", "application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_a_nul_byte_is_left_out(client, event):
    client.force_login(make_user("Translators fr"))

    client.post(address(event), form(event, "Corri\0gé."))

    assert text(event).target == "Corrigé."


@pytest.mark.parametrize("query", ["kind=" + "9" * 5000, "kind=x", "text=%00", "p=-1", "state=x"])
def test_nonsense_in_an_address_of_the_table_is_answered(client, query):
    client.force_login(make_user("Editors"))

    assert client.get(reverse("translation_overview") + f"?{query}").status_code == 200


def test_done_is_over_when_the_original_changes(event, edit):
    done(french(event), make_user("Translators fr"))

    edit(event, title="Митинги")

    assert work(event).done_at is None


def test_a_file_overwrites_nothing_that_somebody_else_wrote_since(event):
    data = po.write(package_of(french(event)))
    correct(event, "Corrigé entretemps.", make_user("Translators fr"))
    corrected = data.replace(f"fr: {SECOND}".encode(), b"Autrement.")

    outcome = take_in(french(event), corrected, "fr.po", make_user("Translators fr"))

    assert (outcome.newer, outcome.matched.changed) == (1, [])
    assert text(event).target == "Corrigé entretemps."


def test_one_of_two_equal_paragraphs_that_changes_has_its_translation_as_a_proposal(edit):
    html = "<p>Приходите в полдень.</p><p>Приходите в полдень.</p>"
    page = make_event("Митинг", body=[paragraph(html, "1" * 8)])
    send_to(page, "fr")

    html = "<p>Приходите в полдень.</p><p>Приходите ровно в полдень.</p>"
    edit(page, body=[paragraph(html, "1" * 8)])

    assert text(page, "Приходите ровно в полдень.").target == "fr: Приходите в полдень."
    assert text(page, "Приходите в полдень.").status == Status.UNREAD


def test_a_copy_that_was_renewed_by_others_is_brought_up_nevertheless(event):
    event.title = "Митинги завтра"
    event.save_revision().publish()
    french(event).source.update_from_db()

    update_source(french(event).source)

    assert text(event, "Митинги завтра").status == Status.NEEDS_WORK
    assert (work(event).needs_work, work(event).unread) == (1, 2)


@pytest.mark.parametrize("how", ["record", "hide"])
def test_the_difference_does_not_tell_the_former_name_of_a_protected_person(client, edit, how):
    name = "Иван Петров" if how == "hide" else "И. П."
    page = make_person(name, body=[paragraph("<p>Вчера Иван Петров был задержан.</p>", "1" * 8)])
    send_to(page, "fr", **{"title": "I. P.", f"body.{'1' * 8}": "Hier il a été détenu."})
    edit(page, title="И. П.", body=[paragraph("<p>Вчера он был задержан.</p>", "1" * 8)])
    record = Consent.of(page.translation_key)
    record.public_name, record.real_name = "initials", "Иван Петров"
    record.save()
    if how == "hide":
        hide_name(record, None)
    client.force_login(make_user("Translators fr"))

    assert "Петров" not in client.get(address(page)).content.decode()


@pytest.mark.parametrize("is_deleted", [False, True])
def test_the_memory_tells_nothing_of_somebody_who_was_taken_down(is_deleted):
    words = "<p>Вчера Жанболат был задержан дома.</p>"
    person = make_person("Жанболат", body=[paragraph(words)])
    send_to(person, "fr")
    approve(texts_of(french(person)), make_user("Translators fr"))
    TakeDown.objects.create(translation_key=person.translation_key, reason="a threat")
    if is_deleted:
        fresh(person).delete()
    other = make_event("Митинг", body=[paragraph(words)])
    submit(other, "fr")

    assert list(pairs(Locale.objects.get(language_code="fr"))) == []
    assert suggestions(french(other), texts_of(french(other))) == {}


def own_link(event) -> str:
    link = french(event).source.overridablesegment_set.get()
    return f"own-{link.context_id}"


def test_a_link_that_somebody_else_chose_meanwhile_stays(client):
    html = '<p>Смотрите <a href="https://example.org/">здесь</a></p>'
    event = make_event("Митинг", body=[paragraph(html)])
    submit(event, "fr")
    client.force_login(make_user("Translators fr"))
    client.post(address(event), {own_link(event): "https://b.example/"})

    client.post(address(event), {own_link(event): ""})
    client.post(address(event), {})

    assert SegmentOverride.objects.get().data == "https://b.example/"


@pytest.mark.parametrize("value", ["http://[", "mailto:a@b.example", "http://b.example/", "https:"])
def test_a_link_of_its_own_is_no_worse_than_that_of_the_original(client, value):
    html = '<p>Смотрите <a href="https://example.org/">здесь</a></p>'
    event = make_event("Митинг", body=[paragraph(html)])
    submit(event, "fr")
    client.force_login(make_user("Translators fr"))

    response = client.post(address(event), {own_link(event): value})

    assert "Write a full address" in response.content.decode()
    assert SegmentOverride.objects.count() == 0


def test_a_picture_of_its_own_that_was_deleted_gives_way_to_that_of_the_original():
    image, other = make_image(), make_image()
    value = {"image": {"image": image.pk, "alt_text": "Портрет", "decorative": False}}
    block = {"type": "picture", "id": "p" * 8, "value": value | {"credit": "Фото", "caption": ""}}
    page = make_event("Митинг", body=[])
    page.body.raw_data.append(block)
    page.save_revision().publish()
    fill(submit(fresh(page), "fr")[0])
    segment = OverridableSegment.objects.get(source=french(page).source)
    SegmentOverride.objects.create(
        context=segment.context,
        locale=french(page).target_locale,
        data_json=json.dumps(other.pk),
    )
    other.delete()

    assert publish(french(page)).body[0].value["image"].pk == image.pk
