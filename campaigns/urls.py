"""Addresses below a language that are no pages: calendar files, feeds, letters."""

from django.urls import URLPattern, path

from campaigns.views import calendar, feeds, letters

urlpatterns: list[URLPattern] = [
    path("feed.atom", feeds.site_feed, {"form": "atom"}, name="site_atom"),
    path("feed.json", feeds.site_feed, {"form": "json"}, name="site_json"),
    path("events/calendar.ics", calendar.events_calendar, name="events_calendar"),
    path("events/feed.atom", feeds.events_feed, {"form": "atom"}, name="events_atom"),
    path("events/feed.json", feeds.events_feed, {"form": "json"}, name="events_json"),
    path("events/<slug:slug>/calendar.ics", calendar.event_calendar, name="event_calendar"),
    path(
        "campaigns/<slug:slug>/calendar.ics", calendar.campaign_calendar, name="campaign_calendar"
    ),
    path(
        "campaigns/<slug:slug>/updates.atom",
        feeds.campaign_feed,
        {"form": "atom"},
        name="campaign_atom",
    ),
    path(
        "campaigns/<slug:slug>/updates.json",
        feeds.campaign_feed,
        {"form": "json"},
        name="campaign_json",
    ),
    path("campaigns/<slug:slug>/letters/", letters.letters, name="letters"),
    path("campaigns/<slug:slug>/letters/<uuid:key>/", letters.letter, name="letter"),
]
