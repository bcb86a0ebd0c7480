"""The cost plan added up by hand, to the penny, and pay beside the London Living Wage."""

from datetime import date
from decimal import Decimal

import pytest

from helpers import catalogue
from helpers.plan import cost_lines, costs, money, pay
from helpers.project import Opened, Project
from helpers.project.record import Approach, BasketItem, CostPlan, Measures, Sample
from helpers.project.record.costs import Item, Task
from helpers.reports.model import Table, plain

TASKS = (
    Task(id="t1", what="Interviews", who="Eight people", pay="paid", hours="80", rate="16.50", how_often="each time"),
    Task(id="t2", what="Planning", who="The lead", pay="paid", hours="37.5", rate="25", how_often="once"),
    Task(id="t3", what="Analysis", who="A firm", pay="bought in", hours="20", rate="65", how_often="each time"),
    Task(id="t4", what="Typing in", who="Members", pay="volunteer", hours="10", how_often="each time"),
    Task(id="t5", what="Training", who="Members", pay="volunteer", hours="6.25", how_often="once"),
)
ITEMS = (
    Item(id="i1", what="Printing", kind="materials", amount=1, price="0.85", how_often="each answer"),
    Item(id="i2", what="Translation", kind="translation", amount=2, price="180", how_often="once"),
    Item(id="i3", what="Hall", kind="venue", amount=1, price="45.50", how_often="each time"),
)
OTHERS = {"incentive": "10", "on_costs_percent": 20, "volunteer_hour": "14.80", "contingency_percent": 10}
NOW = date(2026, 3, 1)


def spending(n_waves=3, target=120, mode="online", ends_on=None, **plan):
    approach = Approach(
        n_waves=n_waves, mode=mode, ends_on=ends_on, sample=Sample(target=target), costs=CostPlan(**plan)
    )
    measures = Measures(basket=(BasketItem(indicator="R7"),))
    return Opened("nowhere", Project(title="New", approach=approach, measures=measures))


@pytest.fixture
def whole():
    return spending(tasks=TASKS, items=ITEMS, **OTHERS)


def test_the_total_by_hand(whole):
    found = cost_lines.total(whole.record)
    # once: 37.5 x 25 = 937.50, a fifth of it 187.50, two translations 360
    assert found.once == Decimal("1485.00")
    # each time: 80 x 16.50 = 1,320, a fifth of it 264, 20 x 65 = 1,300, 120 x 0.85 = 102, 45.50, 120 x 10 = 1,200
    assert found.each_time == Decimal("4231.50")
    # 1,485 + 3 x 4,231.50 = 14,179.50, and a tenth of it
    assert found.allowance == Decimal("1417.95")
    assert found.whole == Decimal("15597.45")
    assert costs.totals(whole.record).rows == (
        ("Once", "£1,485"),
        ("Each time", "£4,231.50"),
        ("Each time, 3 times", "£12,694.50"),
        ("Allowance of 10%", "£1,417.95"),
        ("In all", "£15,597.45"),
    )
    # 15,597.45 / 360 = 43.326
    assert costs.totals(whole.record).note == "That is £43.33 for each answer, if 120 answer each time."
    assert costs.in_short(whole.record) == "£4,231.50 each time, £15,597.45 in all for 3 times"


def test_of_one_wave_nothing_is_said_twice():
    opened = spending(1, tasks=TASKS[:1], contingency_percent=10)
    assert costs.totals(opened.record).rows == (
        ("Work and expenses", "£1,320"), ("Allowance of 10%", "£132"), ("In all", "£1,452"),
    )  # fmt: skip
    assert costs.in_short(opened.record) == "£1,452 in all"


def test_volunteers_are_apart_and_never_in_the_total(whole):
    found = cost_lines.given(whole.record)
    # 6.25 + 3 x 10 = 36.25 hours, x 14.80 = 536.50
    assert (found.once, found.each_time, found.whole, found.value) == (
        Decimal("6.25"), Decimal("10"), Decimal("36.25"), Decimal("536.50"),
    )  # fmt: skip
    without = spending(tasks=[task for task in TASKS if task.pay != "volunteer"], items=ITEMS, **OTHERS)
    assert cost_lines.total(without.record) == cost_lines.total(whole.record)
    text = plain(costs.plan(whole, NOW))
    assert (
        "Volunteers give 36.25 hours over the research. At £14.80 an hour that would be £536.50. No part of this"
        in text
    )
    assert cost_lines.given(spending(tasks=TASKS).record).value is None


def test_pennies_are_kept_where_floating_point_would_lose_them():
    tasks = [Task(id=f"t{n}", what="A", pay="paid", hours="1", rate="0.1", how_often="once") for n in range(3)]
    assert cost_lines.total(spending(tasks=tasks).record).once == Decimal("0.30")
    half = Task(id="t", what="A", pay="paid", hours="0.5", rate="0.05", how_often="once")
    assert cost_lines.total(spending(tasks=[half]).record).once == Decimal("0.03")


def test_what_is_typed_as_a_number_comes_back_from_disk_as_it_was(whole):
    again = Project.model_validate(whole.record.model_dump(mode="json"))
    assert again == whole.record
    typed = Project.model_validate({"title": "New", "approach": {"costs": {"incentive": 0.1}}})
    assert typed.approach.costs.incentive == Decimal("0.1")


def test_the_section_shows_every_task_and_expense(whole):
    tables = [block for block in costs.plan(whole, NOW).blocks if isinstance(block, Table)]
    assert [table.caption for table in tables] == ["Tasks", "Everything else", "In all"]
    assert tables[0].rows[0] == ("Interviews", "Eight people", "80 hours", "£16.50", "each time", "£3,960")
    assert tables[0].rows[3] == ("Typing in", "Members", "10 hours", "volunteers", "each time", "no pay")
    assert tables[1].rows[0] == ("Employer's costs on top of pay", "20%", "£264", "£979.50")
    assert tables[1].rows[2] == ("Translation", "translation", "once", "£360")
    assert len(tables[1].rows) == 5


def test_what_is_not_filled_in_is_left_out_and_said_to_be(whole):
    more = spending(tasks=(*TASKS, Task(id="t6", what="Report", pay="paid", hours="30")), items=ITEMS, **OTHERS)
    assert cost_lines.total(more.record) == cost_lines.total(whole.record)
    assert costs.totals(more.record).note.startswith("1 line not known yet and left out.")
    assert costs.missing(more) == ("Cost plan: fill in hours or number, price and how often for: Report.",)
    assert costs.missing(whole) == ()
    assert costs.missing(spending()) == ("Cost plan: list the tasks, with their hours.",)
    assert costs.missing(spending(tasks=[Task(id="t", what="Report", hours="3", rate="20", how_often="once")])) == (
        "Cost plan: say how it is paid: Report.",
    )


@pytest.mark.parametrize(
    ("plan", "field", "said"),
    [
        ({"tasks": [TASKS[3].model_copy(update={"rate": Decimal(5)})]}, "tasks[t4].rate", "has no pay"),
        ({"items": ITEMS[:1], "target": None}, "items[i1].how_often", "counted for each answer: fill in “Target” under"),
        ({"incentive": "10", "target": None}, "incentive", "Fill in “Target” under “Who is asked, and how many”"),
        ({"tasks": TASKS, "items": ITEMS, "budget": "14000", **OTHERS}, "budget", "£15,597.45, £1,597.45 more than there is"),
        ({"tasks": TASKS[:1], "mode": "face to face", "target": 2000}, "tasks[t1].hours", "of talking alone, and Interviews has 80 hours"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_stands_beside_its_field(plan, field, said):
    found = costs.problems(spending(**plan).record)
    assert list(found) == [f"approach.costs.{field}"]
    assert said in found[f"approach.costs.{field}"]


def test_what_adds_up_says_nothing(whole):
    assert costs.problems(whole.record) == {}
    enough = spending(tasks=TASKS, items=ITEMS, budget="20000", **OTHERS)
    assert costs.problems(enough.record) == {}
    assert "£20,000, of which £4,402.55 is left" in plain(costs.plan(enough, NOW))


@pytest.mark.parametrize(
    ("rate", "on", "said"),
    [
        ("14.79", NOW, "£0.01 less than the London Living Wage of 2025-26 (£14.80)"),
        ("14.80", NOW, "at or above the London Living Wage of 2025-26"),
        ("13.85", date(2025, 10, 21), "at or above the London Living Wage of 2024-25"),
        ("13.85", date(2025, 10, 22), "less than the London Living Wage of 2025-26"),
    ],
)
def test_pay_beside_the_living_wage_of_its_day(rate, on, said):
    opened = spending(tasks=[TASKS[0].model_copy(update={"rate": Decimal(rate)})])
    assert said in plain(costs.plan(opened, on))


def test_the_rate_carries_its_year_and_its_source():
    text = pay.in_words(NOW)
    assert "2025-26 is £14.80 an hour" in text and "Living Wage Foundation" in text and "22 October 2025" in text
    assert "look up" not in text


def test_an_old_rate_says_to_look_for_a_newer_one():
    newest = catalogue.living_wages()[0]
    assert "look up the current one at www.livingwage.org.uk" in pay.in_words(newest.next_due)
    assert "none after 2025-26" in pay.newer(date(2026, 11, 22)) and pay.newer(date(2026, 10, 14)) == ""
    paid = spending(tasks=(TASKS[0].model_copy(update={"rate": Decimal("15.00")}),)).record
    assert pay.checked(paid, date(2026, 11, 22))[0].endswith("of 2025-26, which may be an older rate by now.")
    assert pay.checked(paid, date(2026, 5, 1))[0].endswith("of 2025-26.")


def test_research_that_is_over_is_checked_by_its_last_day():
    opened = spending(tasks=[TASKS[0].model_copy(update={"rate": Decimal("14")})], ends_on=date(2025, 6, 30))
    assert "at or above the London Living Wage of 2024-25" in plain(costs.plan(opened, date(2026, 11, 21)))
    assert "look up" not in plain(costs.plan(opened, date(2026, 11, 21)))


def test_a_price_is_no_pay_and_the_toolkits_advice_is_quoted(whole):
    text = plain(costs.plan(whole, NOW))
    assert "ask whether the people who do the work get the London Living Wage (Analysis)" in text
    assert "ideally at or above the London Living Wage" in text


def test_an_empty_plan_says_so(empty):
    assert "No tasks and no expenses" in plain(costs.plan(empty))
    assert costs.in_short(empty.record) == "not added up yet"


def test_money_is_written_as_in_britain():
    assert money.pounds(Decimal("-1234.567")) == "−£1,234.57"
    assert money.pounds(Decimal("0")) == "£0" and money.pounds(Decimal("-0.001")) == "£0"
    assert money.hours(Decimal("10")) == "10 hours" and money.hours(Decimal("100")) == "100 hours"
