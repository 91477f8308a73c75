"""Small builders of real pages for tests. Published unless said otherwise."""

from datetime import date, time
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from wagtail.blocks.base import BlockField
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from campaigns.models import (
    AddresseeIndexPage,
    AddresseePage,
    CampaignIndexPage,
    CampaignPage,
    EventIndexPage,
    EventPage,
    KeyDatePage,
)
from core.consent import Scope
from core.models import BasePage, Consent, CustomImage, User
from core.models.consent import Giver
from home.models import HomePage, StandardPage
from prisoners.models import PrisonerIndexPage, PrisonerPage, StatusRow
from translations.texts import count

PASSWORD = "for-tests-only"


def home_page(language: str = "ru") -> HomePage:
    """The home page the skeleton made in a language."""
    return HomePage.objects.get(depth=2, locale__language_code=language)


def list_page(model: type[BasePage], language: str = "ru") -> BasePage:
    """The list page the skeleton made in a language."""
    return model.objects.get(locale__language_code=language)


def add(parent: Page, page: BasePage, publish: bool = True) -> BasePage:
    """Put a page below another, with a revision, as the admin does."""
    page.locale = parent.locale
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return fresh(page)


def fresh(page: BasePage) -> BasePage:
    """The page as it is in the database, with nothing remembered."""
    return type(page).objects.get(pk=page.pk)


def make_event(title: str = "Событие", language: str = "ru", publish: bool = True, **facts):
    """A protest in Brussels on 16 December 2017."""
    values = {
        "start_day": date(2017, 12, 16),
        "start_time": time(14),
        "end_time": time(15),
        "time_zone": "Europe/Brussels",
        "city": "Bruxelles",
        "body": [],
    }
    page = EventPage(title=title, **(values | facts))
    return add(list_page(EventIndexPage, language), page, publish)


def make_campaign(title: str = "Кампания", language: str = "ru", publish: bool = True, **facts):
    """A campaign without rows."""
    page = CampaignPage(title=title, **({"body": []} | facts))
    return add(list_page(CampaignIndexPage, language), page, publish)


def make_person(
    title: str = "Человек",
    language: str = "ru",
    publish: bool = True,
    status: str = "",
    consent: dict | None = None,
    **facts,
):
    """A person with everybody's consent to everything, and one status row if a code is given.

    `consent` changes columns of the record; `{}` changes none.
    """
    page = PrisonerPage(title=title, translation_key=uuid4(), **({"body": []} | facts))
    give_consent(page, **(consent or {}))
    if status:
        locale = Locale.objects.get(language_code=language)
        page.statuses = [StatusRow(code=status, since=date(2017, 2, 10), locale=locale)]
    return add(list_page(PrisonerIndexPage, language), page, publish)


def give_consent(page: PrisonerPage, **changes) -> Consent:
    """A consent to everything about a person, save for the changes; replaces the one there is."""
    values = {scope.value: True for scope in Scope}
    values |= {"giver": Giver.PERSON, "given_on": date(2017, 1, 1)} | changes
    record, _created = Consent.objects.update_or_create(
        translation_key=page.translation_key, defaults=values
    )
    return record


def make_key_date(title: str = "Дебаты", language: str = "ru", publish: bool = True, **facts):
    """A debate on 11 December 2017."""
    values = {"kind": "debate", "announced_day": date(2017, 12, 11), "body": []}
    page = KeyDatePage(title=title, **(values | facts))
    return add(list_page(EventIndexPage, language), page, publish)


def make_addressee(title: str = "Парламент", language: str = "ru", publish: bool = True, **facts):
    """Somebody a campaign turns to."""
    page = AddresseePage(title=title, **({"body": []} | facts))
    return add(list_page(AddresseeIndexPage, language), page, publish)


def make_page(title: str = "О нас", parent: Page | None = None, publish: bool = True, **values):
    """A standard page below a page, or below the first home page."""
    page = StandardPage(title=title, **({"body": []} | values))
    return add(parent or home_page(), page, publish)


def paragraph(html: str, block_id: str | None = None) -> dict:
    """A paragraph block as it is stored."""
    return {"type": "paragraph", "value": html, "id": block_id or str(uuid4())}


def make_image(title: str = "Portrait") -> CustomImage:
    """A small real picture."""
    file = get_test_image_file(filename=f"{uuid4().hex}.png")
    return CustomImage.objects.create(title=title, file=ImageFile(file))


def submit(page: BasePage, *codes: str) -> list[Translation]:
    """Send a page to the translators of some languages; the drafts hold the original's words."""
    locales = [Locale.objects.get(language_code=code) for code in codes]
    translate_object(page, locales)
    return [translation_into(page, code) for code in codes]


def translation_into(page: BasePage, code: str) -> Translation:
    """The wagtail-localize record of a page's translation."""
    return Translation.objects.select_related("source", "target_locale").get(
        source__object_id=page.translation_key, target_locale__language_code=code
    )


def fill(translation: Translation, **words: str) -> None:
    """Translate all strings: by path where given (`title="…"`), else as «fr: <original>»."""
    code = translation.target_locale.language_code
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={
                "data": words.get(segment.context.path, f"{code}: {segment.string.data}"),
                "has_error": False,
            },
        )
    count(translation)


def publish_translation(translation: Translation) -> BasePage:
    """Publish a translation from its strings, and return the page."""
    translation.save_target(publish=False)
    page = translation.get_target_instance()
    page.get_latest_revision().publish()
    return fresh(page)


def send_to(page: BasePage, *codes: str, **words: str) -> list[BasePage]:
    """Submit a page, fill in all strings and publish it in some languages."""
    pages = []
    for translation in submit(page, *codes):
        fill(translation, **words)
        pages.append(publish_translation(translation))
    return pages


def make_user(*groups: str, name: str = "", **rights) -> User:
    """A user in groups such as "Editors" or "Translators fr", with an English admin."""
    user = User.objects.create_user(name or f"user-{uuid4().hex[:8]}", password=PASSWORD, **rights)
    UserProfile.objects.create(user=user, preferred_language="en")
    user.groups.set(Group.objects.filter(name__in=groups))
    if len(groups) != user.groups.count():
        raise ValueError(f"no such group among {groups}")
    return user


def form_of(page: BasePage, **changes) -> dict:
    """What the page editor would post: the form of the latest revision, with some changes.

    A text of blocks is given as stored blocks; child rows as a list of dicts in place of all.
    """
    draft = page.get_latest_revision_as_object()
    form = draft.get_edit_handler().get_form_class()(
        instance=draft, parent_page=draft.get_parent(), for_user=None
    )
    names = [name for name, field in form.fields.items() if isinstance(field, BlockField)]
    texts = {name: changes.pop(name, list(getattr(draft, name).raw_data)) for name in names}
    rows = {name: changes.pop(name) for name in list(changes) if name in form.formsets}
    data = {name: form[name].value() for name in form.fields if name not in texts} | changes
    for name, formset in form.formsets.items():
        data |= form_rows(name, formset, rows.get(name))
    data |= nested_form_data({name: form_body(text) for name, text in texts.items()})
    return {key: value for key, value in data.items() if value is not None and value is not False}


def form_rows(name: str, formset, replaced: list[dict] | None) -> dict:
    """The rows there are, or in their place others: those there were are deleted."""
    old = [{field: form[field].value() for field in form.fields} for form in formset.initial_forms]
    if replaced is not None:
        old = [row | {"DELETE": "on"} for row in old] + replaced
    data = {
        f"{name}-TOTAL_FORMS": len(old),
        f"{name}-INITIAL_FORMS": len(formset.initial_forms),
        f"{name}-MIN_NUM_FORMS": 0,
        f"{name}-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(old):
        values = {"ORDER": place + 1, "DELETE": ""} | row
        data |= {f"{name}-{place}-{field}": value for field, value in values.items()}
    return {key: "" if value is None else value for key, value in data.items()}


def form_body(blocks: list[dict]) -> dict:
    """Paragraph blocks as the editor posts them, with the ids they have."""
    data = {"count": str(len(blocks))}
    for place, block in enumerate(blocks):
        if block["type"] != "paragraph":
            raise ValueError("only paragraphs are needed so far")
        data[str(place)] = {
            "type": "paragraph",
            "value": rich_text(block["value"]),
            "order": str(place),
            "deleted": "",
            "id": block["id"],
        }
    return data
