"""The widgets: nothing typed in their state or their repr, nothing taken from a browser's state, no name twice in the script."""

import json
import re
import shutil
import subprocess

import pytest

from helpers import project as projects
from helpers.collect.intake_widget import Intake
from helpers.collect.waves_widget import Waves
from helpers.forms import Group, field
from helpers.forms.desk import desk_of
from helpers.forms.index_widget import Index
from helpers.forms.upload_widget import Upload
from helpers.forms.widget import FOLDER, PARTS, Form, Told, View, form_widget, live_view
from helpers.reports.model import Paragraph, Section

TYPED = "Jane Smith, 07700 900123"


def aim(opened):
    return Section("aim", "Aim", (Paragraph(opened.record.purpose.aim),))


@pytest.fixture
def sent(monkeypatch):
    """What the widgets send, in place of sending it."""
    messages = []
    monkeypatch.setattr(Told, "send", lambda _widget, content, buffers=None: messages.append(content), raising=False)
    return messages


@pytest.fixture
def widgets(folder, sent):
    projects.save(folder, "1.1", {"purpose.aim": TYPED})
    opened = projects.open(folder)
    form = form_widget(opened, "1.1", "A form", (Group("Words", (field("purpose.aim"),)),))
    return form, live_view(opened, aim)


def test_state_and_repr_hold_nothing_that_was_typed(widgets, sent):
    for widget in widgets:
        sent.clear()
        widget._handle_custom_msg({"kind": "hello", "n": 1, "view": "v"}, [])
        widget._handle_custom_msg({"kind": "show", "view": "v"}, [])
        assert TYPED in json.dumps(sent), "the message has to hold it, or this test looks at nothing"
        assert TYPED not in json.dumps(widget.get_state(), default=str)
        bundle = widget._repr_mimebundle_()
        assert TYPED not in json.dumps(bundle) and TYPED not in repr(widget)


def test_a_browser_cannot_set_the_state(widgets):
    for widget in widgets:
        before = widget.get_state()
        widget.set_state({"_esm": "alert(1)", "_css": "x", "layout": "IPY_MODEL_x", "nothing": 1})
        assert widget.get_state() == before


def test_a_view_that_cannot_be_made_says_so_without_values(folder, sent, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    view = live_view(projects.open(folder), lambda opened: {}[TYPED])
    view._handle_custom_msg({"kind": "show", "view": "v"}, [])
    assert "can't be shown" in sent[0]["html"] and TYPED not in json.dumps(sent)


def test_a_view_is_made_when_it_is_asked_for_and_said_to_be_old_after_a_save(folder, sent):
    opened, made = projects.open(folder), []
    view = live_view(opened, lambda now: (made.append(1), aim(now))[1])
    desk_of(opened).save("1.1", {"purpose.aim": "Unseen"}, "", {})
    assert not made and not sent
    view._handle_custom_msg({"kind": "show", "view": "v"}, [])
    desk_of(opened).save("1.1", {"purpose.aim": "Seen"}, "", {})
    assert [message["kind"] for message in sent] == ["html", "old"] and len(made) == 1
    view._handle_custom_msg({"kind": "bye", "view": "v"}, [])
    desk_of(opened).save("1.1", {"purpose.aim": "Gone"}, "", {})
    assert len(sent) == 2


@pytest.mark.parametrize("widget", [Form, View, Index, Upload, Intake, Waves])
def test_the_modules_make_one_script_without_a_name_twice(widget, tmp_path):
    whole = widget._esm
    assert "import " not in re.sub(r"//.*", "", whole) and whole.count("export default") == 1
    told = re.findall(r"(?m)^(?:async )?(?:const|let|function|class) (\w+)", whole)
    assert len(told) > 10 and len(told) == len(set(told)), sorted(name for name in told if told.count(name) > 1)
    if node := shutil.which("node"):
        (tmp_path / "whole.mjs").write_text(whole)
        done = subprocess.run([node, "--check", str(tmp_path / "whole.mjs")], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_every_module_imports_only_what_comes_before_it_and_what_is_there():
    for at, name in enumerate(PARTS):
        source = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
        for names, module in re.findall(r"(?m)^import \{(.*?)\} from \"\./(\w+)\.js\";", source):
            assert module in PARTS[:at], f"{name}.js imports {module}.js, which comes later"
            other = (FOLDER / f"{module}.js").read_text(encoding="utf-8")
            for one in names.split(","):
                assert re.search(rf"(?m)^export (?:async )?(?:const|function|class) {one.strip()}\b", other), (
                    name,
                    one,
                )


def test_markup_is_taken_in_one_place_only_and_nothing_is_evaluated():
    places = []
    for file in sorted(FOLDER.glob("*.js")):
        source = re.sub(r"(?m)//.*$", "", file.read_text(encoding="utf-8"))
        places += [file.name] * len(re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", source))
        assert not re.findall(r"\beval\b|new Function|srcdoc|https?:|\bfetch\(|XMLHttpRequest|WebSocket", source), file
    assert places == ["view.js"]
