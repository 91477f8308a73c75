"""Public addresses asked for in ways no browser would: never an error of ours."""

from string import punctuation

import pytest
from django.test import Client

from tests.factories import make_event, make_page, make_person

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/ru/",
    "/kk/",
    "/ru/events/",
    "/ru/campaigns/",
    "/ru/prisoners/",
    "/ru/search/",
    "/ru/nowhere/",
    "/nowhere",
    "/sitemap.xml",
    "/sitemap-ru-1.xml",
    "/sitemap-ru-0.xml",
    "/sitemap-ru-99999999999999999999.xml",
    "/robots.txt",
    "/health/",
    "/media/images/nothing.webp",
    "/documents/1/nothing.pdf",
    "/admin/login/",
]
QUERIES = [
    "q=%00",
    "q=%FF%FE",
    "q=%27%22%3B--%3Cscript%3E",
    "q=" + "a" * 20_000,
    "q=" + "%D1%8F+" * 300,
    "q[]=1&q=2&q=",
    "page=100000000000000000000",
    "page=-1",
    "page=0",
    "page=%00",
    "page=",
    "page=1.5",
    "page=last",
    "status=&name=",
    "status=%00&name=%00",
    "status=held&status=nonsense",
    "status=" + "x" * 20_000,
    "name=" + "%F0%9F%98%80" * 500,
    "name=%25_%5C",
    "page=" + "9" * 5000,
    "next=//evil.example/",
    "&&&===;;;",
    "a=" * 3000,
]
HEADERS = [
    {"Host": "evil.example"},
    {"Host": "testserver:99999"},
    {"Host": "a" * 300},
    {"Host": ""},
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Proto": "https"},
    {"Accept-Language": "xx-YY-zzzz;q=9,*;q=-1,,;;"},
    {"Accept-Language": "a-" * 5000},
    {"Accept-Language": "\x00"},
    {"Accept-Language": "zh-Hans-CN"},
    {"Cookie": "sessionid=\x00; csrftoken=" + "x" * 5000},
    {"Cookie": "=;=;;;"},
    {"If-Modified-Since": "yesterday"},
    {"If-None-Match": '"' * 100},
    {"Range": "bytes=9999999999-1"},
    {"Accept": "*/*;q=x"},
    {"Referer": "javascript:alert(1)"},
    {"User-Agent": ""},
    {"X-Requested-With": "XMLHttpRequest"},
]
PATHS = [
    "/%00",
    "/ru/%00/",
    "/%FF%FE/",
    "/ru/%C0%AE%C0%AE/",
    "/ru/..%2f..%2fetc/passwd",
    "/ru/" + "a/" * 2000,
    "/ru/" + "a" * 5000 + "/",
    "//evil.example/",
    "/ru//",
    "/ru/events/%0d%0aSet-Cookie:x=1/",
    "/RU/",
    "/xx/",
    "/ru/events/%F0%9F%98%80/",
    "/media/images/%00",
    "/media/images/..%2f..%2fdb.sqlite3",
    "/documents/99999999999999999999/a.pdf",
    "/documents/1/%00",
    "/ru/search/%00",
    "/_util/login/",
    "/ru/_util/authenticate_with_password/99999999999999999999/1/",
]


@pytest.fixture
def reader():
    """A client that turns a fault of ours into a 500, as a server does."""
    make_event()
    make_person(status="detained")
    make_page()
    return Client(raise_request_exception=False)


def answers(reader, requests):
    """Those requests that were answered with a fault of ours."""
    found = {}
    for address, headers in requests:
        response = reader.get(address, headers=headers)
        if response.status_code >= 500:
            found[address[:60], str(headers)[:60]] = response.status_code
    return found


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_a_strange_query_is_not_our_fault(reader, query):
    assert answers(reader, [(f"{address}?{query}", {}) for address in ADDRESSES]) == {}


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: str(headers)[:40])
def test_a_strange_header_is_not_our_fault(reader, headers):
    assert answers(reader, [(address, headers) for address in ADDRESSES]) == {}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:30])
def test_a_strange_path_is_not_our_fault(reader, path):
    assert answers(reader, [(path, {}), (path + "?q=%00", {})]) == {}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "head", "trace"])
def test_a_strange_method_is_not_our_fault(reader, method):
    codes = {address: getattr(reader, method)(address).status_code for address in ADDRESSES}

    assert {address: code for address, code in codes.items() if code >= 500} == {}


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host"])
def test_a_forged_host_is_in_no_answer(reader, name):
    pages = [reader.get(address, headers={name: "evil.example"}) for address in ADDRESSES]

    said = [
        page.request["PATH_INFO"]
        for page in pages
        if "evil.example" in page.content.decode() + str(page.headers)
    ]
    assert said == []


def test_a_host_that_is_not_ours_is_refused(reader):
    assert reader.get("/ru/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_after_the_login_nobody_is_sent_elsewhere(reader, django_user_model, target):
    django_user_model.objects.create_superuser("editor", "e@example.org", "for-tests-only")

    answer = reader.post(
        "/admin/login/", {"username": "editor", "password": "for-tests-only", "next": target}
    )

    assert (answer.status_code, answer.url) == (302, "/admin/")


@pytest.mark.parametrize("sign", [*punctuation, "OR", "NOT", "AND", "NEAR(a b)", "title:", "a*"])
def test_any_sign_can_be_searched_for(reader, sign):
    texts = [sign, f"{sign}a", f"a{sign}", f"a {sign} b", sign * 3]

    codes = [reader.get("/ru/search/", {"q": text}).status_code for text in texts]

    assert codes == [200] * 5


def test_the_search_box_shows_what_was_asked_as_text(reader):
    html = reader.get("/ru/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_reader_gets_no_cookie(reader):
    for address in ADDRESSES[:-1]:
        reader.get(address)

    assert dict(reader.cookies) == {}
