"""What follows when a person is protected: the real name leaves titles, addresses and drafts.

And when her last page is deleted, the record of the consent goes with it.
"""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext, override
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation, TranslationSource

from core.consent import PublicName, models_about_people
from core.languages import free_slug, original_first
from core.mentions import stand_in
from core.models import Consent


def connect() -> None:
    """Follow what is saved, published and deleted about people."""
    for model in models_about_people():
        post_save.connect(look_for_name, sender=model)
        page_published.connect(renew_source, sender=model)
    # Each deletion of a page of any type deletes its row of this model.
    post_delete.connect(forget_consent, sender=Page)


def forget_consent(instance: Page, **kwargs) -> None:
    """Delete who agreed to what with the last version of the page: it is about a person too.

    A take-down stays: it says that this key was not to be shown, and names nobody.
    """
    key = instance.translation_key
    if not Page.objects.filter(translation_key=key).exists():
        Consent.objects.filter(translation_key=key).delete()


def look_for_name(instance: Page, **kwargs) -> None:
    """See whether a saved page names a protected person, in this moment, whoever saved it."""
    records = Consent.objects.exclude(public_name=PublicName.FULL)
    record = records.filter(translation_key=instance.translation_key).first()
    if record is not None and record.hides_name() != record.name_is_hidden:
        record.save()


def renew_source(instance: Page, **kwargs) -> None:
    """Give translators the words of a protected person's page as published: no name in them."""
    record = Consent.of(instance.translation_key)
    if record.is_protected:
        renew_words(record)


def renew_words(record: Consent) -> None:
    """Bring what translators work on up to date, and forget translations that have the name."""
    key = record.translation_key
    for source in TranslationSource.objects.filter(object_id=key):
        source.update_from_db()
    names = record.hidden_names()
    translated = StringTranslation.objects.filter(context__object_id=key)
    found = [pk for pk, words in translated.values_list("pk", "data") if stand_in(names, [words])]
    translated.filter(pk__in=found).delete()


@transaction.atomic
def hide_name(record: Consent, user: AbstractBaseUser | None) -> bool:
    """Take a protected person's name out of titles and addresses; whether there was any.

    All versions are unpublished: their prose needs to be read before it is public again.
    """
    if record.hides_name():
        return False
    found = list(original_first(record.versions).values_list("pk", "is_translation"))
    remember_titles(record, [pk for pk, _translated in found])
    first = Page.objects.get(pk=found[0][0])
    slug = free_slug(first.get_parent(), f"person-{first.pk}", record.translation_key)
    for pk, translated in found:
        version = Page.objects.get(pk=pk).specific
        rename(version, neutral_title(version, first.pk, record), slug, user)
        if translated:
            # Translators may read the past of their pages; that of the original editors only.
            version.revisions.exclude(pk=version.latest_revision_id).delete()
    renew_words(record)
    record.save()
    return True


def remember_titles(record: Consent, pks: list[int]) -> None:
    """Keep the titles that are names, the original's first: they are looked for later on.

    Where the original has the name for its title, its translations have it in other letters.
    """
    pages = Page.objects.in_bulk(pks)
    titles = [{pages[pk].title, pages[pk].draft_title} for pk in pks]
    if not record.is_named_in(*titles[0]):
        titles = [texts for texts in titles if record.is_named_in(*texts)]
    known = record.real_name.splitlines()
    found = dict.fromkeys([*known, *(title for texts in titles for title in sorted(texts))])
    record.real_name = "\n".join(found)


def neutral_title(page: Page, number: int, record: Consent) -> str:
    """The initials of the title, or a number until an editor writes the pseudonym."""
    if record.public_name == PublicName.INITIALS:
        return " ".join(f"{word[0]}." for word in page.title.split())
    with override(page.locale.language_code):
        return gettext("Person %(number)d") % {"number": number}


def rename(page: Page, title: str, slug: str, user: AbstractBaseUser | None) -> None:
    """Unpublish a page and give its row and its latest draft another title and address.

    Editors may not unpublish; but who protects somebody may not have to wait for a moderator.
    """
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    page.revisions.update(approved_go_live_at=None)
    draft = page.get_latest_revision_as_object()
    for version in (page, draft):
        version.title, version.draft_title, version.slug = title, title, slug
    page.save(clean=False)
    draft.save_revision(user=user, clean=False)
    page.latest_revision_id = draft.latest_revision_id
