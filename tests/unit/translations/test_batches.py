"""Many pages are sent in jobs of one page each, which may be interrupted anywhere."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.urls import reverse
from django_tasks_db.management.commands import db_worker
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail_localize.models import Translation

from config import environment
from search.find import pages_for_admin
from search.models import SearchDocument
from tests.factories import fresh, make_event, make_page, make_user, send_to, submit
from translations import batches, sending
from translations.health import broken_tree
from translations.models import Batch, BatchPage
from translations.tasks import send_one

pytestmark = pytest.mark.django_db
State = BatchPage.State


@pytest.fixture
def editor():
    return make_user("Editors")


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    """Do what waits for the end of the transaction, as a request does."""

    def run(action, *args):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args)

    return run


def make_tree() -> list[Page]:
    """A page, two below it and one below the first of these."""
    top = make_page("О нас")
    first = make_page("Команда", parent=top)
    second = make_page("История", parent=fresh(top))
    deep = make_page("Устав", parent=fresh(first))
    return [fresh(page) for page in (top, first, second, deep)]


def languages(page) -> list[str]:
    """Where a page exists beside its original."""
    return sorted(page.get_translations().values_list("locale__language_code", flat=True))


def states(batch) -> list[str]:
    return list(batch.pages.values_list("state", flat=True))


def assert_sound() -> None:
    """The tree agrees with itself, and nothing is half made."""
    assert Page.find_problems() == ([], [], [], [], [])
    assert list(broken_tree()) == []
    report = StringIO()
    call_command("fixtree", interactive=False, stdout=report)
    assert "No problems found" in report.getvalue()
    for page in Page.objects.filter(depth__gt=1):
        assert page.get_children().count() == page.numchild
        assert page.get_latest_revision() is not None
    assert not Page.objects.exclude(alias_of=None).exists()


ALL = ["de", "en", "fr", "kk", "pl", "uk"]


def test_pages_are_sent_into_all_languages_and_nothing_is_published(editor, at_once):
    tree = make_tree()

    batch = at_once(batches.start, reversed(tree), editor)

    assert states(batch) == [State.DONE] * 4
    assert [languages(page) for page in tree] == [ALL] * 4
    assert not Page.objects.filter(translation_key=tree[3].translation_key, live=True).exclude(
        pk=tree[3].pk
    )
    assert_sound()


def test_a_parent_in_another_language_counts_its_children(editor, at_once):
    tree = make_tree()

    at_once(batches.start, tree, editor)

    french = tree[0].get_translations().get(locale__language_code="fr")
    assert french.numchild == 2
    assert [child.title for child in french.get_children()] == ["Команда", "История"]


def test_what_is_above_is_sent_first_whatever_job_comes_first(editor):
    tree = make_tree()
    batch = batches.start(tree, editor)

    send_one.call(batch.pages.get(page=tree[3]).pk)

    assert states(batch) == [State.DONE, State.DONE, State.DONE, State.WAITING]
    assert languages(tree[3]) == ALL


def test_the_admin_finds_the_drafts_of_all_languages(editor, at_once):
    event = make_event("Шествие")

    at_once(batches.start, [event], editor)

    versions = set(event.get_translations(inclusive=True).values_list("pk", flat=True))
    assert set(pages_for_admin("шествие", "ru", 50)) == versions
    documents = SearchDocument.objects.filter(page__in=versions)
    assert set(documents.values_list("language", flat=True)) == {"ru", *ALL}


class Killed(BaseException):
    """What no code expects: the process ends here."""


@pytest.fixture
def killed_in_third(monkeypatch):
    """A process that ends in the middle of the third page: some of its drafts are made."""
    made = []
    save_target = Translation.save_target

    def save_until(self, *args, **kwargs):
        made.append(self)
        if len(made) == 2 * 6 + 3:
            raise Killed
        return save_target(self, *args, **kwargs)

    monkeypatch.setattr(Translation, "save_target", save_until)


@pytest.mark.usefixtures("killed_in_third")
def test_interrupted_halfway_it_leaves_a_sound_tree_and_can_be_continued(editor, at_once):
    tree = make_tree()
    batch = batches.start(tree, editor)
    rows = list(batch.pages.values_list("pk", flat=True))

    send_one.call(rows[0])
    send_one.call(rows[1])
    with pytest.raises(Killed):
        send_one.call(rows[2])

    assert states(batch) == [State.DONE, State.DONE, State.WAITING, State.WAITING]
    in_order = batch.pages.select_related("page")
    assert [languages(row.page) for row in in_order] == [ALL, ALL, [], []]
    assert_sound()

    assert at_once(batches.resume, batch) == 2

    assert states(batch) == [State.DONE] * 4
    assert [languages(page) for page in tree] == [ALL] * 4
    assert_sound()


def test_the_command_continues_and_a_second_run_changes_nothing(editor, at_once):
    tree = make_tree()
    batch = batches.start(tree, editor)
    output = StringIO()

    at_once(lambda: call_command("continue_batches", stdout=output))
    made = Page.objects.count(), list(batch.pages.values_list("finished_at", flat=True))
    at_once(lambda: call_command("continue_batches", stdout=output))
    for row_id in batch.pages.values_list("pk", flat=True):
        send_one.call(row_id)

    assert f"Batch {batch.pk}: 4 of 4 pages …" in output.getvalue()
    assert output.getvalue().count("Batch") == 1
    assert states(batch) == [State.DONE] * 4
    times = list(batch.pages.values_list("finished_at", flat=True))
    assert (Page.objects.count(), times) == made


def test_a_job_of_a_batch_that_was_deleted_does_nothing(editor):
    event = make_event()
    batch = batches.start([event], editor)
    row_id = batch.pages.get().pk
    batch.delete()

    send_one.call(row_id)

    assert languages(event) == []


def refusal(batch) -> str:
    row = batch.pages.get()
    assert row.state == State.REFUSED
    assert row.finished_at is not None
    return row.reason


def test_who_lost_the_right_meanwhile_sends_nothing(editor, at_once):
    event = make_event()
    batch = batches.start([event], editor)
    editor.groups.clear()

    at_once(batches.resume, batch)

    assert refusal(batch) == "You may not send this page for translation."
    assert languages(event) == []


def test_who_no_longer_exists_sends_nothing(editor, at_once):
    batch = batches.start([make_event()], editor)
    editor.delete()

    at_once(batches.resume, batch)

    assert batch.pages.get().state == State.REFUSED


def test_a_page_that_was_deleted_meanwhile_is_refused(editor, at_once):
    event = make_event()
    batch = batches.start([event], editor)
    event.delete()

    at_once(batches.resume, batch)

    assert refusal(batch) == "The page was deleted."


def test_a_page_that_was_unpublished_meanwhile_is_refused(editor, at_once):
    event = make_event()
    batch = batches.start([event], editor)
    event.unpublish()

    at_once(batches.resume, batch)

    assert refusal(batch).startswith("Publish the page first")


def test_below_a_page_that_was_refused_nothing_is_made(editor, at_once):
    tree = make_tree()
    batch = batches.start(tree, editor)
    tree[1].unpublish()

    at_once(batches.resume, batch)

    assert states(batch) == [State.DONE, State.REFUSED, State.REFUSED, State.DONE]
    reason = batch.pages.get(page=tree[3]).reason
    assert reason.startswith("The page above this one is missing in: ")
    assert languages(tree[3]) == []
    assert_sound()


def test_a_mistake_of_ours_refuses_one_page_and_says_nothing_about_it(
    editor, at_once, monkeypatch, caplog
):
    secret, other = make_event("Тайное имя"), make_event("Митинг")
    batch = batches.start([secret, other], editor)
    translate_object = sending.translate_object

    def fail(page, *args, **kwargs):
        translate_object(page, *args, **kwargs)
        if page.pk == secret.pk:
            raise ValueError("hidden")

    monkeypatch.setattr(sending, "translate_object", fail)
    at_once(batches.resume, batch)

    assert states(batch) == [State.REFUSED, State.DONE]
    reason = batch.pages.get(page=secret).reason
    assert reason == "Something went wrong. Send the page again, or tell your administrator."
    assert languages(secret) == []
    assert [record.message for record in caplog.records if "batch" in record.message] == [
        f"Page {batch.pages.get(page=secret).pk} of a batch could not be sent"
    ]
    assert_sound()


def test_a_busy_database_is_not_the_page_s_fault(editor, monkeypatch):
    batch = batches.start([make_event()], editor)

    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(sending, "translate_object", busy)
    with pytest.raises(OperationalError):
        send_one.call(batch.pages.get().pk)

    assert batch.pages.get().state == State.WAITING


def test_a_language_that_cannot_take_the_page_undoes_the_others(editor, at_once):
    event = make_event("Митинг")
    batch = batches.start([event], editor)
    # Nothing a form would take, but a database holds it.
    Page.objects.filter(pk=event.pk).update(title="")

    at_once(batches.resume, batch)

    assert refusal(batch).startswith("No draft could be made in: English, Français, Polski, ")
    assert languages(event) == []
    assert not Translation.objects.filter(source__object_id=event.translation_key).exists()
    assert_sound()


def test_only_published_originals_that_lack_a_language_are_sent_along(editor):
    top, first, second, deep = make_tree()
    make_page("Черновик", parent=fresh(top), publish=False)
    submit(top, "fr")
    submit(first, "fr")

    assert [page.title for page in batches.below([top], editor)] == ["Команда", "Устав", "История"]
    assert list(batches.below([second], editor)) == []
    assert list(batches.below([], editor)) == []
    assert [page.pk for page in batches.below([first], editor)] == [deep.pk]


def test_what_is_in_all_languages_is_not_sent_along_unless_one_was_stopped(editor, at_once):
    top, *rest = make_tree()
    at_once(batches.start, [top, *rest], editor)
    assert list(batches.below([top], editor)) == []

    Translation.objects.filter(source__object_id=rest[0].translation_key).update(enabled=False)

    assert [page.pk for page in batches.below([top], editor)] == [rest[0].pk]


# The admin.


def send_url(page) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def test_the_form_offers_what_is_below_and_leads_to_the_progress(editor, client, at_once):
    tree = make_tree()
    client.force_login(editor)

    html = client.get(send_url(tree[0])).content.decode()
    response = at_once(client.post, send_url(tree[0]), {"below": "on"})

    assert "Also 3 published pages below it that are not in all languages" in html
    batch = Batch.objects.get()
    assert response.url == f"/admin/localize/batches/{batch.pk}/"
    assert states(batch) == [State.DONE] * 4


def test_without_the_tick_one_page_is_sent_and_there_is_no_batch(editor, client):
    tree = make_tree()
    client.force_login(editor)

    client.post(send_url(tree[0]))

    assert not Batch.objects.exists()
    assert [languages(page) for page in tree] == [ALL, [], [], []]


def test_a_page_without_others_offers_no_tick(editor, client):
    event = make_event()
    client.force_login(editor)

    assert 'name="below"' not in client.get(send_url(event)).content.decode()


def bulk_url(*pages) -> str:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "translate"])
    return f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}"


def test_ticked_pages_are_sent_and_what_cannot_be_is_left_out(editor, client, at_once):
    event, draft = make_event("Митинг"), make_event("Черновик", publish=False)
    french = send_to(make_event("Пикет"), "fr")[0]
    client.force_login(editor)
    url = bulk_url(event, draft, french)

    html = client.get(url).content.decode()
    response = at_once(client.post, url)

    left_out = html.split("These are left out:")[1].split("</form>")[0]
    assert "Черновик" in left_out
    assert "fr: Пикет" in left_out
    assert "Митинг" not in left_out
    batch = Batch.objects.get()
    assert response.url == reverse("batch", args=[batch.pk])
    assert [row.page_id for row in batch.pages.all()] == [event.pk]
    assert languages(event) == ALL


@pytest.mark.parametrize(("data", "number"), [({}, 1), ({"include_descendants": "on"}, 4)])
def test_ticked_pages_take_those_below_with_them_if_wanted(editor, client, data, number):
    tree = make_tree()
    client.force_login(editor)

    assert "3 published pages below them" in client.get(bulk_url(tree[0])).content.decode()
    client.post(bulk_url(tree[0]), data)

    assert Batch.objects.get().pages.count() == number


def test_ticked_pages_of_which_none_can_be_sent_start_nothing(editor, client):
    draft = make_event("Черновик", publish=False)
    client.force_login(editor)

    assert "Go back" in client.get(bulk_url(draft)).content.decode()
    client.post(bulk_url(draft))

    assert not Batch.objects.exists()


def test_the_progress_reloads_itself_while_something_waits(editor, client, at_once):
    batch = batches.start(make_tree(), editor)
    send_one.call(batch.pages.first().pk)
    client.force_login(editor)
    url = reverse("batch", args=[batch.pk])

    waiting = client.get(url).content.decode()
    still = client.get(f"{url}?still").content.decode()
    at_once(client.post, url)
    finished = client.get(url).content.decode()

    assert "1 of 4" in waiting
    assert "Waiting: 3" in waiting
    refresh = '<meta http-equiv="refresh" content="10">'
    assert [refresh in html for html in (waiting, still, finished)] == [True, False, False]
    assert ["Continue</button>" in html for html in (waiting, still, finished)] == [
        True,
        True,
        False,
    ]
    assert "4 of 4" in finished


def test_the_progress_names_only_pages_its_reader_may_edit(editor, client, at_once):
    event, deleted = make_event("Митинг"), make_event("Пикет")
    batch = batches.start([event, deleted], editor)
    deleted.delete()
    event.unpublish()
    at_once(batches.resume, batch)
    page = reverse("batch", args=[batch.pk])

    client.force_login(editor)
    html = client.get(page).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[event.pk]) in html
    assert "The page was deleted." in html

    client.force_login(make_user(is_superuser=True))
    assert "Митинг" in client.get(page).content.decode()


def test_a_title_is_not_shown_to_who_may_no_longer_edit_the_page(editor, client, at_once):
    event = make_event("Митинг")
    batch = batches.start([event], editor)
    event.unpublish()
    at_once(batches.resume, batch)
    group = editor.groups.get()
    group.page_permissions.all().delete()
    client.force_login(editor)

    html = client.get(reverse("batch", args=[batch.pk])).content.decode()

    assert "Митинг" not in html
    assert "A page that you may not edit" in html


def test_a_batch_is_shown_to_who_made_it_and_to_moderators(editor, client):
    batch = batches.start([make_event()], editor)
    page, overview = reverse("batch", args=[batch.pk]), reverse("batches")
    found = {}
    users = {"maker": editor, "other": make_user("Editors"), "moderator": make_user("Moderators")}

    for name, user in users.items():
        client.force_login(user)
        html = client.get(overview).content.decode()
        found[name] = (client.get(page).status_code, f'href="{page}"' in html)

    assert found == {"maker": (200, True), "other": (403, False), "moderator": (200, True)}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("group", ["Translators fr", "Translators ru"])
def test_translators_find_all_of_it_closed(editor, client, group, method):
    event = make_event()
    translator = make_user(group)
    # Perhaps she was an editor when she started hers.
    others, hers = batches.start([event], editor), batches.start([event], translator)
    progress = [reverse("batch", args=[batch.pk]) for batch in (others, hers)]
    client.force_login(translator)
    urls = (reverse("batches"), *progress, bulk_url(event), send_url(event))

    statuses = [getattr(client, method)(url, {"below": "on"}).status_code for url in urls]

    assert statuses == [403] * 5
    assert states(others) == states(hers) == [State.WAITING]
    assert Batch.objects.count() == 2


def test_who_does_not_work_here_is_sent_to_the_login(editor, client):
    batch = batches.start([make_event()], editor)

    for url in (reverse("batches"), reverse("batch", args=[batch.pk])):
        assert client.get(url).url.startswith("/admin/login/")


# What it costs.


def queries_of(action, *args) -> int:
    """How many queries it asks; Django's own log of them ends with the 9,000th."""
    asked = []

    def note(execute, *query):
        asked.append(None)
        return execute(*query)

    with connection.execute_wrapper(note):
        action(*args)
    return len(asked)


def cost(count: int, editor) -> list[int]:
    """The queries of each of so many jobs."""
    batch = batches.start([make_event() for _ in range(count)], editor)
    jobs = batch.pages.values_list("pk", flat=True)
    queries = [queries_of(send_one.call, row_id) for row_id in list(jobs)]
    assert states(batch) == [State.DONE] * count
    return queries


def test_a_page_costs_the_same_however_many_there_are(editor):
    cost(1, editor)  # what is remembered of languages and types is asked once
    one, many = cost(1, editor), cost(8, editor)

    assert max(many) - min(many + one) <= 2, (one, many)


def test_the_progress_costs_the_same_for_any_number_of_pages(editor, client):
    client.force_login(editor)
    numbers = []
    for count in (1, 1, 3):
        batch = batches.start([make_event() for _ in range(count)], editor)
        batch.pages.update(state=State.REFUSED, reason="x")
        numbers.append(queries_of(client.get, reverse("batch", args=[batch.pk])))

    assert numbers[1] == numbers[2]


# The queue in the database.


@pytest.mark.parametrize(("value", "found"), [("", "immediate"), ("database", "database")])
def test_without_a_setting_there_is_no_queue(monkeypatch, value, found):
    monkeypatch.setenv("BOSAT_TASKS", value)

    assert environment.choice("BOSAT_TASKS", "immediate", "database") == found


def test_a_queue_we_do_not_have_is_named_in_one_line(monkeypatch):
    monkeypatch.setenv("BOSAT_TASKS", "redis")

    with pytest.raises(SystemExit) as error:
        environment.choice("BOSAT_TASKS", "immediate", "database")

    assert str(error.value) == "Setting BOSAT_TASKS: must be immediate or database, not 'redis'"


DATABASE = {"translations": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work_off() -> None:
    """What `manage.py db_worker --batch` does, without taking over the signals of the process."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="translations",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


@pytest.fixture
def queue(settings, monkeypatch):
    """As with BOSAT_TASKS=database."""
    settings.TASKS = settings.TASKS | DATABASE
    # A worker renews its connection; the test lives in a transaction of this one.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


@pytest.mark.usefixtures("queue")
def test_the_queue_in_the_database_keeps_pages_until_a_worker_comes(editor, at_once):
    tree = make_tree()

    batch = at_once(batches.start, tree, editor)
    before = states(batch)
    work_off()

    assert before == [State.WAITING] * 4
    assert states(batch) == [State.DONE] * 4
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert_sound()


@pytest.mark.usefixtures("queue", "killed_in_third")
def test_a_worker_that_was_killed_at_a_page_comes_back_to_it(editor, at_once):
    tree = make_tree()
    batch = at_once(batches.start, tree, editor)

    work_off()

    assert states(batch) == [State.DONE, State.DONE, State.WAITING, State.DONE]
    assert DBTaskResult.objects.filter(status="FAILED").count() == 1
    assert_sound()
    at_once(batches.resume, batch)
    work_off()
    assert states(batch) == [State.DONE] * 4
    assert_sound()
