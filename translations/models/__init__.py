from translations.models.batch import Batch, BatchPage
from translations.models.memory import MemoryKey
from translations.models.source import SourceText
from translations.models.term import FormToken, NameToken, Term, TermForm
from translations.models.text import Reason, TextState
from translations.models.work import RevisionText, Work

__all__ = [
    "Batch",
    "BatchPage",
    "FormToken",
    "MemoryKey",
    "NameToken",
    "Reason",
    "RevisionText",
    "SourceText",
    "Term",
    "TermForm",
    "TextState",
    "Work",
]
