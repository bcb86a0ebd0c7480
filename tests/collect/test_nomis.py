"""Asking Nomis, against a server on this machine that answers in the documented shape."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from helpers import project as projects
from helpers.collect import secondary
from helpers.collect.secondary import nomis
from helpers.errors import UserProblem

EMPLOYMENT = """"DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","VARIABLE_NAME","MEASURES_NAME","OBS_VALUE","OBS_STATUS_NAME"
""" + "".join(
    f'"Jan 2023-Dec 2023","{area}","{code}","{variable}","{measure}",{value},"Normal Value"\n'
    for area, code, men, women in (
        ("London", "E12000007", (79.0, 2_360_000, 2_987_000, 1.2), (71.1, 2_140_000, 3_010_000, 1.3)),
        ("Haringey", "E09000014", (78.0, 71_000, 91_000, 5.1), (70.5, 65_000, 92_200, 5.8)),
    )
    for variable, values in (
        ("Employment rate - aged 16-64", (75.0, 4_000_000, 5_300_000, 1.0)),
        ("Employment rate males - aged 16-64", men),
        ("Employment rate females - aged 16-64", women),
    )
    for measure, value in zip(("Variable", "Numerator", "Denominator", "Confidence"), values, strict=True)
)
RESIDENTS = """"DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","C_AGE_NAME","MEASURES_NAME","OBS_VALUE","OBS_STATUS_NAME"
"2022","Haringey","E09000014","All Ages","Value",261811,"Normal Value"
"""
AREAS = ["E09000014", "E12000007"]


def quiet(share):
    """Progress that nobody looks at."""


class Service:
    """What stands in for Nomis: `answers` by dataset, and what was asked."""

    def __init__(self):
        self.answers = {"NM_17_5": (200, EMPLOYMENT), "NM_2002_1": (200, RESIDENTS)}
        self.asked = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.asked.append(self.path)
                dataset = urlsplit(self.path).path.rsplit("/", 1)[1].removesuffix(".data.csv")
                status, body = service.answers[dataset]
                content = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/csv")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/api/v01/dataset"


@pytest.fixture
def service(monkeypatch):
    made = Service()
    monkeypatch.setenv(nomis.SET_ELSEWHERE, made.address)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def folder(tmp_path):
    return projects.create(tmp_path / "tea", "Tea on Tuesdays").path


def test_how_much_has_come_is_told(service, folder):
    told = []
    secondary.fetch(folder, "employment", AREAS, progress=told.append)
    assert told[0] is None and told[1:] == sorted(told[1:]) and told[-1] == 1


def test_employment_rates_become_a_gap_with_its_margin(service, folder):
    added = secondary.fetch(folder, "employment", AREAS, progress=quiet)
    assert (added.table.indicator, added.table.area, added.table.mode) == ("E1", "Haringey", "sample survey")
    assert (added.table.count_columns, added.table.total_columns) == (("Numerator",), ("Denominator",))
    text = repr(secondary.worked_out(projects.open(folder)))
    assert "78.0% (72.9 to 83.1)" in text
    assert "7.5 points (-0.2 to 15.2)" in text
    assert "London" not in text, "areas that were not chosen to compare with stay out"


def test_what_is_asked_is_the_documented_question_and_nothing_of_the_project(service, folder):
    secondary.fetch(folder, "employment", ["E09000014", " e12000007 ", "E09000014"], progress=quiet)
    (asked,) = service.asked
    query = parse_qs(urlsplit(asked).query)
    assert query["geography"] == ["E09000014,E12000007"]
    assert (query["variable"], query["measures"], query["date"]) == (
        ["45,54,63"], ["20599,21001,21002,21003"], ["latest"],
    )  # fmt: skip
    assert "tea" not in asked.casefold()


def test_it_is_kept_with_the_day_and_not_asked_twice(service, folder):
    added = secondary.fetch(folder, "residents", ["E09000014"], progress=quiet)
    (kept,) = (folder / "secondary" / ".nomis").glob("*.csv")
    assert kept.read_text(encoding="utf-8") == RESIDENTS
    note = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    assert note["address"].startswith(service.address) and len(note["fetched_on"]) == 10
    facts = json.loads((folder / "secondary" / added.table.id / "table.json").read_text(encoding="utf-8"))
    assert (facts["fetched_from"], facts["received_on"]) == (note["address"], note["fetched_on"])
    with pytest.raises(UserProblem, match="already"):
        secondary.fetch(folder, "residents", ["E09000014"], progress=quiet)
    assert len(service.asked) == 1
    service.answers["NM_2002_1"] = (200, RESIDENTS.replace("2022", "2023"))
    again = secondary.fetch(folder, "residents", ["E09000014"], refresh=True, progress=quiet)
    assert len(service.asked) == 2 and again.table.id != added.table.id


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, "no"), "does not take this question"),
        ((429, "slow down"), "too often"),
        ((503, "down"), "fault of its own"),
        ((200, "<html>Please log in to the library's network</html>"), "no table of figures"),
        ((200, b"\xff\xfe\x00binary"), "no table of figures"),
        ((200, RESIDENTS.splitlines()[0] + "\n"), "no figures for these areas"),
        ((200, RESIDENTS.splitlines()[0] + "\n" + RESIDENTS.splitlines()[1] * 1 + "\n" * 1 + (RESIDENTS.splitlines()[1] + "\n") * 25_000),
         "cut off"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_and_nothing_is_kept(service, folder, answer, said):
    service.answers["NM_2002_1"] = answer
    before = projects.revision_on_disk(folder)
    with pytest.raises(UserProblem, match=said) as raised:
        secondary.fetch(folder, "residents", ["E09000014"], progress=quiet)
    assert raised.value.fix
    assert not (folder / "secondary").exists()
    assert projects.revision_on_disk(folder) == before


def test_without_a_connection_it_says_so(folder, monkeypatch):
    monkeypatch.setenv(nomis.SET_ELSEWHERE, "http://127.0.0.1:9/api/v01/dataset")
    with pytest.raises(UserProblem, match="offline") as raised:
        secondary.fetch(folder, "residents", ["E09000014"], progress=quiet)
    assert "by hand" in raised.value.fix


@pytest.mark.parametrize("areas", [[], [" "], ["Haringey"], ["E0900001"], ["E09000014; rm"], ["E09000014&uid=1"]])
def test_only_codes_of_areas_are_sent(service, folder, areas):
    with pytest.raises(UserProblem):
        secondary.fetch(folder, "residents", areas, progress=quiet)
    assert not service.asked


@pytest.mark.parametrize(
    ("code", "areas", "said"),
    [
        ("residents", ["E09000014", "E05013585"], "E05013585 is a ward"),
        ("employment", ["E05013585"], "not for wards"),
        ("ward residents", ["E05013585", "E09000014"], "E09000014 is no ward"),
    ],
)
def test_wards_are_asked_for_where_there_are_figures_for_them(service, folder, code, areas, said):
    with pytest.raises(UserProblem, match=said):
        secondary.fetch(folder, code, areas, progress=quiet)
    assert not service.asked


def test_residents_of_wards_are_the_total_of_crimes_in_them(service, folder, tmp_path):
    service.answers["NM_2010_1"] = (200, RESIDENTS.replace("Haringey", "North ward").replace("E09000014", "E05000001"))
    residents = secondary.fetch(folder, "ward residents", ["E05000001"], progress=quiet).table
    file = tmp_path / "crime.csv"
    file.write_text("Ward,Year,Hate crimes\nNorth ward,2022/23,261\n", encoding="utf-8")
    secondary.add_table(
        folder, file, "R5", area="North ward", total_table=residents.id, is_published=True, mode="records"
    )
    assert "nobody has looked at yet" in repr(secondary.worked_out(projects.open(folder)))
    opened = projects.save(folder, "2.1", {f"secondary.tables[{residents.id}].is_confirmed": True})
    text = repr(secondary.worked_out(opened))
    assert "1.0 per 1,000" in text and "261 of 261,811" in text
    assert "Out of how many: from “Residents of wards, mid-year population estimates”, 2022." in text


def test_an_answer_that_breaks_off_is_not_kept(service, folder, monkeypatch):
    header = service.server.RequestHandlerClass.send_header
    monkeypatch.setattr(
        service.server.RequestHandlerClass,
        "send_header",
        lambda handler, name, value: header(
            handler, name, str(int(value) + 500) if name == "Content-Length" else value
        ),
    )
    with pytest.raises(UserProblem, match=r"Asking Nomis failed|can.t be reached"):
        secondary.fetch(folder, "residents", ["E09000014"], progress=quiet)
    assert not (folder / "secondary").exists()


def test_a_slow_answer_is_given_up(service, folder, monkeypatch):
    monkeypatch.setattr(nomis, "SECONDS_BETWEEN", 0.2)
    end = service.server.RequestHandlerClass.end_headers
    monkeypatch.setattr(
        service.server.RequestHandlerClass, "end_headers", lambda handler: (threading.Event().wait(1), end(handler))
    )
    with pytest.raises(UserProblem, match="did not answer in time"):
        secondary.fetch(folder, "residents", ["E09000014"], progress=quiet)


def test_an_answer_whose_note_was_lost_is_asked_for_again(service, folder):
    table = secondary.fetch(folder, "residents", ["E09000014"], progress=quiet).table
    projects.save(folder, "2.1", {f"secondary.tables[{table.id}]": None})
    (kept,) = (folder / "secondary" / ".nomis").glob("*.csv")
    kept.with_suffix(".json").unlink()
    assert secondary.fetch(folder, "residents", ["E09000014"], progress=quiet).table.id == table.id
    assert len(service.asked) == 2


def test_the_form_asks_only_when_the_button_is_pressed(service, folder):
    from helpers.collect import secondary_form

    opened = projects.save(folder, "2.1", {"secondary.nomis": {"figures": "employment", "areas": AREAS}})
    (group,) = secondary_form._nomis(opened.record)
    assert not service.asked
    assert "Fetched: Employment rates" in group.actions[0].run(opened, quiet)
    assert len(service.asked) == 1
    assert [table.indicator for table in projects.open(folder).record.secondary.tables] == ["E1"]


def test_every_set_of_figures_is_offered_and_fits_the_record():
    from helpers.collect.secondary_form import NOMIS

    assert [one.code for one in nomis.wanted()] == [code for code, *_ in NOMIS]
