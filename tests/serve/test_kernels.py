"""A kernel belongs to an open page: it does what widgets ask, and ends with the page, the server, or by itself."""

import shutil
import signal
import threading
from pathlib import Path

import psutil
import pytest
import websocket

OTHER_STEP = "/voila/render/01_plan/1_2_measures.ipynb"
NO_FORM = ["# Words only", "print('done')"]
RUNS = "open({!r}, 'w').write('run')"


@pytest.fixture
def line(with_form):
    """A line to the kernel of a page with a form."""
    server, visitor, page = with_form
    opened = server.line(visitor, server.kernel_of(page))
    yield opened
    opened.close()


def test_what_widgets_ask_is_answered(line):
    line.send("kernel_info_request", {})
    assert "kernel_info_reply" in dict(line.heard(20, until="kernel_info_reply"))
    line.send("comm_info_request", {"target_name": "jupyter.widget"})
    comms = dict(line.heard(20, until="comm_info_reply"))["comm_info_reply"]["comms"]
    assert comms


@pytest.mark.parametrize("channel", ("shell", "control", "stdin", "iopub", "", "nonsense"))
@pytest.mark.parametrize(
    "kind", ("execute_request", "debug_request", "interrupt_request", "shutdown_request", "complete_request", "inspect_request",
             "history_request", "create_subshell_request", "input_reply", "is_complete_request"),
)  # fmt: skip
def test_what_would_run_or_reveal_code_is_ignored(line, tmp_path, kind, channel):
    trace = tmp_path / "trace"
    code = RUNS.format(str(trace))
    line.send(kind, {"code": code, "cursor_pos": 3, "silent": False, "value": code, "restart": False}, channel)
    line.send("kernel_info_request", {})
    heard = line.heard(20, until="kernel_info_reply")
    assert "kernel_info_reply" in dict(heard), "the kernel is there as before"
    assert {one for one, _ in heard} <= {"kernel_info_reply", "status"}
    assert not trace.exists()


def test_a_large_upload_gets_through_and_a_huge_one_does_not_end_the_server(serving):
    received = "import ipywidgets\nbox = ipywidgets.Text()\nbox.on_msg(lambda _w, _c, found: box.send({'n': len(found[0])}))\nbox"
    server = serving([received], seconds_alone=600)
    visitor = server.visitor()
    kernel = server.kernel_of(server.page(visitor))
    line = server.line(visitor, kernel)
    line.send("comm_info_request", {"target_name": "jupyter.widget"})
    comms = dict(line.heard(20, until="comm_info_reply"))["comm_info_reply"]["comms"]
    for comm in comms:
        told = {"comm_id": comm, "data": {"method": "custom", "content": {}}}
        line.send("comm_msg", told, buffers=(bytes(20 * 2**20),))
    said = [content["data"].get("content") for kind, content in line.heard(60, until="comm_msg") if kind == "comm_msg"]
    assert {"n": 20 * 2**20} in said
    with pytest.raises((websocket.WebSocketException, OSError)):
        line.send("comm_msg", {"comm_id": "x", "data": {}}, buffers=(bytes(70 * 2**20),))
        line.heard(20, until="nothing")
    assert visitor.get(f"{server.address}/").status_code == 200


def test_a_page_without_forms_keeps_no_kernel(serving, eventually):
    server = serving(NO_FORM)
    page = server.page(server.visitor())
    assert "done" in page.text
    assert eventually(lambda: not server.kernels())


def test_a_kernel_ends_when_its_page_is_gone_and_stays_while_it_is_there(serving, eventually, form):
    server = serving(form, seconds_alone=2, seconds_between_looks=1)
    visitor = server.visitor()
    pages = [server.page(visitor) for _ in range(2)]
    lines = [server.line(visitor, server.kernel_of(page)) for page in pages]
    assert len(server.kernels()) == 2
    lines[0].close()
    assert eventually(lambda: len(server.kernels()) == 1)
    threading.Event().wait(4)
    lines[1].send("kernel_info_request", {})
    assert "kernel_info_reply" in dict(lines[1].heard(20, until="kernel_info_reply")), "idle, but its page is open"


def test_a_kernel_whose_page_never_connected_ends(serving, eventually, form):
    server = serving(form, seconds_alone=2, seconds_between_looks=1)
    server.page(server.visitor())
    assert eventually(lambda: not server.kernels())


def test_somebody_who_leaves_before_the_page_is_there_leaves_no_kernel(serving, eventually):
    server = serving(["import time", "time.sleep(600)"])
    visitor = server.visitor()
    answer = visitor.get(f"{server.address}{OTHER_STEP}?project=befriending", stream=True)
    assert next(answer.iter_content(100))
    assert eventually(server.kernels)
    answer.close()
    visitor.close()
    assert eventually(lambda: not server.kernels())


def test_too_many_pages_are_refused_in_plain_words_until_one_is_closed(serving, form):
    server = serving(form, pages=2, seconds_before_making_room=0)
    visitor = server.visitor()
    lines = [server.line(visitor, server.kernel_of(server.page(visitor))) for _ in range(2)]
    refused = server.page(visitor)
    assert refused.status_code == 503
    assert "2 pages are open" in refused.text and "Close a page" in refused.text and 'role="alert"' in refused.text
    assert len(server.kernels()) == 2
    lines[0].close()
    threading.Event().wait(1)
    assert server.page(visitor).status_code == 200
    assert len(server.kernels()) == 2


def test_many_who_arrive_at_once_stay_within_the_limit(serving, form):
    server = serving(form, pages=3, seconds_before_making_room=600)
    visitor = server.visitor()
    answers: list[int] = []
    people = [threading.Thread(target=lambda: answers.append(server.page(visitor).status_code)) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(answers) == [200] * 3 + [503] * 5
    assert len(server.kernels()) == 3


def test_a_kernel_that_dies_is_not_started_again_in_its_place(serving, eventually, form):
    server = serving(form)
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


@pytest.mark.parametrize("number", (signal.SIGINT, signal.SIGTERM, signal.SIGHUP), ids=lambda number: number.name)
def test_a_server_that_is_stopped_takes_everything_with_it(serving, form, number):
    server = serving(form)
    visitor = server.visitor()
    line = server.line(visitor, server.kernel_of(server.page(visitor)))
    below = psutil.Process(server.process.pid).children(recursive=True)
    temporary = [path for path in server.folder.parent.glob("workbook-*") if path.is_dir()]
    assert below and len(temporary) == 1
    server.stop(number)
    _, alive = psutil.wait_procs(below, timeout=30)
    assert not alive
    assert server.process.returncode == 0
    assert not temporary[0].exists()
    assert "Traceback" not in server.said and not list(server.folder.parent.glob("workbook-*.log"))
    line.close()


def test_a_server_that_is_killed_leaves_no_kernel_for_long(serving, form):
    server = serving(form)
    server.page(server.visitor())
    below = psutil.Process(server.process.pid).children(recursive=True)
    assert below
    server.stop(signal.SIGKILL)
    _, alive = psutil.wait_procs(below, timeout=30)
    assert not alive


def test_two_servers_of_one_folder_leave_each_other_alone(serving, form):
    one, other = serving(form), serving(form)
    visitors = [one.visitor(), other.visitor()]
    visitors[0].cookies.update(visitors[1].cookies)
    pages = [one.page(visitors[0]), other.page(visitors[1])]
    assert [page.status_code for page in pages] == [200, 200]
    assert one.visitor(is_known=False).get(f"{one.address}/?token={other.token}").url.startswith(f"{one.address}/login")
    one.stop()
    assert other.page(visitors[1]).status_code == 200


def test_what_kernels_write_lies_outside_the_projects(serving):
    server = serving(["import os", "print(os.getcwd())", "open('left.txt', 'w').write('x')"])
    page = server.page(server.visitor())
    assert str(server.folder) not in page.text.split('<p class="said">')[1].split("</p>")[0]
    server.stop()
    assert not list(Path(server.folder.parent).rglob("left.txt"))
    shutil.rmtree(server.folder)
