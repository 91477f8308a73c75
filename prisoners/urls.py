"""Addresses below a language that are no pages: exports, feeds, cards, numbers."""

from django.urls import path

from prisoners.views import card, exports, feeds, kit, numbers

urlpatterns = [
    path("numbers/", numbers.numbers, name="numbers"),
    path("prisoners/directory.csv", exports.directory_csv, name="directory_csv"),
    path("prisoners/directory.json", exports.directory_json, name="directory_json"),
    path("prisoners/changes.atom", feeds.changes_feed, name="changes_feed"),
    path("prisoners/kit/", kit.letter_kit, name="letter_kit"),
    path("prisoners/<slug:slug>/changes.atom", feeds.person_feed, name="person_feed"),
    path("prisoners/<slug:slug>/card/", card.person_card, name="person_card"),
]
