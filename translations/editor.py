"""The surface on which a page is translated: its texts, and what can be done with them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from core.languages import text_direction
from core.models import Consent
from translations import doors
from translations.difference import Piece, difference
from translations.memory import Suggestion, suggestions
from translations.models import Reason, Work
from translations.overrides import OverridesForm
from translations.progress import language_states, original_page, translation_to
from translations.publishing import Gate, NotFitError, gate, publish, save_draft
from translations.rights import is_locked, is_translator
from translations.sources import place_on_desk
from translations.texts import (
    Status,
    Text,
    approve,
    count,
    enter,
    is_too_long,
    plain,
    store,
    texts_of,
)
from translations.work import done, left_over

# What a translator may ask to see: one status, or all that is left to do.
TODO = "todo"
IN_STATUS = {
    TODO: (Status.EMPTY, Status.NEEDS_WORK),
    **{status.value: (status,) for status in Status},
}


@dataclass
class Box:
    """A text with its box on the page."""

    text: Text
    # What stands in the box: what is kept, or what was written and could not be kept.
    words: str
    conflict: str = ""
    suggestions: list[Suggestion] = field(default_factory=list)
    # Not of a protected person: the former text may have her name.
    shows_change: bool = True

    @property
    def before(self) -> str:
        """What is kept, to tell whether somebody changes it."""
        return shown_words(self.text)

    @property
    def key(self) -> str:
        """Names the text in the form. It outlives a change of the original."""
        segment = self.text.segment
        return f"{segment.string_id}-{segment.context_id}"

    @cached_property
    def pieces(self) -> list[Piece]:
        """What was changed in the original since it was translated."""
        former = self.text.former if self.shows_change else ""
        return difference(former, self.text.source) if former else []

    @property
    def rows(self) -> int:
        """The height of the box, for people whose browser does not make it grow."""
        return min(12, 1 + len(self.text.source) // 60)


def edit_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor of a page that is a translation; nothing for an original."""
    translation = translation_to(page)
    if translation is None or not translation.enabled:
        return None
    if not hasattr(translation, "work"):
        place_on_desk(translation.source)  # it was made before there was a desk
    texts = texts_of(translation)
    if request.method != "POST":
        return show(request, page, translation, [box_of(text) for text in texts])
    if is_locked(page, request.user):
        messages.error(request, doors.locked_message())
        return show(request, page, translation, [as_posted(request, text) for text in texts])
    boxes = keep(request, translation, texts)
    overrides = OverridesForm(translation, request.user, request.POST)
    if overrides.is_valid():
        overrides.save()
    count(translation)
    if any(box.conflict for box in boxes) or not overrides.is_valid():
        text = _("Not everything could be kept; see below. Nothing was published.")
        messages.error(request, " ".join((text, *overrides.complaints())))
        return show(request, page, translation, boxes)
    name = "insert" if "insert" in request.POST else request.POST.get("action", "")
    action = ACTIONS.get(name, saved)
    return action(request, page, translation) or back(request, page)


def back(request: HttpRequest, page: Page) -> HttpResponse:
    """To the editor, with the filter there was."""
    shown = request.GET.get("show", "")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return redirect(f"{url}?show={shown}" if shown in IN_STATUS else url)


def box_of(text: Text) -> Box:
    """The box of a text as it is kept."""
    return Box(text, shown_words(text))


def shown_words(text: Text) -> str:
    """The translation as it stands in its box: plain where the place takes no tags."""
    return text.target if text.place.is_html else plain(text.target)


def keep(request: HttpRequest, translation: Translation, texts: list[Text]) -> list[Box]:
    """Keep what was written in boxes; what somebody else has changed meanwhile is not lost."""
    boxes = [keep_one(request, translation, text) for text in texts]
    known = {box.key for box in boxes}
    left_over(translation, request.user, request.POST, known)
    return boxes


def keep_one(request: HttpRequest, translation: Translation, text: Text) -> Box:
    """Keep one text, if it was changed or said to be right."""
    box = box_of(text)
    posted = request.POST.get(f"text-{box.key}")
    if posted is None:
        return box
    words, before = lines(posted), lines(request.POST.get(f"was-{box.key}", ""))
    is_right = f"right-{box.key}" in request.POST
    if words == before and not is_right:
        return box
    if lines(box.words) not in (before, words):
        return Box(text, posted, conflict_message(box.words))
    if is_too_long(text, words):
        return Box(text, posted, too_long_message(text))
    return box_of(enter(text, words, translation, request.user))


def as_posted(request: HttpRequest, text: Text) -> Box:
    """A box with what was written, though nothing can be kept now."""
    box = box_of(text)
    posted = request.POST.get(f"text-{box.key}", box.words)
    return box if lines(posted) == lines(box.words) else Box(text, posted, doors.locked_message())


def lines(words: str) -> str:
    """Words as a form posts them, with the ends of lines as they are kept, and without NUL."""
    return words.replace("\r\n", "\n").replace("\0", "")


def saved(request: HttpRequest, page: Page, translation: Translation) -> None:
    """Only save."""
    messages.success(request, _("Saved. Readers do not see it before it is published."))


def finish(request: HttpRequest, page: Page, translation: Translation) -> None:
    """The translator is done."""
    reasons = gate_but_review(translation)
    if reasons:
        messages.error(request, " ".join((*reasons, kept_message())))
        return
    done(translation, request.user)
    messages.success(request, _("Thank you! Somebody else can read it now."))


def gate_but_review(translation: Translation) -> tuple[str, ...]:
    """What is left to do for a translator."""
    return gate(translation, is_reviewed=True).reasons


def approve_texts(request: HttpRequest, page: Page, translation: Translation) -> None:
    """Approve all that somebody else has written and that was seen as it is."""
    seen = [text for text in texts_of(translation) if was_seen(request, text)]
    number = approve(seen, request.user)
    count(translation)
    if number:
        text = ngettext("%(number)d text is approved.", "%(number)d texts are approved.", number)
        messages.success(request, text % {"number": number})
    else:
        messages.warning(request, _("There is nothing here that somebody else has written."))


def was_seen(request: HttpRequest, text: Text) -> bool:
    """Whether the form showed a text as it is kept now."""
    shown = request.POST.get(f"was-{box_of(text).key}")
    return shown is not None and lines(shown) == lines(shown_words(text))


def publish_page(request: HttpRequest, page: Page, translation: Translation) -> None:
    """Publish, if the gate is open."""
    if not page.permissions_for_user(request.user).can_publish():
        messages.error(request, _("You may not publish here. Say that it is done."))
        return
    put_out(request, translation)


def publish_with_gaps(request: HttpRequest, page: Page, translation: Translation) -> None:
    """Publish with what is missing in the words of the original; coordinators may."""
    if not may_publish_with_gaps(request.user, page) or not gate(translation).with_gaps:
        messages.error(request, _("This cannot be published with gaps."))
        return
    put_out(request, translation, with_gaps=True)


def may_publish_with_gaps(user: AbstractBaseUser, page: Page) -> bool:
    """Those who write originals know whether it is worth it."""
    return not is_translator(user) and page.permissions_for_user(user).can_publish()


def put_out(request: HttpRequest, translation: Translation, with_gaps: bool = False) -> None:
    """Publish, and say so or why not."""
    try:
        page = publish(translation, request.user, with_gaps)
    except NotFitError as error:
        messages.error(request, " ".join((str(error), kept_message())))
        return
    except ValidationError as error:
        messages.error(request, " ".join((*error.messages, kept_message())))
        return
    buttons = [messages.button(page.url, _("View live"), new_window=True)] if page.url else []
    messages.success(request, _("Published."), buttons=buttons)


def submit(request: HttpRequest, page: Page, translation: Translation) -> None:
    """Start the workflow of the page, which ends in its publication."""
    workflow = page.get_workflow()
    reasons = gate_but_review(translation)
    if workflow is None or page.workflow_in_progress:
        messages.error(request, _("There is no approval to ask for."))
    elif reasons:
        messages.error(request, " ".join((*reasons, kept_message())))
    else:
        try:
            save_draft(translation, request.user)
        except ValidationError as error:
            messages.error(request, " ".join((*error.messages, kept_message())))
            return
        page.refresh_from_db()
        workflow.start(page, request.user)
        messages.success(request, _("Sent for approval."))


def kept_message() -> str:
    """That no work is lost."""
    return _("What you have entered is kept.")


def insert(request: HttpRequest, page: Page, translation: Translation) -> None:
    """Take a translation from elsewhere: as it is for the same text, else as a proposal."""
    key, _slash, record_id = request.POST.get("insert", "").partition("/")
    texts = {box_of(text).key: text for text in texts_of(translation)}
    text = texts.get(key)
    offers = suggestions(translation, [text]).get(text.segment.string_id, []) if text else []
    chosen = next((offer for offer in offers if str(offer.record.pk) == record_id), None)
    if chosen is None:
        messages.error(request, _("This is no longer offered."))
        return
    propose(text, chosen, translation, request.user)
    count(translation)
    messages.success(request, _("Inserted."))


def propose(
    text: Text, chosen: Suggestion, translation: Translation, user: AbstractBaseUser
) -> None:
    """Write a suggestion into its text; one of another original shows what is different."""
    if chosen.percent == 100:
        store(text, chosen.record.data, translation, user)
    else:
        kept = store(text, chosen.record.data, translation, user, reason=Reason.CHANGED)
        kept.state.former = chosen.record.translation_of
        kept.state.save(update_fields=["former"])


ACTIONS: dict[str, Callable] = {
    "insert": insert,
    "done": finish,
    "approve": approve_texts,
    "publish": publish_page,
    "publish-with-gaps": publish_with_gaps,
    "submit": submit,
}


def show(
    request: HttpRequest,
    page: Page,
    translation: Translation,
    boxes: list[Box],
) -> HttpResponse:
    """The editor."""
    texts = [box.text for box in boxes]
    offers = suggestions(translation, texts)
    for box in boxes:
        box.suggestions = offers.get(box.text.segment.string_id, [])
    if Consent.of(page.translation_key).is_protected:
        for box in boxes:
            box.shows_change = False
    found = gate(translation, texts)
    wanted = request.GET.get("show", "")
    statuses = IN_STATUS.get(wanted, tuple(Status))
    source, target = translation.source.locale, translation.target_locale
    context = {
        "page": page,
        "page_perms": page.permissions_for_user(request.user),
        "translation": translation,
        "work": Work.objects.select_related("assignee").get(translation=translation),
        "boxes": [box for box in boxes if box.text.status in statuses or box.conflict],
        "counts": counts(texts),
        "wanted": wanted,
        "gate": found,
        "actions": actions(request.user, page, found, texts),
        "overrides": OverridesForm(translation, request.user),
        "states": language_states(page, request.user),
        "original": original_page(translation),
        "source_code": source.language_code,
        "source_direction": text_direction(source.language_code),
        "code": target.language_code,
        "direction": text_direction(target.language_code),
    }
    return render(request, "translations/edit.html", context)


def counts(texts: list[Text]) -> list[tuple[str, str, int]]:
    """What can be shown: its name in the address, its label, how many texts."""
    found = Counter(text.status for text in texts)
    todo = sum(found[status] for status in IN_STATUS[TODO])
    return [
        ("", _("all"), len(texts)),
        (TODO, _("to do"), todo),
        *((status.value, str(status.label), found[status]) for status in Status),
    ]


def actions(
    user: AbstractBaseUser, page: Page, found: Gate, texts: list[Text]
) -> list[tuple[str, str]]:
    """The buttons beside “Save”: what the user may do now."""
    rights = page.permissions_for_user(user)
    unread = [text for text in texts if text.status == Status.UNREAD]
    of_others = [text for text in unread if text.record.last_translated_by_id != user.pk]
    possible = []
    if unread:
        possible.append(("done", _("Done: somebody else can read it")))
    if of_others:
        possible.append(("approve", _("Approve what others wrote")))
    if page.get_workflow() and not rights.can_publish() and not page.workflow_in_progress:
        possible.append(("submit", _("Send for approval")))
    if rights.can_publish():
        possible.append(("publish", _("Publish")))
        if found.with_gaps and may_publish_with_gaps(user, page):
            possible.append(("publish-with-gaps", _("Publish with gaps")))
    return possible


def edit_text(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """Keep one text (PUT with a form-encoded `value`) or delete it; answers in JSON.

    At the address of wagtail-localize's own view, which knows no states.
    """
    if answer := doors.write(request, translation_id):
        return answer
    if request.method not in ("PUT", "DELETE"):
        return JsonResponse({"detail": _("Send a form with a “value”.")}, status=405)
    translation = Translation.objects.select_related("source__locale", "target_locale").get(
        pk=translation_id
    )
    segment = get_object_or_404(StringSegment, pk=string_segment_id, source=translation.source)
    text = next(
        text
        for text in texts_of(translation)
        if (text.segment.string_id, text.segment.context_id)
        == (segment.string_id, segment.context_id)
    )
    form = submitted(request) if request.method == "PUT" else QueryDict("value=")
    if "value" not in form:
        return JsonResponse({"detail": _("Send a form with a “value”.")}, status=400)
    words = lines(form["value"])
    if "was" in form and lines(shown_words(text)) not in (words, lines(form["was"])):
        return JsonResponse({"detail": conflict_message(shown_words(text))}, status=409)
    if is_too_long(text, words):
        return JsonResponse({"detail": too_long_message(text)}, status=400)
    kept = enter(text, words, translation, request.user)
    count(translation)
    return JsonResponse(answer_of(translation, kept))


def submitted(request: HttpRequest) -> QueryDict:
    """The fields of a form-encoded PUT; Django itself reads only those of a POST."""
    body = request.body  # read as a whole: a parser may fail half way
    if request.content_type == "multipart/form-data":
        fields, _files = request.parse_file_upload(request.META, BytesIO(body))
        return fields
    return QueryDict(body)


def too_long_message(text: Text) -> str:
    """That there is no room."""
    return _("Not kept: there is room for %d characters.") % text.place.limit


def conflict_message(words: str) -> str:
    """That somebody else was faster."""
    return _("Somebody else wrote meanwhile: “%s”") % words


def answer_of(translation: Translation, text: Text) -> dict:
    """A text as the script in the editor needs it."""
    work = Work.objects.get(translation=translation)
    return {
        "data": shown_words(text),
        "status": text.status.value,
        "label": str(text.status.label),
        "problems": [
            {"message": problem.message, "is_blocking": problem.is_blocking}
            for problem in text.problems
        ],
        "left": work.left,
        "total": work.total,
    }
