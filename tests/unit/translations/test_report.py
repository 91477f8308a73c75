"""The report of translations shows nobody a title of what she may not edit."""

import pytest

from tests.factories import make_event, make_user, send_to, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports(client):
    """Titles on both pages of the report, as one user sees them."""
    submit(make_event("Для Франции"), "fr")
    submit(make_event("Для Польши"), "pl")
    submit(make_event("From the French", language="fr"), "ru")

    def read(user) -> list[str]:
        client.force_login(user)
        html = "".join(
            client.get(f"/admin/localize/reports/translations/{page}").content.decode()
            for page in ("", "results/")
        )
        titles = ("Для Франции", "Для Польши", "From the French")
        return [title for title in titles if html.count(title) >= 2]

    return read


@pytest.mark.parametrize(
    ("group", "titles"),
    [
        ("Translators fr", ["Для Франции"]),
        ("Translators pl", ["Для Польши"]),
        ("Translators ru", ["From the French"]),
        ("Translators de", []),
        ("Editors", ["Для Франции", "Для Польши", "From the French"]),
    ],
)
def test_a_report_shows_what_its_reader_may_edit(reports, group, titles):
    assert reports(make_user(group)) == titles


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_can_be_filtered_and_is_in_order(client, count):
    for number in range(count):
        send_to(make_event(f"Событие {number}"), "fr")
    client.force_login(make_user("Editors"))

    response = client.get(
        "/admin/localize/reports/translations/?waiting_for_translation=false&target_locale=fr"
    )

    found = [str(row.source.object_repr) for row in response.context["object_list"]]
    assert found[:count] == [f"Событие {number}" for number in reversed(range(count))]
