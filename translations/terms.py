"""The names and terms of a text: what they are called in the language it is translated into.

Terms are in a list that editors keep. People and places are called as the pages about them are,
if anybody may read these: a name that is withheld or protected is never told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.signals import post_save
from wagtail.models import Page, get_page_models
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.signals import page_published

from core.consent import PublicName, is_protected, is_withheld, types_about_people
from core.languages import readable
from core.models import Consent
from core.rights import writes_originals
from search.analysis.words import words
from translations.checks import Term as Pair
from translations.checks import has
from translations.markup import Text
from translations.models import FormToken, NameToken, Term, TermForm
from translations.stems import base_tokens, key_tokens, text_tokens

# As many stems as a database takes in one question; a page has a few thousand.
MOST_TOKENS = 20_000


class ListPolicy(BasePermissionPolicy):
    """Those who write originals keep the list of terms; translators read it."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Whether the user may do this with terms."""
        is_known = user.is_authenticated and user.is_active
        return is_known and (action == "view" or writes_originals(user))


@dataclass(frozen=True)
class Known:
    """A term, and the stems of each word of its original form."""

    pair: Pair
    words: tuple[frozenset[str], ...]


@dataclass
class Glossary:
    """The names and terms of a page in a language, looked up when first asked for.

    `originals` are the texts of the page in HTML, `key` is its translation key. A page does not
    tell what it is called itself: `own` is its title and what the translator made of it.
    """

    originals: tuple[str, ...]
    source_code: str
    code: str
    key: UUID
    own: Pair | None = None

    def within(self, html: str) -> list[Pair]:
        """Those of one text, by their original form. The first call makes two queries."""
        text = Text(html, self.source_code)
        found = words(text.prose)
        tokens = text_tokens(found, text.language)
        near = {known.pair: known for token in tokens for known in self.known.get(token, ())}
        pairs = [
            known.pair
            for known in near.values()
            if not any(tokens.isdisjoint(stems) for stems in known.words)
            and has(found, known.pair.source, text.language)
        ]
        if (
            self.own
            and text.plain != self.own.source
            and has(found, self.own.source, text.language)
        ):
            pairs.append(self.own)
        return sorted(pairs, key=lambda pair: pair.source)

    @cached_property
    def known(self) -> dict[str, list[Known]]:
        """The terms that may occur on the page, by the stems of their last words."""
        language = Text("", self.source_code).language
        found = [word for html in self.originals for word in words(Text(html, "").prose)]
        approved: dict[str, dict[str, None]] = defaultdict(dict)
        for part in parts(sorted(text_tokens(found, language))):
            for source, forms in (*self.names(part), *self.terms(part)):
                approved[source].update(dict.fromkeys(forms))
        index: dict[str, list[Known]] = defaultdict(list)
        for source, forms in approved.items():
            known = Known(
                Pair(source, tuple(forms)),
                tuple(base_tokens(word, language) for word in words(source)),
            )
            for token in key_tokens(source, language):
                index[token].append(known)
        return index

    def names(self, tokens: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The titles of pages about people and places, here and there. One query."""
        there = everybodys(self.code).filter(translation_key=OuterRef("translation_key"))
        here = everybodys(self.source_code).exclude(translation_key=self.key)
        found = here.filter(
            ~is_protected(), pk__in=NameToken.objects.filter(token__in=tokens).values("page")
        )
        rows = found.annotate(there=Subquery(there.values("title")[:1]))
        for source, title in rows.order_by("pk").values_list("title", "there"):
            if title:
                yield source, (title,)

    def terms(self, tokens: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each form of a term here, and all that are allowed there.

        One query, and two more if a person is among them.
        """
        found = FormToken.objects.filter(token__in=tokens, form__language=self.source_code)
        forms: dict[int, dict[str, TermForm]] = defaultdict(dict)
        for form in TermForm.objects.filter(
            term__in=found.values("form__term"), language__in=(self.source_code, self.code)
        ).select_related("term"):
            forms[form.term_id][form.language] = form
        pairs = [
            (languages[self.source_code], languages[self.code])
            for _term, languages in sorted(forms.items())
            if len(languages) == 2
        ]
        for here, there in without_hidden(pairs):
            for source in here.allowed:
                yield source, there.allowed


def without_hidden(pairs: list[tuple[TermForm, TermForm]]) -> list[tuple[TermForm, TermForm]]:
    """The same without people whom the list names and nobody may: it is older than the wish."""
    if all(here.term.kind != Term.Kind.PERSON for here, _there in pairs):
        return pairs
    hidden = hidden_names()
    return [
        (here, there)
        for here, there in pairs
        if here.term.kind != Term.Kind.PERSON
        or not any(is_one_of(hidden, form) for form in (*here.allowed, *there.allowed))
    ]


def hidden_names() -> set[frozenset[str]]:
    """The words of each name that is withheld or protected. Two queries."""
    pages = Page.objects.filter(is_withheld(), content_type__in=types_about_people())
    protected = Consent.objects.exclude(public_name=PublicName.FULL)
    names = [name for row in pages.values_list("title", "draft_title") for name in row]
    for lines in protected.values_list("real_name", flat=True):
        names += lines.splitlines()
    return {frozenset(words(name)) for name in names} - {frozenset()}


def is_one_of(names: set[frozenset[str]], form: str) -> bool:
    """Whether a name is one of these, or a part of one, or one with more to it."""
    wanted = frozenset(words(form))
    return any(wanted <= name or (len(name) > 1 and name <= wanted) for name in names)


def everybodys(code: str) -> QuerySet[Page]:
    """The pages of a language that anybody may read."""
    return readable(Page.objects.filter(locale__language_code=code))


def parts(tokens: list[str]) -> Iterable[list[str]]:
    """The same, not too many at once."""
    return (tokens[start : start + MOST_TOKENS] for start in range(0, len(tokens), MOST_TOKENS))


def types_with_names() -> list[ContentType]:
    """The types of the pages whose titles are names."""
    models = [model for model in get_page_models() if getattr(model, "is_a_name", False)]
    return list(ContentType.objects.get_for_models(*models).values())


def connect() -> None:
    """Keep the stems true; called once, when the application is ready."""
    page_published.connect(follow_page, dispatch_uid="translations.terms.page")
    post_save.connect(follow_form, TermForm, dispatch_uid="translations.terms.form")
    register_permission_policy(Term, ListPolicy(Term))


def follow_page(instance: Page, **kwargs) -> None:
    """Keep the name of a published page. Whether it may be told is asked when it is."""
    if getattr(instance.specific_class, "is_a_name", False):
        tokens = key_tokens(instance.title, base(instance.locale.language_code))
        replace(NameToken, tokens, page_id=instance.pk)


def follow_form(instance: TermForm, raw: bool = False, **kwargs) -> None:
    """Keep a form of a term, with all that are allowed beside it."""
    if not raw:
        tokens = (key_tokens(form, base(instance.language)) for form in instance.allowed)
        replace(FormToken, frozenset().union(*tokens), form_id=instance.pk)


def keep_all() -> None:
    """Write all stems anew: for names from before there were terms, or after new dictionaries."""
    pages = Page.objects.filter(content_type__in=types_with_names(), live=True)
    for page in pages.select_related("locale").iterator():
        follow_page(page)
    for form in TermForm.objects.iterator():
        follow_form(form)


@transaction.atomic
def replace(model: type[Model], tokens: frozenset[str], **owner: int) -> None:
    """Write the stems of something anew. Two queries."""
    model.objects.filter(**owner).delete()
    model.objects.bulk_create(model(token=token, **owner) for token in sorted(tokens))


def base(code: str) -> str:
    """A code without its region."""
    return Text("", code).language
