from wagtail.models import Site

from core.forms import BasePageForm
from core.models import SiteSettings


class EventPageForm(BasePageForm):
    """The form of an event: a new one is proposed in the time zone of the site."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.time_zone and "time_zone" in self.fields:
            site = Site.objects.get(is_default_site=True)
            self.initial["time_zone"] = SiteSettings.for_site(site).time_zone
