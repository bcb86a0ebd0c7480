"""A kernel belongs to an open page: it does what widgets ask, and ends with the page, the server, or by itself."""

import signal
import threading

import psutil
import pytest
import websocket

KINDS = (
    "execute_request", "debug_request", "interrupt_request", "shutdown_request", "complete_request", "inspect_request",
    "history_request", "create_subshell_request", "input_reply", "is_complete_request",
)  # fmt: skip
CHANNELS = ("shell", "control", "stdin", "iopub", "", "nonsense")


def comms(line) -> list[str]:
    """The widgets that the kernel of the line has."""
    line.send("comm_info_request", {"target_name": "jupyter.widget"})
    return list(dict(line.heard(30, until="comm_info_reply"))["comm_info_reply"]["comms"])


def is_answering(line) -> bool:
    line.send("kernel_info_request", {})
    return "kernel_info_reply" in dict(line.heard(30, until="kernel_info_reply"))


@pytest.fixture
def line(with_form):
    """A line to the kernel of a page with a form."""
    server, visitor, page = with_form
    opened = server.line(visitor, server.kernel_of(page))
    yield opened
    opened.close()


def test_what_widgets_ask_is_answered(line):
    assert is_answering(line)
    assert comms(line)


def test_what_would_run_or_reveal_code_is_ignored_on_every_channel(line, tmp_path):
    trace = tmp_path / "trace"
    code = f"open({str(trace)!r}, 'w').write('run')"
    for kind in KINDS:
        for channel in CHANNELS:
            line.send(kind, {"code": code, "cursor_pos": 3, "silent": False, "value": code, "restart": False}, channel)
    line.send("kernel_info_request", {})
    heard = line.heard(30, until="kernel_info_reply")
    assert "kernel_info_reply" in dict(heard), "the kernel is there as before"
    assert {kind for kind, _ in heard} <= {"kernel_info_reply", "status"}
    assert not trace.exists()


def test_a_large_upload_arrives_and_too_large_a_one_ends_its_own_line_only(odd):
    visitor = odd.visitor()
    kernel = odd.kernel_of(odd.page(visitor, "1.3"))
    line = odd.line(visitor, kernel)
    for comm in comms(line):
        line.send(
            "comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": {}}}, parts=(bytes(20 * 2**20),)
        )
    told = [content["data"].get("content") for kind, content in line.heard(60, until="comm_msg") if kind == "comm_msg"]
    assert told == [{"n": 20 * 2**20}]
    with pytest.raises((websocket.WebSocketException, OSError)):
        line.send("comm_msg", {"comm_id": "x", "data": {}}, parts=(bytes(70 * 2**20),))
        line.heard(30, until="nothing")
    assert is_answering(odd.line(visitor, kernel))


def test_a_page_without_forms_keeps_no_kernel(odd, eventually):
    before = {kernel.pid for kernel in odd.kernels()}
    assert "done" in odd.page(odd.visitor(), "0").text
    assert eventually(lambda: {kernel.pid for kernel in odd.kernels()} <= before)


def test_what_a_kernel_writes_lies_outside_the_projects_and_goes(odd):
    page = odd.page(odd.visitor(), "3.2")
    where = page.text.split('<p class="said">')[1].split("</p>")[0].strip()
    assert "/workbook-" in where and str(odd.folder) not in where
    assert not list(odd.folder.rglob("left.txt"))


@pytest.mark.slow
def test_kernels_go_with_their_pages_and_there_is_room_for_so_many(serving, eventually):
    server = serving(seconds_alone=2, seconds_between_looks=1, pages=3)
    visitor = server.visitor()
    pages = [server.page(visitor) for _ in range(2)]
    lines = [server.line(visitor, server.kernel_of(page)) for page in pages]
    server.page(visitor)
    assert eventually(lambda: len(server.kernels()) == 2), "no page ever connected to the third"
    lines[0].close()
    assert eventually(lambda: len(server.kernels()) == 1)
    threading.Event().wait(4)
    assert is_answering(lines[1]), "idle for longer than one alone may be, but its page is open"

    answer = visitor.get(f"{server.address}/voila/render/01_plan/1_2_measures.ipynb?project=befriending", stream=True)
    assert next(answer.iter_content(100))
    assert len(server.kernels()) == 2
    answer.close()
    visitor.close()
    assert eventually(lambda: len(server.kernels()) == 1), "somebody left before the page was there"


def test_too_many_pages_are_refused_in_plain_words_until_one_is_closed(serving, eventually):
    server = serving(pages=3, seconds_before_making_room=0.5)
    visitor = server.visitor()
    opened: list = []
    people = [threading.Thread(target=lambda: opened.append(connected(server, visitor))) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    lines = [line for line, status in opened if status == 200]
    assert sorted(status for _, status in opened) == [200] * 3 + [503] * 3
    assert len(server.kernels()) == 3
    refused = server.page(visitor)
    assert refused.status_code == 503 and 'role="alert"' in refused.text
    assert "3 pages are open" in refused.text and "Close a page" in refused.text
    lines[0].close()
    assert eventually(lambda: server.page(visitor).status_code == 200)
    assert len(server.kernels()) == 3


def connected(server, visitor):
    """A page and the line it opens at once, as a browser does: the line, and the page's status."""
    page = server.page(visitor)
    return (server.line(visitor, server.kernel_of(page)) if page.ok else None), page.status_code


@pytest.mark.slow
def test_a_kernel_that_dies_is_not_started_again_in_its_place(serving, eventually):
    server = serving()
    visitor = server.visitor()
    page = server.page(visitor)
    line = server.line(visitor, server.kernel_of(page))
    (kernel,) = server.kernels()
    kernel.kill()
    address = f"{server.address}/api/kernels/{server.kernel_of(page)}"
    assert eventually(lambda: visitor.get(address).status_code == 404)
    assert not server.kernels()
    line.close()
    assert server.page(visitor).status_code == 200, "a reload brings a new one"


@pytest.mark.parametrize(
    "number", (pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM), ids=lambda number: number.name
)
def test_a_server_that_is_stopped_takes_everything_with_it(serving, number):
    server = serving()
    visitor = server.visitor()
    line = server.line(visitor, server.kernel_of(server.page(visitor)))
    below = psutil.Process(server.process.pid).children(recursive=True)
    (temporary,) = (path for path in server.folder.parent.glob("workbook-*") if path.is_dir())
    assert below and server.kernels()
    server.stop(number)
    _, alive = psutil.wait_procs(below, timeout=60)
    assert not alive
    assert server.process.returncode == 0
    assert not temporary.exists()
    assert "Traceback" not in server.said
    assert "".join(log.read_text() for log in server.folder.parent.glob("workbook-*.log")) == ""
    line.close()


@pytest.mark.slow
def test_a_server_that_is_killed_leaves_no_kernel_and_no_other_server_harmed(serving):
    one, other = serving(), serving()
    visitors = [one.visitor(), other.visitor()]
    assert one.page(visitors[0]).ok and other.page(visitors[1]).ok
    assert "/login" in one.visitor(is_known=False).get(f"{one.address}/?token={other.token}").url
    below = psutil.Process(one.process.pid).children(recursive=True)
    assert below and one.kernels()
    one.stop(signal.SIGKILL)
    _, alive = psutil.wait_procs(below, timeout=60)
    assert not alive
    assert other.page(visitors[1]).ok
