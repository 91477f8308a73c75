"""Letters of a campaign: filled in when opened, in the language chosen, about whom one may name."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from campaigns.letters import days_in_words, letters_of
from campaigns.models import CampaignPerson, Demand, LetterText
from campaigns.placeholders import fill, unknown
from core.models import TakeDown
from prisoners.models import StatusRow
from tests.factories import (
    fresh,
    give_consent,
    make_addressee,
    make_campaign,
    make_person,
    send_to,
)

pytestmark = pytest.mark.django_db
TEXT = "Прошу за человека: {name}.\r\nВ тюрьме {days}.\r\n\r\n{demand}"


def make_held(title: str = "Макс Бокаев", since: date = date(2017, 11, 1), **facts):
    """Somebody held since the first of November, 30 days before the day of the tests."""
    person = make_person(title, **facts)
    person.statuses = [StatusRow(code="imprisoned", since=since, locale=person.locale)]
    person.save_revision().publish()
    return fresh(person)


def make_call(people=None, text: str = TEXT, addressee=None, demands=("Освободите!",), **facts):
    """A campaign with one letter."""
    campaign = make_campaign("Свободу", **facts)
    people = [make_held()] if people is None else people
    campaign.person_links = [CampaignPerson(person=person) for person in people]
    campaign.demands = [Demand(text=demand, locale=campaign.locale) for demand in demands]
    campaign.letters = [
        LetterText(
            subject="О человеке: {name}",
            text=text,
            addressee_page=addressee,
            locale=campaign.locale,
        )
    ]
    campaign.save_revision().publish()
    return fresh(campaign)


def key_of(campaign) -> str:
    return str(campaign.letters.get().translation_key)


def opened(client, campaign, reader: str = "ru", **chosen: str):
    """The page of the letter, as a tree."""
    url = f"/{reader}/campaigns/svobodu/letters/{key_of(campaign)}/"
    response = client.get(url, chosen)
    assert response.status_code == 200
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def text_of(tree) -> str:
    return tree.find(".//textarea").text


def options(tree, name: str) -> list[tuple[str, str]]:
    return [
        (option.get("value"), option.text)
        for option in tree.findall(f".//select[@name='{name}']/option")
    ]


def chosen(tree, name: str) -> str:
    [option] = [
        option
        for option in tree.findall(f".//select[@name='{name}']/option")
        if option.get("selected") is not None
    ]
    return option.get("value")


def test_a_letter_is_filled_in_when_it_is_opened(client, settings):
    campaign = make_call()

    assert text_of(opened(client, campaign)) == (
        "Прошу за человека: Макс Бокаев.\nВ тюрьме 30 дней.\n\nОсвободите!"
    )
    settings.BOSAT_TODAY = date(2017, 12, 2)
    assert "В тюрьме 31 день." in text_of(opened(client, campaign))


def test_the_reader_chooses_the_person_and_the_demand_by_the_address(client):
    campaign = make_call([make_held(), make_held("Мухтар Джакишев")], demands=("Раз", "Два"))
    demand = campaign.demands.get(text="Два")

    tree = opened(client, campaign, person="mukhtar-dzhakishev", demand=demand.translation_key)

    assert "Мухтар Джакишев" in text_of(tree)
    assert text_of(tree).endswith("Два")
    assert options(tree, "person") == [
        ("maks-bokayev", "Макс Бокаев"),
        ("mukhtar-dzhakishev", "Мухтар Джакишев"),
    ]
    assert chosen(tree, "person") == "mukhtar-dzhakishev"
    assert chosen(tree, "demand") == str(demand.translation_key)


@pytest.mark.parametrize("value", ["nobody", "<b>", "ы", "0" * 500, "a\0b"])
def test_a_choice_that_makes_no_sense_is_the_first_one(client, value):
    tree = opened(client, make_call(), person=value, demand=value, language=value)

    assert text_of(tree).startswith("Прошу за человека: Макс Бокаев.")


def translated(**facts):
    """A campaign and its person, in French and English too."""
    person = make_held()
    campaign = make_call([person], **facts)
    send_to(person, "fr", "en", title="Max Bokayev")
    send_to(
        campaign, "en", "fr", **{f"letters.{key_of(campaign)}.text": "{name}, {days}: {demand}"}
    )
    return campaign


def test_the_words_the_name_the_days_and_the_demand_are_in_the_language_of_the_letter(client):
    tree = opened(client, translated(), language="en")

    assert text_of(tree) == "Max Bokayev, 30 days: en: Освободите!"
    [area] = tree.findall(".//textarea")
    assert (area.get("lang"), area.get("dir")) == ("en", "ltr")
    assert tree.get("lang") == "ru"


def test_a_reader_writes_in_her_language_where_it_is_read(client):
    addressee = make_addressee(languages_read=["de", "en", "fr"])
    campaign = translated(addressee=addressee)

    assert chosen(opened(client, campaign, "fr"), "language") == "fr"
    assert chosen(opened(client, campaign, "en"), "language") == "en"


def test_else_in_the_language_read_there_that_is_nearest_to_her(client):
    addressee = make_addressee(languages_read=["de", "en", "fr"])
    campaign = translated(addressee=addressee)

    assert chosen(opened(client, campaign, "ru"), "language") == "en"
    assert "English" in "".join(opened(client, campaign, "ru").find(".//main").itertext())


def test_else_in_the_first_one_read_there(client):
    campaign = translated(addressee=make_addressee(languages_read=["de", "fr"]))

    assert chosen(opened(client, campaign, "kk"), "language") == "fr"


def test_else_in_her_own(client):
    campaign = translated(addressee=make_addressee(languages_read=["ja"]))

    assert chosen(opened(client, campaign, "fr"), "language") == "fr"


def test_only_the_languages_that_have_the_letter_and_a_demand_are_offered(client):
    campaign = translated()
    assert options(opened(client, campaign), "language") == [
        ("ru", "Русский"),
        ("en", "English"),
        ("fr", "Français"),
    ]
    campaign.get_translation(fresh(campaign).get_translations().first().locale).unpublish()

    assert len(options(opened(client, campaign), "language")) == 2


def test_a_demand_nobody_translated_is_not_put_into_a_letter(client):
    campaign = translated()
    french = campaign.get_translations().get(locale__language_code="fr")
    french.demands.all().delete()

    assert [code for code, _name in options(opened(client, campaign), "language")] == ["ru", "en"]


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (1, "en", "1 day"),
        (1234, "en", "1,234 days"),
        (21, "ru", "21 день"),
        (1234, "ru", "1\xa0234 дня"),
        (1235, "pl", "1\xa0235 dni"),
        (1234, "de", "1.234 Tage"),
    ],
)
def test_days_are_a_number_as_a_language_writes_it(number, code, words):
    assert days_in_words(number, code) == words


def people_named(client, people, text: str = TEXT) -> list[str]:
    return [slug for slug, _name in options(opened(client, make_call(people, text)), "person")]


def test_a_letter_names_nobody_who_is_protected_or_withheld(client):
    people = [make_held(name) for name in ("Один", "Два", "Три")]
    give_consent(people[0], public_name="initials", real_name="Иван Петров")
    give_consent(people[1], withdrawn_on=date(2017, 11, 1))

    assert people_named(client, people) == ["tri"]


def test_a_letter_asks_nothing_for_those_who_are_free_or_dead(client):
    codes = ("released", "acquitted", "died", "wanted_abroad")
    people = [make_person(f"Человек {code}", status=code, slug=code) for code in codes]

    assert people_named(client, people, "{name}") == ["wanted_abroad"]


def test_who_is_not_held_or_nobody_knows_since_when_is_left_out_where_days_are_counted(client):
    free = make_person("Свободный", status="wanted_abroad")
    unknown_since = make_held("Неизвестный", since=None)
    people = [free, unknown_since, make_held()]

    assert people_named(client, people) == ["maks-bokayev"]


def test_where_days_are_not_counted_they_can_be_named(client):
    people = [make_person("Свободный", status="wanted_abroad"), make_held("Н", since=None)]

    assert people_named(client, people, "{name}") == ["svobodnyy", "n"]


def test_without_anybody_to_name_there_is_no_letter(client):
    person = make_held()
    campaign = make_call([person])
    give_consent(person, name=False)

    tree = opened(client, campaign)

    assert tree.find(".//textarea") is None
    assert letters_of(fresh(campaign)) == []


def test_a_letter_to_somebody_nobody_can_see_is_not_offered(client):
    addressee = make_addressee()
    campaign = make_call(addressee=addressee)
    assert letters_of(fresh(campaign)) != []

    addressee.unpublish()

    assert letters_of(fresh(campaign)) == []
    assert opened(client, campaign).find(".//textarea") is None


def test_a_letter_turns_to_an_addressee_with_what_is_demanded_of_him(client):
    parliament, minister = make_addressee("Парламент"), make_addressee("Министр")
    campaign = make_call(addressee=parliament, demands=("Парламенту", "Всем", "Министру", "Было"))
    rows = dict(campaign.demands.values_list("text", "pk"))
    Demand.objects.filter(pk=rows["Парламенту"]).update(addressee_page=parliament)
    Demand.objects.filter(pk=rows["Министру"]).update(addressee_page=minister)
    Demand.objects.filter(pk=rows["Было"]).update(addressee_page=parliament, state="done")

    words = [text for _key, text in options(opened(client, campaign), "demand")]

    assert words == ["Парламенту", "Всем"]


def test_a_short_letter_opens_in_a_mail_program_with_all_of_it(client):
    addressee = make_addressee(email="office+a@parliament.example")
    campaign = make_call(text='"A" & Б\r\n100 %', addressee=addressee)

    [link] = [a.get("href") for a in opened(client, campaign).findall(".//a[@class='action']")]

    assert link.startswith("mailto:office%2Ba@parliament.example?subject=%D0%9E%20")
    assert link.endswith("&body=%22A%22%20%26%20%D0%91%0D%0A100%20%25")
    assert parse_qs(urlsplit(link).query)["subject"] == ["О человеке: Макс Бокаев"]


@pytest.mark.parametrize(("letters", "has_body"), [(1700, True), (1900, False)])
def test_a_letter_too_long_for_a_link_is_copied_into_an_empty_message(client, letters, has_body):
    campaign = make_call(text="x" * letters, addressee=make_addressee(email="a@parliament.example"))

    tree = opened(client, campaign)

    [link] = [a.get("href") for a in tree.findall(".//a[@class='action']")]
    assert ("&body=" in link) == has_body
    assert len(link) <= 1900
    assert text_of(tree) == "x" * letters


def test_without_a_public_address_there_is_text_to_copy_and_the_way_by_post(client):
    campaign = make_call(addressee=make_addressee(post_address="Rue Wiertz 60\nBruxelles"))

    tree = opened(client, campaign)

    assert "mailto:" not in "".join(a.get("href", "") for a in tree.findall(".//a"))
    paper = "".join(tree.find(".//div[@class='on-paper']").itertext())
    assert "Rue Wiertz 60" in paper
    assert "Макс Бокаев" in paper
    assert "2017" in paper


def test_the_page_takes_no_address_of_the_reader_and_keeps_nothing(client):
    campaign = make_call()
    url = f"/ru/campaigns/svobodu/letters/{key_of(campaign)}/"
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    html = response.content.decode()

    assert [query for query in captured if not query["sql"].lstrip("(").startswith("SELECT")] == []
    assert response.cookies == {}
    main = html.split("<main")[1].split("</main>")[0]
    assert re.findall(r"<input|<form[^>]+post", main) == []
    assert client.post(url).status_code == 405
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("state", ["won", "lost", "closed", "paused"])
def test_a_campaign_that_asks_for_nothing_has_no_letters(client, state):
    campaign = make_call(state=state)

    assert render_to_string("includes/letters.html", {"page": campaign}).strip() == ""
    assert opened(client, campaign).find(".//textarea") is None
    assert client.get("/ru/campaigns/svobodu/letters/").status_code == 200


def test_the_list_names_addressees_and_leads_to_each_wording(client):
    addressee = make_addressee("Парламент", languages_read=["en", "fr"])
    campaign = make_call(addressee=addressee)
    campaign.letters.add(
        LetterText(subject="Иначе", text="Да", addressee_page=addressee, locale=campaign.locale)
    )
    campaign.save_revision().publish()

    html = client.get("/ru/campaigns/svobodu/letters/").content.decode()

    rows = fresh(campaign).letters.all().order_by("pk")
    keys = [str(row.translation_key) for row in rows]
    links = re.findall(r'<a href="([^"]+/letters/[^"]+)">([^<]+)</a>', html)
    assert links == [
        (f"/ru/campaigns/svobodu/letters/{keys[0]}/", "О человеке: …"),
        (f"/ru/campaigns/svobodu/letters/{keys[1]}/", "Иначе"),
    ]
    assert html.count("Парламент") == 1
    part = render_to_string("includes/letters.html", {"page": fresh(campaign)})
    assert [url for url, _text in re.findall(r'<a href="([^"]+/letters/[^"]+)">([^<]+)<', part)]


@pytest.mark.parametrize(
    "braces", ["{nmae}", "{ name }", "{Name}", "{имя}", "{}", "{name", "days}"]
)
def test_a_wrong_placeholder_is_refused_by_name_when_an_editor_saves(braces):
    row = LetterText(subject="Тема", text=f"Текст {braces} текст {{name}}")

    with pytest.raises(ValidationError) as refused:
        row.clean()

    assert list(refused.value.message_dict) == ["text"]
    assert braces in refused.value.message_dict["text"][0]


def test_known_placeholders_are_accepted():
    LetterText(subject="{name}", text="{days}, {demand}").clean()

    assert unknown("{name} {days}{demand}") == []


@pytest.mark.parametrize(
    "text", ["{", "}", "{}", "{имя}", "{0}", "{name!r}", "%(name)s %", "{{name}"]
)
def test_whatever_a_translator_writes_a_letter_opens(text):
    assert fill(text, {"name": "Макс {days}"}) == text.replace("{name}", "Макс {days}")


def test_what_is_filled_in_is_not_filled_in_again():
    assert fill("{name} {days}", {"name": "{days}", "days": "7"}) == "{days} 7"


def test_a_campaign_or_letter_that_is_not_there_is_not_found(client):
    campaign = make_call()
    nothing = "00000000-0000-0000-0000-000000000000"

    assert client.get("/ru/campaigns/nothing/letters/").status_code == 404
    assert client.get(f"/ru/campaigns/svobodu/letters/{nothing}/").status_code == 404
    TakeDown.objects.create(translation_key=campaign.translation_key, reason="x")
    assert client.get("/ru/campaigns/svobodu/letters/").status_code == 410
    assert client.get(f"/ru/campaigns/svobodu/letters/{key_of(campaign)}/").status_code == 410


@pytest.mark.parametrize("count", [1, 3, 20])
def test_letters_cost_the_same_for_any_number_of_people_demands_and_languages(client, count):
    people = [make_held(f"Человек {number}") for number in range(count)]
    campaign = make_call(
        people, demands=[f"Требование {n}" for n in range(count)], addressee=make_addressee()
    )
    send_to(campaign, "fr", "en")
    costs = {}
    for name, url in {
        "list": "/fr/campaigns/svobodu/letters/",
        "letter": f"/fr/campaigns/svobodu/letters/{key_of(campaign)}/",
    }.items():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        costs[name] = len(captured)

    assert costs == {"list": 10, "letter": 11}
