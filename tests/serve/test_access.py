"""Only who has the token comes in, only on this computer, and only from pages of this server."""

import hmac
import re
import socket

import psutil
import pytest
import requests
import websocket

from helpers.serve import frontend, identity, start
from helpers.serve.identity import TokenIdentity

STEP = "/voila/render/01_plan/1_1_purpose_and_questions.ipynb?project=befriending"
SOME_KERNEL = "/api/kernels/00000000-0000-0000-0000-000000000000"
CLOSED = (
    "/", "/new", "/try", "/read/README.md", "/read/docs/images/report.png", STEP, "/voila/render/none.ipynb", SOME_KERNEL,
    "/module/0.js", "/voila/static/voila.js", "/voila/labextensions/anywidget/package.json", "/anything",
)  # fmt: skip
OPEN = ("/login", "/look/workbook.css")


def test_no_address_is_left_out_of_these_tests():
    patterns = [handler[0] for handler in (*start.HANDLERS, *frontend.HANDLERS)]
    assert len(patterns) == 8
    for pattern in patterns:
        assert [path for path in (*CLOSED, *OPEN) if re.fullmatch(pattern, path)], pattern


@pytest.mark.parametrize("path", CLOSED)
def test_a_stranger_is_asked_for_the_token(served, stranger, path):
    answer = stranger.get(f"{served.address}{path}", allow_redirects=False)
    assert answer.status_code in (302, 403)
    assert answer.status_code == 403 or answer.headers["Location"].startswith("/login?next=")
    assert "username" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("path", ("/new", "/try", SOME_KERNEL))
def test_a_stranger_changes_nothing(served, stranger, path):
    stranger.get(f"{served.address}/login")
    told = {"_xsrf": stranger.cookies["_xsrf"], "title": "A stranger's", "sample": "estate"}
    for method in ("post", "put", "patch", "delete"):
        answer = stranger.request(method, f"{served.address}{path}", data=told, allow_redirects=False)
        assert answer.status_code in (302, 403, 405), method
    assert sorted(path.name for path in served.folder.iterdir()) == ["befriending"]


def test_a_stranger_gets_no_line_to_a_kernel(with_form):
    server, visitor, page = with_form
    for stranger in (server.visitor(is_known=False), requests.Session()):
        with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
            server.line(stranger, server.kernel_of(page))
    server.line(visitor, server.kernel_of(page)).close()


@pytest.mark.parametrize("path", OPEN)
def test_what_a_stranger_may_see(served, stranger, path):
    assert stranger.get(f"{served.address}{path}", allow_redirects=False).status_code == 200


def test_the_token_leaves_the_address_and_the_rest_stays(served, stranger):
    answer = stranger.get(f"{served.address}{STEP}&token={served.token}&wave=2024-spring", allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{STEP}&wave=2024-spring"
    assert "HttpOnly" in answer.headers["Set-Cookie"] and "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert served.token not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("change", (str.upper, lambda token: token[:-1], lambda token: f"{token}0", lambda token: ""))
def test_another_token_is_none(served, stranger, change):
    wrong = change(served.token)
    assert stranger.get(f"{served.address}/", params={"token": wrong}).url.startswith(f"{served.address}/login")
    form = {"_xsrf": stranger.cookies["_xsrf"], "token": wrong, "next": "/"}
    answer = stranger.post(f"{served.address}/login", data=form, allow_redirects=False)
    assert answer.status_code == 401
    assert "not the token" in answer.text and 'aria-invalid="true"' in answer.text
    assert stranger.get(f"{served.address}/", allow_redirects=False).status_code == 302


def test_the_token_typed_in_leads_to_where_somebody_was_going(served, stranger):
    asked = stranger.get(f"{served.address}/read/docs/checks.md?project=befriending")
    assert "<h1>Come in</h1>" in asked.text and "/look/workbook.css" in asked.text
    following = re.search(r'name="next" value="([^"]+)"', asked.text)[1]
    form = {"_xsrf": stranger.cookies["_xsrf"], "token": served.token, "next": following}
    answer = stranger.post(f"{served.address}/login", data=form, allow_redirects=False)
    assert answer.headers["Location"] == "/read/docs/checks.md?project=befriending"
    assert stranger.get(f"{served.address}/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ("https://example.org", "//example.org", "/\\example.org", "https:///example.org")
)
def test_nobody_is_led_elsewhere(served, known, elsewhere):
    answer = known.get(f"{served.address}/login", params={"next": elsewhere}, allow_redirects=False)
    assert answer.headers["Location"] in ("/", "/%5Cexample.org")


def test_tokens_are_compared_in_the_same_time_right_or_wrong(monkeypatch):
    compared = []
    monkeypatch.setattr(hmac, "compare_digest", lambda *both: compared.append(both))
    identity = TokenIdentity(token="right")
    assert identity.user_for("wrong") is None
    assert (b"wrong", b"right") in compared


def test_a_word_for_one_browser_counts_once():
    identity = TokenIdentity(token="right")
    word = identity.once()
    assert identity.user_for(word)
    assert identity.user_for(word) is None
    assert identity.user_for("") is None
    assert identity.user_for("right") and identity.user_for("right")


def test_a_word_for_one_browser_runs_out(monkeypatch):
    told = TokenIdentity(token="right")
    monkeypatch.setattr(identity, "SECONDS_FOR_THE_BROWSER", -1)
    assert told.user_for(told.once()) is None
    monkeypatch.undo()
    assert told.user_for(told.once())


def test_no_token_in_what_kernels_or_other_programs_see(with_form):
    server, _, _ = with_form
    seen = [psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children(recursive=True)]
    assert len(seen) >= 2
    for process in seen:
        assert server.token not in " ".join([*process.cmdline(), *process.environ().values()])


@pytest.mark.parametrize("path", ("/", "/login", "/look/workbook.css", STEP, SOME_KERNEL))
def test_another_name_for_this_computer_is_refused(served, known, path):
    cookies, name = known.cookies.get_dict(), f"evil.example:{served.port}"
    answer = requests.get(f"{served.address}{path}", headers={"Host": name}, cookies=cookies, allow_redirects=False)
    assert answer.status_code == 403


def test_it_listens_on_this_computer_alone(served):
    with socket.create_connection(("127.0.0.1", served.port), timeout=5):
        pass
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", served.port), timeout=5)


@pytest.mark.parametrize("origin", ("http://evil.example", "http://127.0.0.1:1", "null"))
def test_pages_of_others_get_no_line_and_change_nothing(served, known, with_form, origin):
    server, visitor, page = with_form
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        server.line(visitor, server.kernel_of(page), origin=origin)
    form = {"_xsrf": known.cookies["_xsrf"], "title": "From elsewhere"}
    answer = known.post(f"{served.address}/new", data=form, headers={"Origin": origin}, allow_redirects=False)
    assert answer.status_code in (403, 404)
    assert not (served.folder / "from-elsewhere").exists()


def test_the_token_in_an_address_excuses_no_forged_form(served, known):
    """Jupyter's own rule: whoever sends the token needs neither the form's token nor the right origin."""
    for extra in ({}, {"Origin": "http://evil.example"}):
        answer = known.post(
            f"{served.address}/new?token={served.token}", data={"title": "Forged"}, headers=extra, allow_redirects=False
        )
        assert answer.status_code in (403, 404)
    assert not (served.folder / "forged").exists()


@pytest.mark.parametrize("path", ("/new", "/try", "/login"))
def test_a_form_without_its_own_token_is_refused(served, known, path):
    answer = known.post(
        f"{served.address}{path}", data={"title": "No token", "sample": "estate"}, allow_redirects=False
    )
    assert answer.status_code == 403
    assert sorted(path.name for path in served.folder.iterdir()) == ["befriending"]


def test_a_kernel_is_not_ended_by_a_form_of_others(with_form):
    server, visitor, page = with_form
    address = f"{server.address}/api/kernels/{server.kernel_of(page)}"
    assert visitor.delete(address).status_code == 403
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(
    "path", (*OPEN, "/", STEP, "/anything", "/read/README.md", "/voila/static/voila.js", SOME_KERNEL)
)
def test_every_answer_says_what_may_be_loaded(served, known, path):
    headers = known.get(f"{served.address}{path}", allow_redirects=False).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] in ("'self'", "'none'")
    assert policy["script-src"] == "'self' blob:"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["form-action"] == "'self'" and policy["base-uri"] == policy["object-src"] == "'none'"
    assert not re.search(r"https?:|\*|unsafe-eval", headers["Content-Security-Policy"])
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
