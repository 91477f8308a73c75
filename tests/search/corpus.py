"""A site to be searched: people known from the news, pages on topics, and many namesakes nearly.

The people have a Russian page only, without other spellings: what finds them is the analysis.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random
from uuid import uuid4

from core.slugs import latin_slug
from home.models import StandardPage
from prisoners.models import PrisonerIndexPage, PrisonerPage
from search.index import refresh
from tests.benchmark.people import give_consents, mark_translations, write_pages
from tests.factories import home_page, list_page

QUERIES = Path(__file__).with_name("queries.csv")
PEOPLE = {
    "mukhtar-dzhakishev": "Мухтар Джакишев",
    "max-bokayev": "Макс Бокаев",
    "iskander-yerimbetov": "Искандер Еримбетов",
    "zhanbolat-mamay": "Жанболат Мамай",
    "seitkazy-matayev": "Сейтказы Матаев",
    "natalya-ulasik": "Наталья Уласик",
    "muratkhan-tokmadi": "Муратхан Токмади",
    "mukhtar-ablyazov": "Мухтар Аблязов",
    "nursultan-nazarbayev": "Нурсултан Назарбаев",
    "paola-gaffurini": "Паола Гаффурини",
    "roza-tuletayeva": "Роза Тулетаева",
    "talgat-ayan": "Талгат Аян",
    "yermek-narymbayev": "Ермек Нарымбаев",
    "almat-zhumagulov": "Алмат Жумагулов",
    "kenzhebek-abishev": "Кенжебек Абишев",
    "vladimir-kozlov": "Владимир Козлов",
    "oleg-sentsov": "Олег Сенцов",
    "andrzej-poczobut": "Анджей Почобут",
    "ales-bialiatski": "Алесь Беляцкий",
}
# Title and summary of each page in each language.
TOPICS = {
    "political-prisoners": {
        "ru": ("Политические заключённые", "Кого мы считаем политическим заключённым и почему."),
        "en": ("Political prisoners", "Whom we call a political prisoner, and why."),
        "fr": ("Les prisonniers politiques", "Qui nous appelons prisonnier politique."),
        "pl": ("Więźniowie polityczni", "Kogo uważamy za więźnia politycznego."),
        "uk": ("Політичні в'язні", "Кого ми вважаємо політичним в'язнем."),
        "kk": ("Саяси тұтқындар", "Кімді саяси тұтқын деп санаймыз."),
        "de": ("Politische Gefangene", "Wen wir einen politischen Gefangenen nennen."),
    },
    "torture": {
        "ru": ("Пытки в колониях", "Что известно о каждой жалобе на пытку."),
        "en": ("Torture in prisons", "What is known of each complaint of torture."),
        "fr": ("La torture en prison", "Ce que l’on sait des plaintes."),
        "pl": ("Tortury w koloniach", "Co wiadomo o skargach."),
        "uk": ("Катування в колоніях", "Що відомо про кожну скаргу."),
        "kk": ("Түрмедегі азаптау", "Шағымдар туралы не белгілі."),
        "de": ("Folter in Gefängnissen", "Was über Beschwerden bekannt ist."),
    },
    "interpol": {
        "ru": ("Красные уведомления Интерпола", "Чем грозит экстрадиция тому, кто бежал."),
        "en": ("Red notices of Interpol", "What extradition means."),
        "fr": ("Les notices rouges d’Interpol", "Ce que signifie une extradition."),
        "pl": ("Czerwone noty Interpolu", "Czym grozi ekstradycja."),
        "uk": ("Червоні оповіщення Інтерполу", "Чим загрожує екстрадиція."),
        "kk": ("Интерполдың қызыл хабарламалары", "Экстрадиция неге әкеледі."),
        "de": ("Rote Ausschreibungen von Interpol", "Was eine Auslieferung bedeutet."),
    },
    "journalists": {
        "ru": ("Журналист под следствием", "Дела о расследованиях коррупции."),
        "en": ("Journalists on trial", "Cases about investigations."),
        "fr": ("Des journalistes poursuivis", "Des affaires d’enquêtes."),
        "pl": ("Dziennikarze przed sądem", "Sprawy o śledztwa."),
        "uk": ("Журналісти перед судом", "Справи про розслідування."),
        "kk": ("Сот алдындағы журналистер", "Зерттеулер туралы істер."),
        "de": ("Journalisten vor Gericht", "Verfahren wegen Recherchen."),
    },
    "brussels-protest": {
        "ru": ("Приглашение на акцию в Брюсселе", "Приходите в полдень."),
        "en": ("Invitation to a protest in Brussels", "Come at noon."),
        "fr": ("Invitation à un rassemblement à Bruxelles", "Venez à midi."),
        "pl": ("Zaproszenie na protest w Brukseli", "Przyjdźcie w południe."),
        "uk": ("Запрошення на акцію в Брюсселі", "Приходьте опівдні."),
        "kk": ("Брюссельдегі акцияға шақыру", "Түсте келіңіздер."),
        "de": ("Einladung zum Protest in Brüssel", "Kommt am Mittag."),
    },
    "ep-agreement": {
        "ru": ("Соглашение с Европейским союзом", "О чём голосует парламент."),
        "en": ("The agreement with the European Union", "What the parliament votes on."),
        "fr": ("L’accord avec l’Union européenne", "Sur quoi vote le parlement."),
        "pl": ("Umowa z Unią Europejską", "Nad czym głosuje parlament."),
        "uk": ("Угода з Європейським Союзом", "За що голосує парламент."),
        "kk": ("Еуропалық одақпен келісім", "Парламент не туралы дауыс береді."),
        "de": ("Das Abkommen mit der Europäischen Union", "Worüber das Parlament abstimmt."),
    },
    "zhanaozen": {
        "ru": ("Жанаозен", "Забастовка нефтяников и 16 декабря 2011 года."),
        "en": ("Zhanaozen", "The strike of the oil workers and 16 December 2011."),
        "fr": ("La grève de Janaozen", "Les ouvriers du pétrole et le 16 décembre 2011."),
        "pl": ("Żangaözen", "Strajki naftowców i 16 grudnia 2011 roku."),
        "uk": ("Жанаозен", "Страйк нафтовиків і 16 грудня 2011 року."),
        "kk": ("Жаңаөзен", "Мұнайшылардың ереуілі және 2011 жылғы 16 желтоқсан."),
        "de": ("Das Massaker von Schangaösen", "Der Streik der Ölarbeiter."),
    },
    "punitive-psychiatry": {
        "ru": ("Карательная психиатрия", "Как диагноз делают приговором."),
        "en": ("Punitive psychiatry", "How a diagnosis is made a sentence."),
        "fr": ("La psychiatrie punitive", "Quand le diagnostic devient une peine."),
        "pl": ("Psychiatria represyjna", "Jak diagnoza staje się wyrokiem."),
        "uk": ("Каральна психіатрія", "Як діагноз роблять вироком."),
        "kk": ("Жазалаушы психиатрия", "Диагноз қалай үкімге айналады."),
        "de": ("Strafpsychiatrie", "Wie eine Diagnose zum Urteil wird."),
    },
}
FIRST_NAMES = """
    Айгуль Алексей Алмас Асан Бауыржан Богдан Валентина Виктор Галия Данияр Ерлан Жанар Игорь
    Кайрат Лариса Мадина Мурат Николай Оксана Руслан Сауле Серик Тимур Ульяна Шынар
""".split()
LETTERS_ALIKE = """
    ае бп вф гк гх дт еи жш зс кх лр мн оа оу пб сц шч ыи яе шж кг ев
""".split()
BEGINNINGS = """
    Аб Ай Бай Бек Бор Вас Гал Дар Дос Ер Жак Жан Жум Зах Ис Как Кар Кен Коз Кул Май Мам Мат Мус
    Наз Нур Ом Пет Рах Сад Сей Сен Сул Таж Ток Тул Ул Хас Чер Шак Шам Ябл Як
""".split()
MIDDLES = """
    а е и о у ба бе ги до жи ке ла ма ме ни ра са си та ти ша ши ым ул
""".split()
# One in so many is named nearly like one of the people.
NEAR = 20
ENDS = """
    баев беков гулов ев ев ов ова ин ина енко ский ычев ишев атов имбетов
""".split()


def queries() -> list[dict[str, str]]:
    """The open list: `query`, `lang`, `expected_slug`, `note`."""
    with QUERIES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def namesakes(number: int, chance: Random) -> Iterator[str]:
    """Names that sound like those of the people, and others that are merely of the region."""
    known = [name.split()[-1] for name in PEOPLE.values()]
    for place in range(number):
        alike = changed(chance.choice(known), chance) if place % NEAR == 0 else made_up(chance)
        yield f"{chance.choice(FIRST_NAMES)} {alike}"


def changed(name: str, chance: Random) -> str:
    """A name with one or two letters exchanged for others that sound alike; never the same."""
    letters = list(name.lower())
    for _time in range(chance.choice((1, 2))):
        one, other = chance.choice(LETTERS_ALIKE)
        places = [place for place, letter in enumerate(letters) if letter == one]
        place = chance.choice(places) if places else chance.randrange(1, len(letters))
        letters[place] = other
    found = "".join(letters).capitalize()
    return found if found != name else made_up(chance)


def made_up(chance: Random) -> str:
    """A surname put together of parts that surnames have."""
    middle = "".join(chance.sample(MIDDLES, chance.randrange(2)))
    return chance.choice(BEGINNINGS) + middle + chance.choice(ENDS)


def build(number: int, languages: tuple[str, ...] = ("ru",)) -> None:
    """A site with the people, the topics and so many namesakes; these in several languages."""
    chance = Random(7)
    people = dict(PEOPLE)
    for place, name in enumerate(namesakes(number, chance)):
        people[f"namesake-{place}"] = name
    keys = {slug: uuid4() for slug in people}
    give_consents(list(keys.values()))
    for code in languages:
        pages = [
            PrisonerPage(
                title=name if code in ("ru", "uk", "kk") else in_latin(name),
                slug=slug,
                translation_key=keys[slug],
                body=[],
                summary=f"{chance.choice(('Журналист', 'Юрист', 'Рабочий'))}, дело {place}.",
            )
            for place, (slug, name) in enumerate(people.items())
            if code == "ru" or slug.startswith("namesake")
        ]
        write_pages(pages, list_page(PrisonerIndexPage, code))
    if len(languages) > 1:
        mark_translations([keys[slug] for slug in keys if slug.startswith("namesake")])
    topics = {slug: uuid4() for slug in TOPICS}
    for code in TOPICS["torture"]:
        write_topics(code, topics)
    refresh([*keys.values(), *topics.values()])


def in_latin(name: str) -> str:
    """A name in Latin letters."""
    return " ".join(latin_slug(word, "ru").capitalize() for word in name.split())


def write_topics(code: str, keys: dict) -> None:
    """The topics in a language, below its list of people: the home page has children already."""
    for slug, words in TOPICS.items():
        title, summary = words[code]
        page = StandardPage(
            title=title, summary=summary, slug=slug, translation_key=keys[slug], body=[]
        )
        page.locale = home_page(code).locale
        home_page(code).add_child(instance=page)
