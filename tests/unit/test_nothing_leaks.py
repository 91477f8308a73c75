"""What is withheld occurs nowhere: every public address is walked, and a translator's admin.

What is printed is read as it goes to the press: the text and the pictures of each sheet.

Each value is a word of its own, so that finding it anywhere is a leak. People are public
first, with everything on their pages, and are withheld by saving their records afterwards.
"""

import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from itertools import product
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation
from PIL import Image
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

from campaigns.models import CampaignKeyDate, CampaignPerson, EventKeyDate, EventPerson
from core import printing
from core.models import Consent, CustomImage, PrintFile, PrintForm, TakeDown
from core.printed import KINDS
from core.printer import print_ordered
from home.models import HomePerson
from prisoners import urls as people_urls
from prisoners.choices import Health, Related
from prisoners.models import (
    Charge,
    Correction,
    Finding,
    IllTreatmentRow,
    NameVariant,
    PlaceIndexPage,
    PlacePage,
    PrisonerPage,
    Recognition,
    RelatedPerson,
    Source,
    StatusRow,
    TimelineEntry,
)
from prisoners.printed import PORTRAIT
from tests.factories import (
    add,
    fresh,
    home_page,
    make_campaign,
    make_event,
    make_key_date,
    make_person,
    make_user,
    paragraph,
    send_to,
)

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TRANSLATED = ("fr",)
ADDRESS = re.compile(r"""(?:href|src|srcset|action|content)\s*=\s*["']([^"']+)["']""")
QUERIES_OF_A_PATH = 12
PLAIN = {"withdrawn_on": None, "expires_on": None, "risk": "low", "public_name": "full"}

# How each person is withheld, and what of her: everything, or the values of a scope.
EVERYTHING = ("title", "name", "photo", "birth_date", "health", "address", "prose")
WITHHELD = {
    "withdrawn": ({"withdrawn_on": date(2017, 11, 1)}, EVERYTHING),
    "endangered": ({"risk": "do_not_publish"}, EVERYTHING),
    "expired": ({"expires_on": date(2017, 11, 1)}, EVERYTHING),
    "unrecorded": (None, EVERYTHING),
    "takendown": ({}, EVERYTHING),
    "nameless": ({"name": False}, EVERYTHING),
    "exposed": ({"public_name": "initials", "real_name": "Exposedtitleru"}, EVERYTHING),
    "protected": (
        {"public_name": "pseudonym", "real_name": "Protectedrealname"},
        ("realname", "name", "photo", "place"),
    ),
    "faceless": ({"photo": False}, ("photo",)),
    "ageless": ({"birth_date": False}, ("birth_date",)),
    "private": ({"health": False}, ("health",)),
    "unreachable": ({"address": False}, ("address",)),
    "kinless": ({"family": False}, ()),
    "open": ({}, ()),
}
PEOPLE = tuple(WITHHELD)
# Whose page is public, if without some of its values.
PUBLIC = {"protected", "faceless", "ageless", "private", "unreachable", "kinless", "open"}


# What ends the session, and what fails to show that failing works.
NOT_WALKED = ("wagtailadmin_logout", "wagtailadmin_error_test")


@dataclass
class Answer:
    """What somebody got from an address: everything in it, in small letters."""

    url: str
    status: int
    text: str
    content: bytes
    type: str


@dataclass
class World:
    """The people, their values by scope, their pictures, and all answers."""

    people: dict[str, PrisonerPage] = field(default_factory=dict)
    values: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    pictures: dict[str, dict[str, bytes]] = field(default_factory=dict)
    # The portrait of each as it stands on paper.
    on_paper: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    admin: dict[str, Answer] = field(default_factory=dict)
    # What was printed while everybody was public, and of that what is left in the next moment.
    printed: set[tuple[str, str, str]] = field(default_factory=set)
    left: dict[str, Answer] = field(default_factory=dict)
    # A page of each kind that shows everybody: campaign, event, key dates of either.
    around: dict[str, Page] = field(default_factory=dict)
    # One that shows nobody.
    quiet: Page | None = None
    media: Path = Path()

    def withheld(self) -> dict[str, str]:
        """Each withheld value and whose it is."""
        return {
            value: case
            for case, (_change, scopes) in WITHHELD.items()
            for scope in scopes
            for value in self.values[case].get(scope, ())
        }


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everybody public, then withheld; then all addresses are walked once for all tests."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        translation.override("en"),
        transaction.atomic(),
        patch("core.printing.pdf", lambda html, *_rest: html.encode()),
        patch("core.social.draw", lambda card, *_rest: repr(card).encode()),
    ):
        made = World(media=media)
        with TestCase.captureOnCommitCallbacks(execute=True):
            publish_all(made)
        with TestCase.captureOnCommitCallbacks(execute=True):
            print_all()
            made.printed = files_made()
        with TestCase.captureOnCommitCallbacks(execute=True):
            withhold_all(made)
            made.left = files_left()
        with TestCase.captureOnCommitCallbacks(execute=True):
            print_all()
        walk_public(made)
        walk_as_translator(made)
        yield made
        transaction.set_rollback(True)


def publish_all(world: World) -> None:
    """Everybody with every field, in three languages, and named on other pages."""
    for number, case in enumerate(PEOPLE):
        world.people[case] = publish(world, case, number)
    opened = world.people["open"]
    opened.related_links = [
        RelatedPerson(person=person, kind=kind)
        for case, person in world.people.items()
        if case != "open"
        for kind in [Related.RELATIVE if case == "kinless" else Related.SAME_CASE]
    ]
    opened.save_revision().publish()
    everybody = list(world.people.values())
    quiet = make_campaign("Ни о ком")
    campaign, event = make_campaign("Кампания"), make_event("Событие")
    debate, vote = make_key_date("Дебаты"), make_key_date("Голосование")
    campaign.person_links = [CampaignPerson(person=person) for person in everybody]
    campaign.key_date_links = [CampaignKeyDate(key_date=debate)]
    event.person_links = [EventPerson(person=person) for person in everybody]
    event.key_date_links = [EventKeyDate(key_date=vote)]
    home = home_page()
    home.person_links = [HomePerson(person=person) for person in everybody]
    for page in (campaign, event, home):
        page.save_revision().publish()
    for page in (campaign, event, debate, vote):
        send_to(page, *TRANSLATED)
    world.around = {"campaign": campaign, "event": event, "debate": debate, "vote": vote}
    world.quiet = quiet


def print_all() -> None:
    """Make what is ordered: whatever is told to the press, as it is told."""
    failed: set = set()
    for _step in print_ordered(failed):
        pass
    assert failed == set()


def files_made() -> set[tuple[str, str, str]]:
    """The language and the form of each file, and whose it is."""
    return {
        (str(key), language, form)
        for key, language, form in PrintFile.objects.values_list(
            "translation_key", "language", "form"
        )
    }


def files_left() -> dict[str, Answer]:
    """The files there are, as if somebody had got them."""
    found = {}
    for made in PrintFile.objects.all():
        with made.file.open() as file:
            content = file.read()
        name = f"{made.translation_key} {made.language} {made.form}"
        found[name] = Answer(name, 200, content.decode().lower(), content, "print")
    return found


def publish(world: World, case: str, number: int) -> PrisonerPage:
    """A person with a value of her own in every field and language."""
    born, ill, written, hurt = (date(1700 + 30 * part + number, 3, 7) for part in range(4))
    texts = {
        name: f"{case}{name}".title()
        for name in (
            *("nativename", "spelling", "lettersto", "treatmenturl", "picture", "placename"),
            *("article", "entry", "source", "organisation", "correction", "told", "finding"),
            *("statussource", "summary"),
        )
    }
    place = add(place_list(), PlacePage(title=texts["placename"], country="KZ", body=[]))
    person = make_person(
        f"{case}titleru {case}secondru".title(),
        status="imprisoned",
        summary=texts["summary"],
        native_name=texts["nativename"],
        portrait=make_portrait(texts["picture"], number),
        born=born,
        country="KZ",
        health=Health.URGENT,
        health_attribution="family",
        health_as_of=ill,
        letters="post",
        letters_checked_on=written,
        letter_address=texts["lettersto"],
        last_verified=date(2017, 11, 1),
        body=[paragraph(f"<p>{texts['told']}</p>")],
    )
    locale = person.locale
    person.statuses = [
        StatusRow(
            code="imprisoned",
            since=date(2016, 5, 4),
            place=place,
            source=texts["statussource"],
            locale=locale,
        )
    ]
    person.spellings = [NameVariant(name=texts["spelling"])]
    person.charges = [Charge(article=texts["article"], state="pending")]
    person.findings = [Finding(body="wgad", symbol=texts["finding"], outcome="category_i")]
    person.recognitions = [
        Recognition(organisation=texts["organisation"], status="political_prisoner", locale=locale)
    ]
    person.ill_treatment = [
        IllTreatmentRow(
            kind="torture",
            attribution="family",
            date=hurt,
            url=f"https://example.org/{texts['treatmenturl']}",
        )
    ]
    person.timeline = [
        TimelineEntry(date=date(2016, 5, 4), kind="arrest", text=texts["entry"], locale=locale)
    ]
    person.sources = [Source(title=texts["source"], locale=locale)]
    person.corrections = [
        Correction(date=date(2017, 1, 2), text=texts["correction"], locale=locale)
    ]
    person.save_revision().publish()
    titles = {code: f"{case}title{code} {case}second{code}".title() for code in TRANSLATED}
    for code in TRANSLATED:
        send_to(fresh(person), code, title=titles[code])
    world.values[case] = values_of(case, texts, (born, ill, written, hurt))
    world.pictures[case] = renditions_of(person.portrait)
    world.on_paper[case] = printing.picture(person.portrait, PORTRAIT).encode()
    return fresh(person)


def place_list() -> PlaceIndexPage:
    """The Russian list of places, made where the skeleton has none."""
    found = PlaceIndexPage.objects.filter(locale__language_code="ru").first()
    return found or add(home_page(), PlaceIndexPage(title="Места"))


def values_of(case: str, texts: dict, days: tuple[date, ...]) -> dict[str, set[str]]:
    """What must not be found, by the scope that opens it; in small letters."""
    prose = ("article", "entry", "source", "organisation", "correction", "told", "finding")
    prose += ("statussource", "summary")
    # In words a year stands after a space; in exports and attributes it begins a date.
    born, ill, written, hurt = ({f" {day.year}", f"{day.year}-03-"} for day in days)
    return {
        "title": {f"{case}second{code}" for code in ("ru", *TRANSLATED)},
        "realname": {"protectedrealname"},
        "name": {texts["nativename"].lower(), texts["spelling"].lower()},
        "photo": {texts["picture"].lower()},
        "place": set(),
        "birth_date": born,
        "health": {texts["treatmenturl"].lower(), *ill, *hurt},
        "address": {texts["lettersto"].lower(), *written},
        "prose": {texts[name].lower() for name in prose},
    }


def make_portrait(title: str, number: int) -> CustomImage:
    """A picture of one colour, like no other person's."""
    path = Path(settings.MEDIA_ROOT) / "upload.png"
    Image.new("RGB", (500, 600), (10 * number, 255 - 9 * number, 40)).save(path)
    with path.open("rb") as file:
        image = CustomImage.objects.create(title=title, file=ImageFile(file, name=f"{title}.png"))
    path.unlink()
    return image


def renditions_of(image: CustomImage) -> dict[str, bytes]:
    """All sizes of a picture, by their addresses."""
    found = {}
    for rendition in image.renditions.all():
        with rendition.file.open() as file:
            found[rendition.url] = file.read()
    return found


def withhold_all(world: World) -> None:
    """Save the records that withhold; nothing else is touched."""
    for case, (change, _scopes) in WITHHELD.items():
        record = Consent.of(world.people[case].translation_key)
        if change is None:
            record.delete()
            continue
        for name, value in change.items():
            setattr(record, name, value)
        record.save()
    TakeDown.objects.create(
        translation_key=world.people["takendown"].translation_key, reason="Takendownreason"
    )
    world.values["takendown"]["prose"].add("takendownreason")


def walk_public(world: World) -> None:
    """Follow every address from the front door on, and ask for those that no page names."""
    reader = Client(headers={"accept-language": "ru"})
    waiting = deque(["/", "/sitemap.xml", "/robots.txt", *unlinked(world)])
    forms: set[tuple[str, str]] = set()
    queries: dict[str, int] = defaultdict(int)
    while waiting:
        url = waiting.popleft()
        path, asked = urlsplit(url).path, urlsplit(url).query
        if url in world.answers or (asked and queries[path] > QUERIES_OF_A_PATH):
            continue
        queries[path] += bool(asked)
        answer = world.answers[url] = ask(reader, url)
        waiting.extend(addresses(answer))
        if not asked and "html" in answer.type:
            forms |= set(search_forms(answer))
    asked_in = tuple(f"/{code}/" for code in ("ru", *TRANSLATED))
    for (action, name), case in product(sorted(forms), PEOPLE):
        if not action.startswith(asked_in):
            continue
        for code in ("ru", *TRANSLATED):
            url = f"{action}?{urlencode({name: f'{case}title{code}'})}"
            world.answers[url] = ask(reader, url)


def unlinked(world: World) -> list[str]:
    """The addresses of all versions of all pages, of all that is no page, of all files."""
    slugs = {person.slug for person in world.people.values()}
    found = [page.url for page in Page.objects.filter(depth__gt=1)]
    printed = Page.objects.type(*KINDS)
    found += [f"{page.url}{form}" for page in printed for form in PrintForm.values]
    for code, slug in product(LANGUAGES, slugs):
        with translation.override(code):
            found += [f"/{code}/prisoners/{slug}/", *addresses_of_people(slug)]
    files = [path.relative_to(world.media) for path in world.media.rglob("*") if path.is_file()]
    return found + [f"/media/{path}" for path in files]


def addresses_of_people(slug: str) -> list[str]:
    """What `prisoners.urls` has: a new address there is walked from its first day."""
    known = {"slug": slug, "year": 2017, "page": 1, "number": 1}
    found = []
    for pattern in people_urls.urlpatterns:
        wanted = {name: known[name] for name in pattern.pattern.converters}
        found.append(reverse(pattern.name, kwargs=wanted))
    return found


def ask(client: Client, url: str) -> Answer:
    """Get an address and keep all of what came, headers too."""
    response = client.get(url)
    content = content_of(response)
    text = content.decode("utf-8", "ignore")
    if "image/webp" in response.headers.get("Content-Type", ""):
        text = ""
    everything = f"{unescape(text)}\n{text}\n{dict(response.headers)}".replace("\xa0", " ").lower()
    return Answer(
        url, response.status_code, everything, content, response.headers.get("Content-Type", "")
    )


def content_of(response: HttpResponse) -> bytes:
    """The whole answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def addresses(answer: Answer) -> list[str]:
    """Every address of ours that an answer names: links, pictures, feeds, exports, redirects."""
    source = answer.content.decode("utf-8", "ignore") if is_text(answer) else ""
    found = [
        part.split()[0]
        for text in ADDRESS.findall(source)
        for part in text.split(",")
        if part.strip()
    ]
    found += re.findall(r"<(?:loc|id|link|icon)>([^<]+)<", source)
    found += re.findall(r'"(https?://[^"]+|/[^"\s]*)"', source)
    found += re.findall(r"(?i)'location': '([^']+)'", answer.text)
    ours = ("", "testserver", urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc)
    urls = []
    for text in found:
        if not text.startswith(("/", "?", "http")):
            continue
        parts = urlsplit(urljoin(answer.url, unescape(text)))
        if parts.scheme in ("", "http", "https") and parts.netloc in ours:
            query = f"?{parts.query}" if parts.query else ""
            urls.append(parts.path + query)
    return [
        url for url in urls if url.startswith("/") and not url.startswith(("/admin/", "/static/"))
    ]


def is_text(answer: Answer) -> bool:
    """Whether an answer can name addresses."""
    return any(kind in answer.type for kind in ("html", "xml", "json", "text", "svg"))


def search_forms(answer: Answer) -> list[tuple[str, str]]:
    """The text fields of the forms that readers fill in: (address, name)."""
    found = []
    source = answer.content.decode("utf-8", "ignore")
    for attributes, inside in re.findall(r"<form([^>]*)>(.*?)</form>", source, re.DOTALL):
        action = re.search(r'action="([^"]*)"', attributes)
        path = urlsplit(urljoin(answer.url, action.group(1) if action else "")).path
        found += [
            (path, name)
            for tag in re.findall(r"<input[^>]*>", inside)
            if re.search(r'type="(?:search|text)"', tag)
            for name in re.findall(r'name="([^"]+)"', tag)
        ]
    return found


def walk_as_translator(world: World) -> None:
    """Open everything of the admin about everybody, as the French translator who worked there."""
    user = make_user("Translators fr")
    pages = [person.get_translation(french()) for person in world.people.values()]
    lists = Page.objects.filter(locale=french(), slug__in=["fr", "prisoners"])
    others = Page.objects.filter(locale=french(), slug__in=["kampaniia", "sobytie"])
    pages += [*lists, *others]
    for page in pages:
        PageLogEntry.objects.log_action(page, "wagtail.edit", user=user)
    client = Client()
    client.force_login(user)
    with override_settings(WAGTAILADMIN_RECENT_EDITS_LIMIT=len(pages)):
        for url in admin_addresses(world, pages):
            world.admin[url] = ask(client, url)


def french():
    return home_page("fr").locale


def admin_addresses(world: World, pages: list[Page]) -> list[str]:
    """Every address of the admin, with the ids of what it is about, and searches for everybody."""
    translations = Translation.objects.filter(target_locale=french())
    images = [person.portrait_id for person in world.people.values() if person.portrait_id]
    ids = {
        "translation_id": list(translations.values_list("pk", flat=True)),
        "image_id": images,
        "page_id": [page.pk for page in pages],
        "parent_page_id": [page.pk for page in pages],
    }
    found = []
    for name, wanted in admin_patterns():
        for values in fillings(wanted, ids, pages, images, name):
            try:
                found.append(reverse(name, kwargs=values))
            except NoReverseMatch:
                continue
    searches = (
        "/admin/pages/search/",
        "/admin/pages/search/results/",
        "/admin/choose-page/search/",
    )
    found += ["/admin/images/chooser/results/?q=picture", "/admin/api/main/pages/?limit=50"]
    for path, case in product(searches, PEOPLE):
        found.append(f"{path}?q={case}titlefr")
    for case in PEOPLE:
        found.append(f"/admin/api/main/pages/?search={case}titlefr")
    for page in pages:
        found.append(f"/admin/api/main/pages/?child_of={page.pk}&for_explorer=1")
    chosen = "&".join(f"id={page.pk}" for page in pages)
    found.append(f"/admin/choose-page/chosen-multiple/?{chosen}")
    bulk = "&".join(f"id={page.pk}" for page in pages)
    found += [f"/admin/bulk/wagtailcore/page/{name}/?{bulk}" for name in ("publish", "move")]
    found += [f"/admin/reports/{name}/?export=csv" for name in ("aging-pages", "site-history")]
    return found


def admin_patterns() -> list[tuple[str, tuple[str, ...]]]:
    """The named addresses of the admin and what they need to know."""
    found = []

    def descend(resolver, namespaces: tuple[str, ...]) -> None:
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
                descend(pattern, inner)
            elif pattern.name and pattern.name not in NOT_WALKED:
                wanted = tuple(pattern.pattern.regex.groupindex) or tuple(
                    getattr(pattern.pattern, "converters", ())
                )
                found.append((":".join([*namespaces, pattern.name]), wanted))

    descend(get_resolver("wagtail.admin.urls"), ())
    return found


def fillings(wanted: tuple, ids: dict, pages: list, images: list, name: str) -> list[dict]:
    """What to fill an address with: of everybody what she has."""
    revisions = [
        {"page_id": page.pk, "revision_id": pk}
        for page in pages
        for pk in page.revisions.values_list("pk", flat=True)
    ]
    versions = {"revision_id_a": "earliest", "revision_id_b": "latest"}
    keys = [page.pk for page in pages] if "pages" in name else images
    known = {
        (): [{}],
        ("page_id", "revision_id"): revisions,
        ("pk", "revision_id_a", "revision_id_b"): [{"pk": page.pk} | versions for page in pages],
        ("translation_id", "string_segment_id"): paired(
            StringSegment.objects.filter(context__path="title"), "string_segment_id"
        ),
        ("translation_id", "overridable_segment_id"): paired(
            OverridableSegment.objects.all(), "overridable_segment_id"
        ),
        ("pk",): [{"pk": pk} for pk in keys],
        **{(one,): [{one: pk} for pk in pks] for one, pks in ids.items()},
        **{
            names: [dict(zip(names, ("prisoners", "prisonerpage"), strict=True))]
            for names in (
                ("app_label", "model_name"),
                ("content_type_app_name", "content_type_model_name"),
            )
        },
    }
    return known.get(wanted, [])


def paired(rows, name: str) -> list[dict]:
    """The segments of each page with its French translation."""
    translations = dict(
        Translation.objects.filter(target_locale=french()).values_list("source_id", "pk")
    )
    return [
        {"translation_id": translations[row.source_id], name: row.pk}
        for row in rows
        if row.source_id in translations
    ]


def leaks(answers: dict[str, Answer], values: dict[str, str]) -> list[str]:
    """Where a value occurs, save for what the address itself has asked for."""
    pattern = re.compile("|".join(map(re.escape, sorted(values, key=len, reverse=True))))
    return [
        f"{found} of {values[found]} in {answer.url} ({answer.status})"
        for answer in answers.values()
        for found in sorted(set(pattern.findall(answer.text)))
    ]


def test_no_reader_finds_a_withheld_value(world):
    assert leaks(world.answers, world.withheld()) == []


def test_nothing_withheld_is_left_on_paper_in_the_moment_it_is_withheld(world):
    """What shows nobody stays; all else is taken away before it is made anew."""
    key = world.quiet.translation_key

    assert set(world.left) == {f"{key} ru {form}" for form in PrintForm.values}
    assert leaks(world.left, world.withheld()) == []


def test_every_sheet_that_named_somebody_was_made_anew_without_those_who_are_withheld(world):
    """Leaflet, handbill and card of every page, in both languages; none of those withheld."""
    pages = [world.around["campaign"], world.around["event"]]
    pages += [world.people[case] for case in PUBLIC - {"protected"}]
    keys, languages = {str(page.translation_key) for page in pages}, ("ru", *TRANSLATED)
    expected = {(str(world.quiet.translation_key), "ru", form) for form in PrintForm.values}
    expected |= set(product(keys, languages, PrintForm.values))

    assert expected < world.printed
    assert files_made() == expected
    shown = sheets(world)
    assert leaks(shown, world.withheld()) == []
    for name in ("campaign", "event"):
        leaflets = [
            shown[f"{page_url}leaflet.pdf"].text for page_url in addresses_in(world.around[name])
        ]
        for code, text in zip(("ru", *TRANSLATED), leaflets, strict=True):
            assert {case for case in PEOPLE if f"{case}second{code}" in text} == PUBLIC


def test_no_portrait_of_a_withheld_person_is_on_paper(world):
    sheets_of_all = list(sheets(world).values())

    shown = {
        case
        for case, portrait in world.on_paper.items()
        if any(portrait in answer.content for answer in sheets_of_all)
    }
    assert len(set(world.on_paper.values())) == len(PEOPLE)
    assert shown == {case for case in PUBLIC if "photo" not in WITHHELD[case][1]}


def test_key_dates_show_the_people_around_them_and_nobody_withheld(world):
    for name in ("debate", "vote"):
        for code, url in zip(("ru", *TRANSLATED), addresses_in(world.around[name]), strict=True):
            answer = world.answers[url]
            assert answer.status == 200
            assert {case for case in PEOPLE if f"{case}second{code}" in answer.text} == PUBLIC
    for case in PEOPLE:
        own = [answer for answer in own_answers(world, case) if answer.status == 200]
        dated = {
            name for name in ("debate", "vote") for answer in own if names(answer, world, name)
        }
        assert dated == ({"debate", "vote"} if case in PUBLIC else set())


def names(answer: Answer, world: World, name: str) -> bool:
    """Whether an answer leads to one of the pages around people."""
    return f'/events/{world.around[name].slug}/"' in answer.text


def addresses_in(page: Page) -> list[str]:
    """The addresses of a page, the Russian first."""
    versions = page.get_translations(inclusive=True).select_related("locale")
    by_code = {version.locale.language_code: version.url for version in versions}
    return [by_code[code] for code in ("ru", *TRANSLATED)]


def sheets(world: World) -> dict[str, Answer]:
    """What readers got that is printed, and the cards."""
    return {
        url: answer
        for url, answer in world.answers.items()
        if answer.status == 200 and url.endswith(tuple(PrintForm.values))
    }


def test_no_translator_finds_a_withheld_value(world):
    assert leaks(world.admin, world.withheld()) == []


def test_the_walk_sees_what_is_public(world):
    """Otherwise it would prove nothing."""
    everything = "\n".join(answer.text for answer in world.answers.values())
    missed = {
        value
        for scope in ("title", "name", "birth_date", "health", "address", "prose")
        for value in world.values["open"][scope]
        if value not in everything and not value.endswith("-03-")
    }
    shown = {case for case in PEOPLE if f"{case}secondfr" in everything}

    assert len(world.answers) > 400
    assert missed == set()
    assert shown == PUBLIC
    assert set(world.pictures["open"]) & set(world.answers)


def test_the_walk_of_the_translator_opens_what_is_open_to_her(world):
    french_of = {case: person.get_translation(french()) for case, person in world.people.items()}
    opened = {
        case
        for case, page in french_of.items()
        if world.admin[reverse("wagtailadmin_pages:edit", args=[page.pk])].status == 200
    }

    assert opened == PUBLIC
    assert "opensecondfr" in world.admin["/admin/pages/search/?q=opentitlefr"].text
    assert {case for case in PEOPLE if f"{case}secondfr" in world.admin["/admin/"].text} == PUBLIC


@pytest.mark.parametrize("case", [case for case in PEOPLE if WITHHELD[case][1] == EVERYTHING])
def test_the_addresses_of_a_withheld_person_are_gone(world, case):
    slug = world.people[case].slug
    statuses = {
        answer.status for url, answer in world.answers.items() if f"/prisoners/{slug}/" in url
    }

    assert statuses <= {404, 410}
    own = {
        answer.status
        for url, answer in world.answers.items()
        if url in {f"/{code}/prisoners/{slug}/" for code in ("ru", *TRANSLATED)}
    }
    assert own == {410 if case == "takendown" else 404}


@pytest.mark.parametrize("case", [case for case in PEOPLE if "photo" in WITHHELD[case][1]])
def test_no_file_of_a_withheld_portrait_is_served(world, case):
    hidden = set(world.pictures[case].values())
    client = Client()

    with override_settings(MEDIA_ROOT=world.media):
        statuses = {client.get(url).status_code for url in world.pictures[case]}

    assert len(hidden) == 4
    assert statuses == {404}
    assert [answer.url for answer in world.answers.values() if answer.content in hidden] == []
    files = [path for path in world.media.rglob("*") if path.is_file()]
    assert [path for path in files if path.read_bytes() in hidden] == []


def test_no_file_name_names_anybody(world):
    names = [str(path.relative_to(world.media)).lower() for path in world.media.rglob("*")]

    shown = [case for case in PEOPLE if "photo" not in WITHHELD[case][1]]
    assert len([name for name in names if name.endswith(".webp")]) == 4 * len(shown)
    assert [name for name in names for case in PEOPLE if case in name] == []


def test_the_place_of_a_protected_person_is_not_told(world):
    answers = own_answers(world, "protected")
    place_pages = [
        answer
        for answer in world.answers.values()
        if "protectedplacename" in urlsplit(answer.url).path
    ]

    assert 200 in {answer.status for answer in answers}
    assert 200 in {answer.status for answer in place_pages}
    assert [answer.url for answer in answers if "protectedplacename" in answer.text] == []
    assert [answer.url for answer in place_pages if "protectedsecond" in answer.text] == []


def test_relatives_are_named_with_the_consent_of_both(world):
    assert naming(world, "open", "kinless") == naming(world, "kinless", "open") == []
    # Those of the same case are named.
    assert naming(world, "open", "faceless") != []
    assert naming(world, "faceless", "open") != []


def naming(world: World, case: str, other: str) -> list[str]:
    """The addresses of one person that name another."""
    return [answer.url for answer in own_answers(world, case) if f"{other}second" in answer.text]


def own_answers(world: World, case: str) -> list[Answer]:
    """What the addresses of one person answered."""
    part = f"/prisoners/{world.people[case].slug}/"
    return [answer for answer in world.answers.values() if part in answer.url]


def test_the_health_of_somebody_is_told_with_consent_only(world):
    words = set()
    for code in LANGUAGES:
        with translation.override(code):
            words.add(str(Health.URGENT.label).lower())

    telling = {
        case
        for case in ("private", "open")
        for answer in own_answers(world, case)
        if any(word in answer.text for word in words)
    }
    assert 200 in {answer.status for answer in own_answers(world, "private")}
    assert telling == {"open"}


def test_new_text_of_a_translator_is_refused_for_somebody_withheld(world):
    client = Client()
    client.force_login(make_user("Translators fr"))
    for case in ("withdrawn", "takendown", "unrecorded"):
        [french_version] = Translation.objects.filter(
            source__object_id=world.people[case].translation_key, target_locale=french()
        )
        segment = french_version.source.stringsegment_set.get(context__path="title")
        url = reverse(
            "wagtail_localize:edit_string_translation", args=[french_version.pk, segment.pk]
        )
        response = client.put(url, "value=x", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 403
