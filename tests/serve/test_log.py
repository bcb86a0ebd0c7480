"""What is kept of what went wrong on a page, and what is no fault."""

import logging

from tornado.websocket import WebSocketClosedError

from helpers.serve.log import kept_log


def logged(problem, capsys):
    with kept_log() as path:
        try:
            raise problem
        except type(problem):
            logging.getLogger("asyncio").exception("Task exception was never retrieved")
        text = path.read_text()
    return text, capsys.readouterr().out


def test_a_page_that_was_closed_while_it_was_written_to_is_no_fault(capsys):
    assert logged(WebSocketClosedError(), capsys) == ("", "")


def test_a_fault_of_ours_is_kept_and_the_window_says_where(capsys):
    text, said = logged(ValueError("a number"), capsys)
    assert "ValueError: a number" in text and "Something went wrong on a page" in said


def test_nothing_is_left_where_nothing_went_wrong():
    with kept_log() as path:
        pass
    assert not path.exists()
