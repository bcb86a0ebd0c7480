"""Where something goes wrong, a page says so in plain words, shows the rest, and gives away nothing of what people typed."""

import asyncio
import logging
import re
from contextlib import aclosing
from types import SimpleNamespace

import nbformat
import pytest

from helpers.serve import step_page
from helpers.serve.pages import PLAIN
from helpers.serve.running import OUR_FAULT, Run
from helpers.steps import steps
from helpers.steps.listing import SAMPLES

LOG = logging.getLogger(__name__)
SECRET = "Jane Smith 07700 900123"


def visible(page) -> str:
    """The page without the parts that are kept for later."""
    return re.sub(r"<(template|noscript).*?</\1>", "", page.text, flags=re.DOTALL)


def test_a_cell_that_fails_is_told_plainly_and_the_rest_is_shown(odd):
    text = visible(odd.page(odd.visitor(), "2.1"))
    assert text.count('class="problem" role="alert"') == 2
    assert OUR_FAULT.what in text
    assert "The &lt;b&gt;file&lt;/b&gt; is gone." in text and "Put it back." in text and "answers.csv" in text
    assert "went on" in text and "Still here" in text and "Jane" in text
    assert "NameError" not in text and "nothing_of_that_name" not in text, "it follows from what failed before"
    for given_away in (SECRET, "Traceback", "ValueError", "secret", "Cell In", 'File "'):
        assert given_away not in text


def test_what_failed_is_in_the_log_that_only_its_owner_can_read(odd):
    odd.page(odd.visitor(), "2.1")
    (log,) = (log for log in odd.folder.parent.glob("workbook-*.log") if log.stat().st_size)
    assert "ValueError" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0
    assert f"What happened is in {log}" in odd.said and "ValueError" not in odd.said


def test_a_fault_while_answering_a_widget_is_not_sent_to_the_browser(odd):
    visitor = odd.visitor()
    line = odd.line(visitor, odd.kernel_of(odd.page(visitor, "2.1")))
    line.send("comm_info_request", {"target_name": "jupyter.widget"})
    comms = dict(line.heard(30, until="comm_info_reply"))["comm_info_reply"]["comms"]
    assert comms
    for comm in comms:
        line.send("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": {"ask": 1}}})
    line.send("kernel_info_request", {})
    heard = line.heard(30, until="kernel_info_reply") + line.heard(1)
    assert "kernel_info_reply" in dict(heard)
    assert not {kind for kind, _ in heard} & {"error", "stream", "execute_input"}
    assert SECRET not in str(heard)


def test_a_kernel_that_goes_while_a_page_opens_leaves_the_words(odd):
    text = visible(odd.page(odd.visitor(), "2.3"))
    assert "The rest of this page could not be opened." in text
    assert "After it" in text and "never" not in text
    assert text.rstrip().endswith("</html>")


@pytest.mark.slow
def test_a_kernel_that_does_not_start_is_told_on_a_page(serving):
    """The warm process is stopped in its tracks, so that nothing comes of any kernel."""
    server = serving()
    visitor = server.visitor()
    assert server.page(visitor).ok
    for kernel in server.kernels():
        kernel.kill()
    # the folder that kernels are told their ports in is gone: whatever starts can't be reached
    for folder in server.folder.parent.glob("workbook-*/voila_*"):
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        folder.write_text("in the way")
    page = server.page(visitor)
    assert page.status_code == 500
    assert "Something went wrong inside the workbook" in page.text and "Traceback" not in page.text


def test_whoever_leaves_early_leaves_no_line_to_the_kernel_open():
    stopped = []
    run = Run([nbformat.v4.new_markdown_cell("# One"), nbformat.v4.new_markdown_cell("# Two")], None, None, LOG)
    run._client.kc = SimpleNamespace(stop_channels=lambda: stopped.append(True))

    async def leave():
        async with aclosing(run.shown()) as cells:
            assert (await anext(cells)).words == "# One"

    asyncio.run(leave())
    assert stopped == [True]


def test_a_kernel_whose_page_fails_before_it_began_is_ended():
    ended = []

    class Kernels:
        async def open(self, env, folder):
            return "a-kernel"

        async def end(self, kernel_id):
            ended.append(kernel_id)

        def get_kernel(self, kernel_id):
            raise KeyError(kernel_id)

    page = SimpleNamespace(
        kernels=Kernels(),
        log=LOG,
        projects=SAMPLES,
        request=SimpleNamespace(query="project=befriending"),
        settings={"empty_folder": "", "modules": None},
        _environment=lambda named: {},
    )
    page._leave = lambda is_needed: step_page.StepPage._leave(page, is_needed)
    with pytest.raises(KeyError):
        asyncio.run(step_page.StepPage.get(page, steps()[1].notebook))
    assert ended == ["a-kernel"]


def test_markup_in_an_output_runs_no_script(odd):
    page = odd.page(odd.visitor(), "3.3")
    assert "unsafe-inline" not in re.search(r"script-src ([^;]+)", page.headers["Content-Security-Policy"])[1]


def test_a_fault_of_a_page_is_plain(odd):
    visitor = odd.visitor()
    for path in ("/login?next=%ff", "/voila/render/00_start.ipynb?project=%ff", "/?token=%ff"):
        page = visitor.get(odd.address + path, allow_redirects=False)
        assert page.status_code in (302, 400, 404)
        assert "Traceback" not in page.text and "Error" not in page.text
    assert visitor.put(f"{odd.address}/new", headers={"X-XSRFToken": "x"}).status_code in (403, 405)


def test_an_address_that_is_none_says_so_and_leads_on(odd):
    page = odd.visitor().get(f"{odd.address}/anything")
    assert page.status_code == 404
    assert PLAIN[404] in page.text and 'href="/"' in page.text
