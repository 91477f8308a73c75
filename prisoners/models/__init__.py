from prisoners.models.index import PrisonerIndexPage
from prisoners.models.prisoner import NameVariant, PrisonerPage, Source, StatusRow

__all__ = ["NameVariant", "PrisonerIndexPage", "PrisonerPage", "Source", "StatusRow"]
