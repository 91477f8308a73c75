"""Names and terms: one list, found in texts in any form, and told beside the translation."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.consent import PublicName
from core.models import TakeDown
from prisoners.models import PlaceIndexPage, PlacePage
from tests.factories import (
    add,
    fresh,
    give_consent,
    list_page,
    make_event,
    make_person,
    make_user,
    paragraph,
    send_to,
    submit,
    translation_into,
)
from translations.checks import Kind
from translations.checks import Term as Pair
from translations.models import NameToken, Term, TermForm
from translations.stems import key_tokens, text_tokens
from translations.texts import enter, texts_of

MAMAY = Pair("Жанболат Мамай", ("Janbolat Mamaï",))


def make_term(kind: str = "institution", also: dict | None = None, **forms: str) -> Term:
    """A term with its approved forms by language, and what else is allowed."""
    term = Term(kind=kind)
    term.forms = [
        TermForm(language=code, text=text, also=(also or {}).get(code, ""))
        for code, text in forms.items()
    ]
    term.save()
    return term


def make_place(title: str) -> PlacePage:
    return add(list_page(PlaceIndexPage), PlacePage(title=title, body=[]))


def event_text(words: str, code: str = "fr"):
    """The text of an event, as a translator into a language has it."""
    event = make_event("Митинг", body=[paragraph(f"<p>{words}</p>")])
    submit(event, code)
    return next(t for t in texts_of(translation_into(event, code)) if t.place.path != "title")


def told(text, words: str, code: str = "fr") -> list[str]:
    """What is told of names and terms when a text is translated like this."""
    translation = translation_into_of(text, code)
    kept = enter(text, words, translation, None)
    return [p.message for p in kept.problems if p.kind == Kind.TERMS]


def translation_into_of(text, code: str):
    return text.segment.source.translations.get(target_locale__language_code=code)


@pytest.fixture
def person():
    """A person published in Russian and French."""
    page = make_person("Жанболат Мамай")
    send_to(page, "fr", title="Janbolat Mamaï")
    return page


# Pure: where a name is kept, and where a text looks for it.

FORMS = {
    "Russian": ("ru", "Жанболат Мамай", "Свободу Жанболату Мамаю!"),
    "Russian woman": ("ru", "Наталья Уласик", "дело Натальи Уласик"),
    "Russian vowel that falls out": ("ru", "Лев", "допросили Льва"),
    "Russian adjective": ("ru", "Джакишев", "письмо Джакишеву"),
    "Russian title in the plural": ("ru", "Защитники", "письмо защитников"),
    "last vowel in a language without rules": ("es", "Marta", "de Marte"),
    "Ukrainian": ("uk", "Європейський суд", "до Європейського суду"),
    "Polish": ("pl", "Parlament Europejski", "w Parlamencie Europejskim"),
    "Kazakh": ("kk", "Мамай", "Мамайға бостандық"),
    "German": ("de", "Mamay", "Mamays Fall"),
    "French": ("fr", "accord", "selon l’accord"),
    "English": ("en", "hunger strike", "two hunger strikes"),
    "number at the end": ("ru", "Изолятор 18", "в изоляторе 18"),
    "language without rules": ("ar", "تعذيب", "تعذيب السجناء"),
}


@pytest.mark.parametrize("case", FORMS)
def test_the_words_of_a_text_look_where_the_name_is_kept(case):
    code, name, text = FORMS[case]

    assert key_tokens(name, code) & text_tokens(text.lower().replace("’", "'").split(), code)


@pytest.mark.parametrize("name", ["", "…", "«»", "́", "🙂"])
def test_what_has_no_word_is_kept_nowhere(name):
    assert key_tokens(name, "ru") == frozenset()


# Terms of the list.


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "approved", "right", "wrong"),
    [
        ("en", "European Parliament", "in the European Parliament", "in the Europarliament"),
        ("fr", "Parlement européen", "au Parlement européen", "à l’Europarlement"),
        ("pl", "Parlament Europejski", "w Parlamencie Europejskim", "w Europarlamencie"),
        ("uk", "Європейський парламент", "у Європейському парламенті", "у Європарламенті"),
        ("kk", "Еуропа парламенті", "Еуропа парламентінде", "Еуропарламентте"),
        ("de", "Europäisches Parlament", "Europäisches Parlament", "im Europaparlament"),
    ],
)
def test_the_approved_form_is_asked_for_in_each_language(code, approved, right, wrong):
    make_term(**{"ru": "Европейский парламент", code: approved})
    text = event_text("Слушания в Европейском парламенте", code)

    assert text.terms == [Pair("Европейский парламент", (approved,))]
    assert told(text, right, code) == []
    assert told(text, wrong, code) == [
        f"For “Европейский парламент” the list of terms has “{approved}”."
    ]


@pytest.mark.django_db
def test_a_text_first_written_in_another_language_has_terms_too():
    make_term(ru="Европейский парламент", en="European Parliament")
    event = make_event("Hearing of the European Parliament", language="en")
    submit(event, "ru")

    (title,) = texts_of(translation_into(event, "ru"))

    assert title.terms == [Pair("European Parliament", ("Европейский парламент",))]


@pytest.mark.django_db
def test_what_is_also_allowed_is_found_and_taken():
    make_term(
        ru="Европейский союз", fr="Union européenne", also={"ru": "Евросоюз\n", "fr": "l’UE\nUE"}
    )
    text = event_text("Письмо в Евросоюз")

    assert text.terms == [Pair("Евросоюз", ("Union européenne", "l’UE", "UE"))]
    assert told(text, "Lettre à l’UE") == []


@pytest.mark.django_db
def test_a_term_without_a_form_in_the_language_is_not_told():
    make_term(ru="Европейский парламент", pl="Parlament Europejski")

    assert event_text("В Европейском парламенте").terms == []


@pytest.mark.django_db
def test_a_form_that_was_changed_is_found_as_it_is_now():
    term = make_term(ru="статья 147", fr="article 147")
    form = term.forms.get(language="ru")
    form.text = "статья 405"
    form.save()

    assert event_text("По статье 405").terms == [Pair("статья 405", ("article 147",))]
    assert event_text("По статье 147").terms == []


@pytest.mark.django_db
def test_words_far_from_each_other_are_not_a_term():
    make_term(ru="Европейский парламент", fr="Parlement européen")

    assert event_text("Парламент Казахстана и Европейский союз").terms == []


@pytest.mark.django_db
def test_a_term_that_is_not_used_keeps_nothing_from_being_published():
    make_term(ru="Европейский парламент", fr="Parlement européen")
    text = event_text("В Европейском парламенте")

    kept = enter(text, "À Strasbourg", translation_into_of(text, "fr"), None)

    assert [problem.is_blocking for problem in kept.problems] == [False]
    assert kept.is_fit


# Names of people and places.


@pytest.mark.django_db
def test_a_person_is_called_as_on_her_page(person):
    text = event_text("Свободу Жанболату Мамаю!")

    assert text.terms == [MAMAY]
    assert told(text, "Liberté pour Janbolat Mamaï !") == []
    assert told(text, "Liberté pour Zhanbolat Mamay !") == [
        "For “Жанболат Мамай” the list of terms has “Janbolat Mamaï”."
    ]


@pytest.mark.django_db
def test_a_place_is_called_as_on_its_page():
    send_to(make_place("Изолятор Алматы"), "fr", title="Maison d’arrêt d’Almaty")

    assert event_text("Он в изоляторе Алматы").terms == [
        Pair("Изолятор Алматы", ("Maison d’arrêt d’Almaty",))
    ]


@pytest.mark.django_db
def test_what_is_no_name_is_not_told():
    send_to(make_event("Митинг у парламента"), "fr", title="Rassemblement au parlement")

    assert event_text("Придите на митинг у парламента").terms == []


@pytest.mark.django_db
def test_a_person_without_a_published_version_is_not_told(person):
    text = event_text("Свободу Жанболату Мамаю!", "pl")

    assert text.terms == []


def withdraw(page):
    give_consent(page, withdrawn_on="2017-11-01")


def take_down(page):
    TakeDown.objects.create(translation_key=page.translation_key, reason="a threat")


def forbid(page):
    give_consent(page, risk="do_not_publish")


def protect(page):
    give_consent(page, public_name=PublicName.INITIALS, real_name="Жанболат Мамай")


def protect_under_another_name(page):
    give_consent(page, public_name=PublicName.PSEUDONYM, real_name="Другой Человек")


def unpublish(page):
    page.unpublish()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hide", [withdraw, take_down, forbid, protect, protect_under_another_name, unpublish]
)
def test_a_name_that_may_not_be_told_is_told_nobody(client, person, hide):
    hide(fresh(person))
    text = event_text("Свободу Жанболату Мамаю!")
    client.force_login(make_user("Translators fr"))

    answer = client.put(
        reverse(
            "wagtail_localize:edit_string_translation",
            args=[translation_into_of(text, "fr").pk, text.segment.pk],
        ),
        data="value=Libert%C3%A9",
        content_type="application/x-www-form-urlencoded",
    )

    assert text.terms == []
    assert answer.status_code == 200
    assert "Mama" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("hide", [withdraw, take_down, forbid, protect])
@pytest.mark.parametrize("name", ["Жанболат Мамай", "Мамай", "Жанболат Турарович Мамай"])
def test_a_list_that_names_somebody_does_not_tell_what_may_not_be_told(person, hide, name):
    make_term(kind="person", ru=name, fr="J. Mamaï")
    make_term(kind="person", ru="Нурсултан Назарбаев", fr="Noursoultan Nazarbaïev")
    words = f"{name} и Нурсултан Назарбаев"
    assert len(event_text(words).terms) >= 2

    hide(fresh(person))

    assert event_text(words).terms == [Pair("Нурсултан Назарбаев", ("Noursoultan Nazarbaïev",))]


@pytest.mark.django_db
def test_a_page_with_a_name_asks_for_its_own_title(person):
    page = make_person("Макс Бокаев", body=[paragraph("<p>Письмо Макса Бокаева</p>")])
    french = submit(page, "fr")[0]
    title, body = texts_of(french)
    enter(title, "Max Bokaïev", french, None)

    title, body = texts_of(french)

    assert (title.terms, body.terms) == ([], [Pair("Макс Бокаев", ("Max Bokaïev",))])


@pytest.mark.django_db
def test_two_people_of_one_name_may_be_called_either_way(person):
    send_to(make_person("Жанболат Мамай"), "fr", title="Jan Mamay")

    assert event_text("Жанболат Мамай").terms == [
        Pair("Жанболат Мамай", ("Janbolat Mamaï", "Jan Mamay"))
    ]


@pytest.mark.django_db
def test_a_person_who_is_renamed_is_found_under_the_new_name(person):
    page = fresh(person)
    page.title = "Жанболат Другой"
    page.save_revision().publish()

    assert event_text("Жанболат Мамай").terms == []
    assert event_text("Письмо Жанболата Другого").terms == [
        Pair("Жанболат Другой", ("Janbolat Mamaï",))
    ]


@pytest.mark.django_db
def test_names_from_before_there_was_a_list_are_found_after_a_command(person):
    NameToken.objects.all().delete()
    assert event_text("Жанболат Мамай").terms == []

    call_command("rebuild_desk", verbosity=0)

    assert event_text("Жанболат Мамай").terms == [MAMAY]


# The editor.


@pytest.mark.django_db
def test_the_editor_shows_the_terms_of_each_text(client, person):
    text = event_text("Свободу Жанболату Мамаю!")
    page = translation_into_of(text, "fr").get_target_instance()
    client.force_login(make_user("Translators fr"))

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert html.count('<ul class="text__terms"') == 1
    assert (
        '<span lang="ru" dir="ltr">Жанболат Мамай</span> → '
        '<span lang="fr" dir="ltr">Janbolat Mamaï</span>'
    ) in html


@pytest.mark.django_db
def test_what_was_written_is_answered_with_the_name_that_is_not_used(client, person):
    text = event_text("Свободу Жанболату Мамаю!")
    client.force_login(make_user("Translators fr"))

    answer = client.put(
        reverse(
            "wagtail_localize:edit_string_translation",
            args=[translation_into_of(text, "fr").pk, text.segment.pk],
        ),
        data="value=Libert%C3%A9%C2%A0!",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.json()["problems"] == [
        {
            "message": "For “Жанболат Мамай” the list of terms has “Janbolat Mamaï”.",
            "is_blocking": False,
        }
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_terms_of_a_page_cost_the_same_for_any_number_of_them(django_assert_num_queries, count):
    for number in range(count):
        make_term(ru=f"Комитет {number}", fr=f"Comité {number}")
    blocks = [paragraph(f"<p>Из комитета {n}</p>", f"{n:08}") for n in range(count)]
    event = make_event("Митинг", body=blocks)
    texts = texts_of(submit(event, "fr")[0])

    with django_assert_num_queries(2):
        found = [text.terms for text in texts]

    assert sum(map(len, found)) == count


@pytest.mark.django_db
def test_how_far_a_page_is_is_told_without_looking_for_terms(django_assert_num_queries, person):
    text = event_text("Свободу Жанболату Мамаю!")

    with django_assert_num_queries(0):
        assert text.status == "empty"


# The list.


def posted(*rows: dict, kind: str = "court") -> dict:
    form = {"kind": kind, "note": "", "forms": inline_formset(list(rows))}
    return nested_form_data(form)


def row(language: str, text: str, also: str = "") -> dict:
    return {"id": "", "language": language, "text": text, "also": also}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Editors", "Moderators"])
def test_those_who_write_originals_keep_the_list(client, role):
    client.force_login(make_user(role))

    client.post(reverse("terms:add"), posted(row("ru", "Верховный суд"), row("fr", "Cour suprême")))

    (term,) = Term.objects.all()
    assert [(form.language, form.text) for form in term.in_order] == [
        ("ru", "Верховный суд"),
        ("fr", "Cour suprême"),
    ]
    assert event_text("В Верховном суде").terms == [Pair("Верховный суд", ("Cour suprême",))]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["edit", "history", "usage", "delete"])
def test_all_about_a_term_can_be_opened_and_what_is_gone_is_not_found(client, name):
    term = make_term(ru="Верховный суд", fr="Cour suprême")
    client.force_login(make_user("Editors"))

    assert "Верховный суд" in client.get(reverse(f"terms:{name}", args=[term.pk])).content.decode()
    gone = client.get(reverse(f"terms:{name}", args=[term.pk + 1]), follow=True)
    assert gone.status_code == 404


@pytest.mark.django_db
def test_a_term_is_deleted_with_all_that_finds_it(client):
    term = make_term(ru="Верховный суд", fr="Cour suprême")
    client.force_login(make_user("Editors"))

    client.post(reverse("terms:delete", args=[term.pk]))

    assert not Term.objects.exists()
    assert event_text("В Верховном суде").terms == []


@pytest.mark.django_db
def test_a_translator_reads_the_list_and_changes_nothing(client):
    term = make_term(kind="court", ru="Верховный суд", fr="Cour suprême")
    client.force_login(make_user("Translators fr"))

    html = client.get(reverse("terms:index")).content.decode()
    refused = [
        client.post(reverse("terms:add"), posted(row("fr", "Cour"))),
        client.post(reverse("terms:edit", args=[term.pk]), posted(row("fr", "Cour"))),
        client.post(reverse("terms:delete", args=[term.pk])),
        client.get(reverse("terms:edit", args=[term.pk])),
    ]

    assert 'fr: <span lang="fr">Cour suprême</span>' in html
    assert reverse("terms:edit", args=[term.pk]) not in html
    assert {answer.status_code for answer in refused} == {302}
    assert list(TermForm.objects.values_list("text", flat=True)) == [
        "Верховный суд",
        "Cour suprême",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Editors", "Translators fr"])
def test_the_list_is_in_the_menu_of_everybody(client, role):
    client.force_login(make_user(role))

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("terms:index") in html


@pytest.mark.django_db
def test_nobody_else_sees_the_list(client):
    answer = client.get(reverse("terms:index"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("wagtailadmin_login"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rows",
    [
        [row("ru", "Суд"), row("ru", "Другой суд")],
        [row("tlh", "Суд")],
        [row("ru", "")],
        [row("ru", "с" * 201)],
        [],
    ],
)
def test_what_makes_no_sense_is_not_kept(client, rows):
    client.force_login(make_user("Editors"))

    answer = client.post(reverse("terms:add"), posted(*rows))

    assert answer.status_code == 200
    assert not Term.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["…", "🙂", "(", "\\", "а" * 200, "<b>суд</b>", "{name}", "%s"])
def test_strange_terms_break_nothing(client, text):
    make_term(ru=text, fr=text, also={"ru": "\n\n", "fr": text})
    event_text(f"Суд {text} суд".replace("<", "&lt;"))
    client.force_login(make_user("Editors"))

    assert client.get(reverse("terms:index"), {"q": text}).status_code == 200


@pytest.mark.django_db
def test_the_list_is_searched_in_any_case_and_language(client):
    make_term(ru="Верховный суд", fr="Cour suprême")
    make_term(ru="Парламент", fr="Parlement", also={"fr": "Assemblée"})
    client.force_login(make_user("Editors"))

    for asked, found in (("верховный СУД", "Cour suprême"), ("assemblée", "Parlement")):
        html = client.get(reverse("terms:index_results"), {"q": asked}).content.decode()
        assert [text for text in ("Cour suprême", "Parlement") if text in html] == [found]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_terms(client, django_assert_num_queries, count):
    for number in range(count):
        make_term(ru=f"Суд {number}", fr=f"Cour {number}")
    client.force_login(make_user("Editors"))
    client.get(reverse("terms:index"))

    with django_assert_num_queries(13):
        client.get(reverse("terms:index"))
