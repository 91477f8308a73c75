"""Sharing: what the links say in each language, and that they tell nothing of a reader."""

from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from campaigns.models import CampaignShareText, EventShareText
from core.sharing import sharing_of
from tests.factories import (
    fresh,
    give_consent,
    make_campaign,
    make_event,
    make_page,
    make_person,
    send_to,
)

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def with_texts(page, row: type = CampaignShareText, **texts: str):
    page.share_texts = [
        row(network=network, text=text, locale=page.locale) for network, text in texts.items()
    ]
    page.save_revision().publish()
    return fresh(page)


def said(page) -> dict[str, dict[str, str]]:
    """What each link hands over, decoded."""
    return {
        link.code: {name: text for name, [text] in parse_qs(urlsplit(link.url).query).items()}
        for link in sharing_of(page).links
    }


def test_the_links_lead_to_the_networks_and_hand_over_title_and_address():
    page = make_campaign("Свободу!")
    links = {link.code: link.url for link in sharing_of(page).links}

    assert {code: url.partition("?")[0] for code, url in links.items()} == {
        "email": "mailto:",
        "telegram": "https://t.me/share/url",
        "whatsapp": "https://wa.me/",
        "facebook": "https://www.facebook.com/sharer/sharer.php",
        "x": "https://x.com/intent/tweet",
        "bluesky": "https://bsky.app/intent/compose",
    }
    address = f"{SITE}/ru/campaigns/svobodu/"
    assert said(page) == {
        "email": {"subject": "Свободу!", "body": f"Свободу!\r\n\r\n{address}"},
        "telegram": {"url": address, "text": "Свободу!"},
        "whatsapp": {"text": f"Свободу!\n{address}"},
        "facebook": {"u": address},
        "x": {"text": "Свободу!", "url": address},
        "bluesky": {"text": f"Свободу!\n{address}"},
    }


def test_every_sign_survives_the_way_into_a_link():
    page = with_texts(make_campaign("К"), any='Ә & "Б" + 100 % #1 = ? / \'\r\nвторая строка')

    assert said(page)["telegram"]["text"] == 'Ә & "Б" + 100 % #1 = ? / \'\nвторая строка'
    for link in sharing_of(page).links:
        assert link.url.isascii()
        assert not set(link.url) & set(" \"'<>\n")


def test_a_network_has_its_own_text_and_the_others_that_for_all():
    page = with_texts(make_campaign("К"), any="Для всех", x="Коротко")

    assert said(page)["x"]["text"] == "Коротко"
    assert said(page)["telegram"]["text"] == "Для всех"
    assert said(page)["email"]["subject"] == "К"
    assert sharing_of(page).text == f"Для всех\n{SITE}/ru/campaigns/k/"


def test_a_text_for_one_network_leaves_the_title_to_the_others():
    page = with_texts(make_campaign("К"), x="Коротко")

    assert said(page)["bluesky"]["text"].startswith("К\n")


def test_each_language_has_its_own_words_and_address():
    page = with_texts(make_campaign("К"), any="Приходите")
    [french] = send_to(page, "fr", title="Libérez-les")

    assert said(french)["telegram"] == {
        "text": "fr: Приходите",
        "url": f"{SITE}/fr/campaigns/k/",
    }


def test_a_text_nobody_translated_gives_way_to_the_title():
    page = make_campaign("К")
    [french] = send_to(page, "fr", title="Libérez-les")
    with_texts(fresh(page), any="Приходите")

    assert said(fresh(french))["telegram"]["text"] == "Libérez-les"


def test_an_event_is_shared_with_its_day_hour_and_city():
    page = with_texts(make_event("Протест"), EventShareText, any="Приходите!")

    assert said(page)["telegram"]["text"] == (
        "Приходите!\nSaturday, 16 December 2017, 14:00–15:00 (local time, UTC+1) · Bruxelles"
    )
    with translation.override("ru"):
        assert "Суббота, 16 декабря 2017 г., 14:00–15:00" in said(page)["whatsapp"]["text"]


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (
            "cancelled",
            "Cancelled. Протест\n"
            "Saturday, 16 December 2017, 14:00–15:00 (local time, UTC+1) · Bruxelles",
        ),
        ("postponed", "Postponed, new day to be announced. Протест\nBruxelles"),
        (
            "rescheduled",
            "Moved to another time. Приходите!\n"
            "Saturday, 16 December 2017, 14:00–15:00 (local time, UTC+1) · Bruxelles",
        ),
        (
            "moved_online",
            "Moved online. Приходите!\n"
            "Saturday, 16 December 2017, 14:00–15:00 (Europe/Brussels, UTC+1) · Online",
        ),
    ],
)
def test_what_changed_comes_first_and_nobody_is_called_to_what_does_not_happen(status, text):
    event = make_event("Протест", status=status, online_url="https://meet.example/")
    page = with_texts(event, EventShareText, any="Приходите!")

    assert said(page)["telegram"]["text"] == text
    assert said(page)["email"]["subject"] == text.partition("\n")[0].replace(
        "Приходите!", "Протест"
    )


def test_nobody_is_called_to_what_is_over(settings):
    event = with_texts(make_event("Протест"), EventShareText, any="Приходите!")
    campaign = with_texts(make_campaign("К", state="won"), any="Подпишите!")
    settings.BOSAT_TODAY = event.end_day or event.start_day.replace(day=18)

    assert said(event)["telegram"]["text"].startswith("Протест\n")
    assert said(campaign)["telegram"]["text"] == "К"


def test_long_words_are_cut_where_a_network_would_refuse_them_and_facts_are_not():
    page = with_texts(make_event("Протест"), EventShareText, any="слово " * 80)
    words = said(page)

    assert len(words["x"]["text"]) <= 256
    assert len(words["bluesky"]["text"]) <= 300
    for code in ("x", "bluesky"):
        assert "слово…\nSaturday, 16 December 2017" in words[code]["text"]
    assert words["telegram"]["text"].count("слово") == 80


def test_a_cautious_text_names_nothing_and_leads_to_the_first_page():
    page = make_person("Макс Бокаев")

    assert sharing_of(page).neutral == (f"Worth reading when you have a quiet moment.\n{SITE}/ru/")


def test_an_editor_may_write_the_cautious_text():
    page = with_texts(make_campaign("К"), neutral="Загляни сюда", any="Свободу!")

    assert sharing_of(page).neutral == f"Загляни сюда\n{SITE}/ru/"
    assert sharing_of(page).text.startswith("Свободу!")


def test_a_profile_is_shared_with_the_name_and_its_address():
    page = make_person("Макс Бокаев")

    assert said(page)["telegram"] == {
        "text": "Макс Бокаев",
        "url": f"{SITE}/ru/prisoners/maks-bokayev/",
    }


def test_a_protected_person_is_not_offered_for_sharing():
    page = make_person("М. Б.", slug="case-1")
    give_consent(page, public_name="initials", real_name="Макс Бокаев")

    assert sharing_of(fresh(page)) is None
    assert "<a" not in render_to_string("includes/share.html", {"page": fresh(page)})


def test_the_part_of_a_page_loads_nothing_and_tells_nothing_of_the_reader():
    page = with_texts(make_campaign("К"), any='<b>"Свободу" & жизнь</b>')
    html = render_to_string("includes/share.html", {"page": page})
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)

    assert [tag for tag in ("script", "img", "iframe", "link") if tree.find(f".//{tag}")] == []
    links = tree.findall(".//a")
    assert len(links) == 6
    assert {link.get("rel") for link in links} == {"external noopener noreferrer"}
    assert [link.get("href") for link in links] == [link.url for link in sharing_of(page).links]
    copied = tree.find(".//textarea[@id='share-text']")
    assert copied.text == f'<b>"Свободу" & жизнь</b>\n{SITE}/ru/campaigns/k/'


def test_a_page_of_text_is_shared_by_its_title():
    assert said(make_page("О нас"))["whatsapp"] == {"text": f"О нас\n{SITE}/ru/o-nas/"}


@pytest.mark.parametrize("count", [1, 6])
def test_the_texts_cost_one_query_in_a_translation_too(client, count):
    codes = ("any", "x", "telegram", "email", "bluesky", "neutral")[:count]
    page = with_texts(make_campaign("К"), **{code: f"Текст {code}" for code in codes})
    [french] = send_to(page, "fr")
    french.original.locale, french.locale  # noqa: B018  (read for the rest of the page)
    client.get(french.url)

    with CaptureQueriesContext(connection) as captured:
        assert sharing_of(french).text.startswith("fr: Текст any")
    assert len(captured) == 1
