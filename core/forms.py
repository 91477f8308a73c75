from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from core.languages import free_slug
from core.slugs import latin_slug


class BasePageCopyForm(CopyForm):
    """The copy form without the choice of an alias: this site has none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)


class BasePageForm(WagtailAdminPageForm):
    """The page form: an address is made from the title, and stays once people have it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.disabled = self.instance.first_published_at is not None
            slug.help_text = _(
                "The last part of the address, in Latin letters. Leave it empty to have it made "
                "from the title; it cannot change after the page was published."
            )

    def clean(self) -> dict:
        """Make the slug from the title where it is empty; refuse one taken in any language."""
        cleaned = super().clean()
        slug, title, page = cleaned.get("slug"), cleaned.get("title"), self.instance
        if slug == "" and title:
            wanted = latin_slug(title, page.locale.language_code) or "page"
            cleaned["slug"] = free_slug(self.parent_page, wanted, page.translation_key)
        elif slug and free_slug(self.parent_page, slug, page.translation_key) != slug:
            self.add_error("slug", _("Another page has this address, in this or another language."))
        return cleaned
