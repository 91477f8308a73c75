"""Letters that readers send themselves: the texts of a campaign, filled in when they are opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Self
from uuid import UUID

from django.utils import translation
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from campaigns.choices import SETTLED
from campaigns.models import AddresseePage, CampaignPage, Demand, LetterText
from campaigns.models.demands import find_addressees
from campaigns.placeholders import DAYS, DEMAND, NAME, fill, used
from core import clock
from core.dates import long_date
from core.languages import linked, preference, readable, text_direction
from core.models import BasePage
from core.rows import fetch_rows
from core.sharing import mailto, plain

ROWS = ("letters", "demands")
# Some mail programs cut an address that is longer than this.
LONGEST_LINK = 1900


def letters_of(page: CampaignPage) -> list[tuple[AddresseePage | None, list[LetterText]]]:
    """The letters of a campaign that can be written today, by addressee, in the page's words."""
    if not page.is_asking:
        return []
    rows = LetterText.in_words_of(page, "letters")
    find_addressees(rows, page.locale.language_code)
    rows = [row for row in rows if knows_addressee(row) and can_be_written(page, row)]
    order = list(dict.fromkeys(row.addressee_page_id for row in rows))
    rows.sort(key=lambda row: order.index(row.addressee_page_id))
    groups = groupby(rows, key=lambda row: row.addressee_page_id)
    found = [list(group) for _addressee, group in groups]
    return [(group[0].addressee, group) for group in found]


def knows_addressee(row: LetterText) -> bool:
    """Whether readers may see whom the letter turns to, if it turns to somebody."""
    return row.addressee_page_id is None or row.addressee is not None


def can_be_written(page: CampaignPage, row: LetterText) -> bool:
    """Whether there is somebody to name and something to demand, if the letter does that."""
    needs = used(row.subject, row.text)
    has_person = not needs & {NAME, DAYS} or bool(whom(page.people, needs))
    return has_person and (DEMAND not in needs or bool(what(page.demand_rows, row)))


def whom(people: Iterable[BasePage], needs: set[str]) -> list[BasePage]:
    """Of these people those a letter may name: nobody protected, nobody who is free or dead.

    Who is not held, or nobody knows since when, is left out of a letter that counts the days.
    """
    return [
        person
        for person in people
        if not person.public.is_protected
        and not person.is_free_or_dead
        and (DAYS not in needs or days_of(person))
    ]


def days_of(person: BasePage) -> int:
    """The least number of days somebody who is held has been in custody today."""
    days = person.days_held if person.is_deprived_of_liberty else None
    return days.least if days else 0


def what(demands: Iterable[Demand], row: LetterText) -> list[Demand]:
    """Of these demands those that are open and turn to the addressee of the letter, or to all."""
    addressees = {None, row.addressee_page_id}
    return [
        demand
        for demand in demands
        if demand.state not in SETTLED
        and (row.addressee_page_id is None or demand.addressee_page_id in addressees)
    ]


@dataclass(frozen=True)
class Asked:
    """What a reader chose: a language, a person by slug, a demand by key."""

    language: str = ""
    person: str = ""
    demand: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read the parameters of an address."""
        return cls(**{name: query.get(name, "") for name in ("language", "person", "demand")})


@dataclass
class Letter:
    """A letter as a reader chose it. Its row is that of the original, and so has the facts."""

    row: LetterText
    asked: Asked
    reader: str
    # The words of the letter and the demands, in each language that has them.
    words: dict[str, LetterText]
    demands_in: dict[str, list[Demand]]
    links: list = field(default_factory=list)

    @property
    def addressee(self) -> AddresseePage | None:
        """Whom it turns to, in the best version for the reader."""
        return self.row.addressee

    @cached_property
    def languages(self) -> list[str]:
        """The languages it can be written in."""
        return [
            code
            for code, words in self.words.items()
            if DEMAND not in used(words.subject, words.text) or self.demands_in[code]
        ]

    @cached_property
    def language(self) -> str:
        """The language chosen, else the best for the reader of those the addressee reads."""
        read = list(self.addressee.original.languages_read) if self.addressee else []
        own = preference(self.reader)
        wanted = [self.asked.language, *(code for code in own if code in read), *read, *own]
        return next((code for code in wanted if code in self.languages), self.languages[0])

    @property
    def direction(self) -> str:
        """`rtl` or `ltr` of the letter."""
        return text_direction(self.language)

    @cached_property
    def needs(self) -> set[str]:
        """The placeholders of the letter in its language."""
        words = self.words[self.language]
        return used(words.subject, words.text)

    @cached_property
    def people(self) -> list[BasePage]:
        """Whom it may name, as pages in its language or the best there are."""
        if not self.needs & {NAME, DAYS}:
            return []
        return whom(linked(self.links, "person", self.language), self.needs)

    @cached_property
    def person(self) -> BasePage | None:
        """Whom it names."""
        chosen = (person for person in self.people if person.slug == self.asked.person)
        return next(chosen, next(iter(self.people), None))

    @property
    def demands(self) -> list[Demand]:
        """What it may demand, in its language."""
        return self.demands_in[self.language] if DEMAND in self.needs else []

    @cached_property
    def demand(self) -> Demand | None:
        """What it demands."""
        chosen = (row for row in self.demands if str(row.translation_key) == self.asked.demand)
        return next(chosen, next(iter(self.demands), None))

    @property
    def is_offered(self) -> bool:
        """Whether it can be written today."""
        if not self.languages or not knows_addressee(self.row):
            return False
        return self.person is not None or not self.needs & {NAME, DAYS}

    @cached_property
    def values(self) -> dict[str, str]:
        """What is filled in, in the language of the letter."""
        values = {}
        if self.person:
            values[NAME] = self.person.title
            values[DAYS] = days_in_words(days_of(self.person), self.language)
        if self.demand:
            values[DEMAND] = plain(self.demand.text)
        return values

    @property
    def subject(self) -> str:
        """The subject, filled in."""
        return " ".join(fill(self.words[self.language].subject, self.values).split())

    @property
    def text(self) -> str:
        """The letter, filled in."""
        return fill(plain(self.words[self.language].text), self.values)

    @property
    def day(self) -> str:
        """Today, as it is written above a letter."""
        with translation.override(self.language):
            return long_date(clock.today())

    @property
    def email(self) -> str:
        """The public address of the addressee."""
        return self.addressee.original.email if self.addressee else ""

    @property
    def post_address(self) -> str:
        """The postal address of the addressee."""
        return self.addressee.original.post_address if self.addressee else ""

    @cached_property
    def whole_mail(self) -> str:
        """A link to a message with all of the letter, if mail programs can read it."""
        link = mailto(self.email, self.subject, self.text)
        return link if self.email and len(link) <= LONGEST_LINK else ""

    @property
    def short_mail(self) -> str:
        """A link to a message without the text, which the reader pastes."""
        link = mailto(self.email, self.subject)
        return link if self.email and len(link) <= LONGEST_LINK else ""


def days_in_words(number: int, code: str) -> str:
    """A number of days in a language: “1 234 days”."""
    with translation.override(code):
        words = ngettext("%(number)s day", "%(number)s days", number)
        return words % {"number": number_format(number, force_grouping=True)}


def open_letter(page: CampaignPage, key: UUID, asked: Asked) -> Letter | None:
    """The letter with this key in all languages the campaign can be read in; None without one."""
    original = page.original
    versions = CampaignPage.objects.filter(translation_key=page.translation_key)
    found = readable(versions).select_related("locale").order_by("pk")
    shown = [original if version == original else version for version in found]
    fetch_rows({original, *shown}, ROWS)
    row = next((row for row in original.letters.all() if row.translation_key == key), None)
    if row is None:
        return None
    reader = translation.get_language()
    find_addressees([row], reader)
    words = {
        version.locale.language_code: own
        for version in shown
        for own in version.letters.all()
        if own.translation_key == key
    }
    return Letter(
        row=row,
        asked=asked,
        reader=reader,
        words=words,
        demands_in={
            version.locale.language_code: demands_in(version, original, row) for version in shown
        },
        links=original.person_links.all(),
    )


def demands_in(version: CampaignPage, original: CampaignPage, row: LetterText) -> list[Demand]:
    """The open demands to the addressee that a version has words for, as the original orders them.

    Whether they are open says the original.
    """
    own = {demand.translation_key: demand for demand in version.demands.all()}
    keys = [demand.translation_key for demand in what(original.demands.all(), row)]
    return [own[key] for key in keys if key in own]
