from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from campaigns.choices import Disclosure
from core.forms import BasePageForm
from core.models import SiteSettings


class EventPageForm(BasePageForm):
    """The form of an event: a new one is proposed in the time zone of the site."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.time_zone and "time_zone" in self.fields:
            site = Site.objects.get(is_default_site=True)
            self.initial["time_zone"] = SiteSettings.for_site(site).time_zone

    def clean(self) -> dict:
        """Who is to tell the place has an address to be asked at; a draft may wait for it."""
        cleaned = super().clean()
        is_told_later = cleaned.get("disclosure") == Disclosure.CONTACT
        if is_told_later and not self.is_deferred_validation and not self.can_be_written_to():
            message = _("Add a contact person with an e-mail address: how else is the place told?")
            self.add_error("disclosure", message)
        return cleaned

    def can_be_written_to(self) -> bool:
        """Whether a contact person among the rows of the form has an address."""
        rows = self.formsets.get("contacts")
        if rows is None or not rows.is_valid():
            return True  # they have their own errors, which come first
        kept = [form for form in rows.forms if form not in rows.deleted_forms]
        return any(form.cleaned_data.get("email") for form in kept)
