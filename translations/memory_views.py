"""The memory of a language as a TMX file, out and in."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Locale

from core.rights import writes_originals
from translations.answers import closed
from translations.desk import editable
from translations.files import tmx
from translations.files.units import MOST_MEGABYTES, FileProblem
from translations.memory import pairs, remember


def languages_of(user: AbstractBaseUser) -> list[Locale]:
    """The languages in which the user may edit a page, in the site's order."""
    codes = [code for code, _name in settings.LANGUAGES]
    found = Locale.objects.filter(
        pk__in=editable(user).order_by().values("locale"), language_code__in=codes
    )
    return sorted(found, key=lambda locale: codes.index(locale.language_code))


def download_memory(request: HttpRequest, code: str) -> HttpResponse:
    """All reviewed texts of a language, for those who work in it; streamed."""
    locale = language(request.user, code)
    if locale is None:
        return closed(request)
    response = StreamingHttpResponse(
        tmx.write(pairs(locale)), content_type="application/x-tmx+xml; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="memory-{code}.tmx"'
    return response


@require_POST
def upload_memory(request: HttpRequest) -> HttpResponse:
    """Remember what a TMX file says of a language; for coordinators."""
    locale = language(request.user, request.POST.get("code", ""))
    if locale is None or not writes_originals(request.user):
        return closed(request)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise FileProblem(_("Choose a TMX file."))
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            raise FileProblem(
                _("The file is larger than %(size)d MB. Choose a smaller file.")
                % {"size": MOST_MEGABYTES}
            )
        number = remember(tmx.read(file.read(), dict(settings.LANGUAGES)), locale)
    except FileProblem as problem:
        messages.error(request, str(problem))
    else:
        text = ngettext(
            "The memory has %(number)d new text.", "The memory has %(number)d new texts.", number
        )
        messages.success(request, text % {"number": number})
    return redirect("translation_desk")


def language(user: AbstractBaseUser, code: str) -> Locale | None:
    """One of the user's languages by its code."""
    found = (locale for locale in languages_of(user) if locale.language_code == code)
    return next(found, None)
