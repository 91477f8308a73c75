from prisoners.models.directory_entry import DirectoryEntry
from prisoners.models.index import PrisonerIndexPage
from prisoners.models.place import PlaceIndexPage, PlacePage
from prisoners.models.prisoner import PrisonerPage
from prisoners.models.review import ProfileReview
from prisoners.models.rows import (
    Charge,
    Correction,
    Finding,
    IllTreatmentRow,
    NameVariant,
    Recognition,
    RelatedPerson,
    Restriction,
    Source,
    StatusRow,
    TimelineEntry,
)

__all__ = [
    "Charge",
    "Correction",
    "DirectoryEntry",
    "Finding",
    "IllTreatmentRow",
    "NameVariant",
    "PlaceIndexPage",
    "PlacePage",
    "PrisonerIndexPage",
    "PrisonerPage",
    "ProfileReview",
    "Recognition",
    "RelatedPerson",
    "Restriction",
    "Source",
    "StatusRow",
    "TimelineEntry",
]
