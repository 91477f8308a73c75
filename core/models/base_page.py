from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.forms import BasePageCopyForm, BasePageForm
from core.languages import LanguageLink, free_slug, language_links, originals
from core.models.media import CustomImage
from core.slugs import latin_slug

# Blocks with a picture, and what it is called there.
PICTURES = {"picture": "image", "video": "still"}


class BasePage(Page):
    """What every page of the site is: a title, a summary, and the facts it shares."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences: for lists, search engines and shared links."),
    )

    # Names of the fields and child rows that are the same in every language. All others
    # are prose. See docs/decisions/0001-facts-are-read-from-the-original.md.
    facts: ClassVar[tuple[str, ...]] = ()
    # Relations of the original that a list shows, fetched for all its pages at once.
    shown_with: ClassVar[tuple[str, ...]] = ()
    # Foreign keys of each version a list shows, joined.
    shown_joined: ClassVar[tuple[str, ...]] = ()
    # Whether the page names a person, so that it is public only with a consent on record.
    is_about_a_person = False
    # What the person is called beside the title: looked for in what others wrote.
    other_names: Sequence[str] = ()
    # Whether the title is the name of somebody or of a place, to be the same in all texts.
    is_a_name = False
    # What search takes the page for: a value of `search.models.Kind`.
    search_kind = "page"
    # Of pages that fit a query as well as each other, the one of more weight comes first.
    search_weight = 0
    # The day the page is about, for those that fit best by nearness in time.
    search_day: date | None = None
    # What the page is publicly called beside its title, in any language.
    search_names: Sequence[str] = ()
    # What a reader must know before she opens the page, in its language: "cancelled".
    search_note = ""
    # The last day on which the page may be public; none for ever.
    public_until: date | None = None
    # Whether a list shows this page to a reader of another language.
    is_borrowed = False
    # Of a translation, see `core.models.TranslationNotice`.
    older_since: datetime | None = None
    gaps: Sequence[str] | None = None

    base_form_class = BasePageForm
    copy_form_class = BasePageCopyForm
    # No TitleFieldPanel: its script would write a slug that is not BGN/PCGN.
    content_panels = [FieldPanel("title"), FieldPanel("summary")]
    promote_panels = [FieldPanel("slug"), FieldPanel("show_in_menus")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @classproperty
    def override_translatable_fields(cls) -> list[SynchronizedField]:
        """What wagtail-localize must not offer to translators (its setting)."""
        # Wagtail's own two for search engines have no panel here: the summary does their work.
        names = ("slug", "seo_title", "search_description", *cls.facts)
        return [SynchronizedField(name, overridable=False) for name in names]

    @classmethod
    def shown_beside(cls) -> dict[str, Combinable]:
        """Annotations of each version that a list shows: what lies in no table of the page."""
        return {}

    @classmethod
    def fetch_shown(cls, pages: list[Self], code: str) -> None:
        """Fetch what a list shows of these pages to a reader of `code`, for all at once."""
        prefetch_related_objects([page.original for page in pages], *cls.shown_with)

    @classmethod
    def fetch_for_search(cls, originals: list[Self]) -> None:
        """Fetch what search asks of these originals, for all at once."""

    @cached_property
    def original(self) -> Self:
        """The version whose facts all languages show: the page itself if it is that one."""
        versions = type(self).objects.filter(translation_key=self.translation_key)
        first = originals(versions.select_related("locale")).first()
        return self if first is None or first.pk == self.pk else first

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Where a reader of each language goes from here."""
        return language_links(self)

    def give_slug(self) -> None:
        """Give a page in the tree that has no slug a Latin one, made from its title."""
        if not self.slug and self.path:
            locale = self.locale if self.locale_id else self.get_default_locale()
            # Latin letters are more than those they stand for: cut, with room for a number.
            wanted = latin_slug(self.title, locale.language_code)[:200] or self._meta.model_name
            self.slug = free_slug(self.get_parent(), wanted, self.translation_key)

    def full_clean(self, *args, **kwargs) -> None:
        """Have a slug before Wagtail makes one that is not BGN/PCGN."""
        self.give_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs) -> None:
        """The same for a draft, which Wagtail saves without cleaning."""
        self.give_slug()
        super().save(*args, **kwargs)

    @property
    def pictures_in_text(self) -> list[CustomImage]:
        """The pictures in all texts of the page."""
        fields = [field for field in self._meta.fields if isinstance(field, StreamField)]
        blocks = [block for field in fields for block in field.value_from_object(self)]
        found = [block for block in blocks if block.block_type in PICTURES]
        pictures = [block.value[PICTURES[block.block_type]] for block in found]
        return [image for image in pictures if image]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Fetch the sizes of all pictures in the text at once."""
        prefetch_related_objects(self.pictures_in_text, "renditions")
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self) -> QuerySet:
        """The restrictions on this page and all above it; no query where there are none."""
        if getattr(self, "is_restricted", None) is False:
            return PageViewRestriction.objects.none()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:end] for end in ends]
        return PageViewRestriction.objects.filter(page__path__in=paths)
