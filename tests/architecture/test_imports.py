"""Who may import whom: `helpers/README.md` in a form that fails."""

import ast
from pathlib import Path

HELPERS = Path(__file__).resolve().parents[2] / "helpers"

NUMERIC = {"estimates": {"errors"}, "disclosure": {"errors"}}
BELOW_STAGES = {"errors", "catalogue", "project", "steps", "forms", "survey", "reports", "estimates", "disclosure"}
MAY_IMPORT = {
    "errors": set(),
    "catalogue": {"errors"},
    "project": {"errors", "catalogue"},
    **NUMERIC,
    "survey": {"errors", "catalogue", "project"},
    "forms": {"errors", "catalogue", "project"},
    "reports": {"errors", "catalogue", "project", "disclosure"},
    "steps": {"errors", "catalogue", "project", "reports", "forms"},
    "questionnaire": {"errors", "catalogue", "project", "survey", "reports"},
    "plan": BELOW_STAGES | {"questionnaire"},
    "collect": BELOW_STAGES | {"questionnaire"},
    "reflect": BELOW_STAGES | {"questionnaire"},
    "run": BELOW_STAGES | {"questionnaire", "plan", "collect", "reflect"},
    "serve": BELOW_STAGES | {"questionnaire", "plan", "collect", "reflect", "run"},
    "cli": BELOW_STAGES | {"questionnaire", "plan", "collect", "reflect", "run", "serve"},
}
OPEN_FAST = ("catalogue", "project", "steps", "plan", "forms", "questionnaire")
HEAVY = {"pandas", "matplotlib", "seaborn", "scipy", "papermill"}
WIDGETS = {"ipywidgets", "traitlets", "IPython", "anywidget"}


def imports(file: Path) -> set[str]:
    """Dotted names of everything a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: imports go by whole names"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules() -> list[tuple[str, Path]]:
    """Every module with the room it is in."""
    return [
        (file.relative_to(HELPERS).parts[0].removesuffix(".py"), file)
        for file in sorted(HELPERS.rglob("*.py"))
        if file != HELPERS / "__init__.py"
    ]


def test_arrows_run_one_way():
    looked_at, wrong = 0, []
    for room, file in modules():
        for name in imports(file):
            if not name.startswith("helpers."):
                continue
            looked_at += 1
            other = name.split(".")[1]
            if other not in {room, "__version__"} | MAY_IMPORT[room]:
                wrong.append(f"{file.relative_to(HELPERS)} imports {name}")
    assert looked_at > 50
    assert not wrong, "\n".join(wrong)


def test_what_opens_in_a_form_imports_nothing_heavy():
    chosen = [(room, file) for room, file in modules() if room in OPEN_FAST or file.match("reports/model.py")]
    assert len(chosen) > 15
    for _, file in chosen:
        heavy = {name.split(".")[0] for name in imports(file)} & HEAVY
        assert not heavy, f"{file.relative_to(HELPERS)} imports {heavy}"


def test_only_forms_know_widgets():
    for room, file in modules():
        if room != "forms" and not file.stem.endswith("_form"):
            # Voila and Jupyter's server are set up through traitlets, which knows no widget by itself
            known = WIDGETS - ({"traitlets"} if room == "serve" else set())
            widgets = {name.split(".")[0] for name in imports(file)} & known
            assert not widgets, f"{file.relative_to(HELPERS)} imports {widgets}"
