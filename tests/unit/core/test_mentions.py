"""Finding a person in prose: inflected, in any case, in Latin and Cyrillic."""

import pytest

from core.mentions import fold, matcher, pages_naming, stand_in
from tests.factories import make_campaign, make_event, make_page, make_person, paragraph, send_to


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Макс Бокаев", "дело Бокаева"),
        ("Макс Бокаев", "вместе с БОКАЕВЫМ"),
        ("Макс Бокаев", "Бока́ев"),
        ("Макс Бокаев", "#бокаев_свободен"),
        ("Макс Бокаев", "the Bokayev case"),
        ("Жанболат Мамай", "письмо Мамаю"),
        ("Жанболат Мамай", "Мамайдың ісі"),
        ("Zhanbolat Mamaj", "uwolnić Mamaja"),
        ("Наталья Уласик", "Уласик"),
        ("Муратхан Токмади", "Токмадиге"),
        ("Ерімбетов, Искандер", "Еримбетова"),
        ("Ерімбетов Искандер", "дело Ерімбетова"),
        ("Сейтказы Матаев", "Матаєва"),
        ("Анна Чёрная", "дело Анны Черной"),
        ("Надія Савченко", "Savchenko"),
        ("Ирина Ким", "у Ирины Ким"),
        ("Алексей Ли", "Алексею Ли"),
        ("Max Bokayev", "Bokayev’s trial"),
    ],
)
def test_a_name_is_found(name, text):
    assert matcher([name]).search(fold(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Макс Бокаев", "Макс"),
        ("Макс Бокаев", "Максу и всем"),
        ("Макс Бокаев", "бокал"),
        ("Макс Сакенович Бокаев", "Сакенович"),
        ("Ерімбетов, Искандер", "Искандер"),
        ("Ирина Ким", "Ким"),
        ("Anna Mann", "womanned"),
        ("Макс Бокаев", "небокаев"),
    ],
)
def test_what_is_no_name_is_not_found(name, text):
    assert not matcher([name]).search(fold(text))


@pytest.mark.parametrize("names", [[], [""], ["Ж. М."], ["12"]])
def test_nobody_is_looked_for_without_a_name(names):
    assert matcher(names) is None


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Жанболат Мамай", "Zhanbolat", True),
        ("Жанболат Мамай", "zhanbolat-mamay", True),
        ("Жанболат Мамай", "О Мамае", True),
        ("Zhanbolat Mamay", "Мамай", True),
        ("Жанболат Мамай", "Ж. М.", False),
        ("Жанболат Мамай", "Актан", False),
        ("", "Актан", False),
    ],
)
def test_any_word_of_a_hidden_name_is_seen_in_a_title(name, text, stands):
    assert stand_in([name], [text]) is stands


@pytest.mark.django_db
def test_every_kind_of_page_is_read_live_and_draft_in_all_languages():
    person = make_person("Макс Бокаев")
    french = send_to(person, "fr", title="Max Bokaïev")[0]
    summary = make_page("О нас", summary="Мы писали Бокаеву.")
    story = make_campaign(body=[("paragraph", "<p>Свободу <b>Бокаеву</b>!</p>")])
    draft = make_event("Митинг")
    draft.body = [("paragraph", "<p>С Бокаевым</p>")]
    draft.save_revision()
    unpublished = make_page("Бокаев и другие", publish=False)
    translated = send_to(make_page("Разное"), "fr", summary="", title="L’affaire Bokaïev")[0]
    make_page("Максим", summary="Макс, бокал")
    found = pages_naming(["Макс Бокаев", "Max Bokaïev"])
    assert found == {
        page.pk for page in (person, french, summary, story, draft, unpublished, translated)
    }


@pytest.mark.django_db
def test_words_of_rows_are_read():
    event = make_event("Митинг")
    event.contacts.create(name="Штаб Бокаева", email="a@example.org", locale=event.locale)
    event.save()
    assert pages_naming(["Макс Бокаев"]) == {event.pk}


@pytest.mark.django_db
def test_a_draft_over_a_clean_page_and_a_clean_draft_over_a_page_are_both_found():
    page = make_page("О нас", body=[paragraph("<p>Бокаев</p>")])
    page.body = []
    page.save_revision()
    assert pages_naming(["Макс Бокаев"]) == {page.pk}
