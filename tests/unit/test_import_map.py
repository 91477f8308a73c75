"""The architecture: who may import whom, drawn from the source."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("campaigns", "config", "core", "demo", "home", "prisoners", "search", "translations")
MAY_IMPORT = {
    "core": set(),
    "search": {"core"},
    "prisoners": {"search.analysis", "core"},
    "campaigns": {"search.analysis", "core"},
    "translations": {"search.analysis", "core"},
    "home": {"campaigns", "prisoners", "core"},
    "demo": {"home", "campaigns", "prisoners", "translations", "core"},
    "config": {"core.views", "search.views", "search.analysis"},
}


def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {module for module in modules if module.split(".")[0] in APPS}


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_the_map_allows(app):
    allowed = MAY_IMPORT[app] | {app}
    wrong = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in (ROOT / app).rglob("*.py")
        for module in imported(path)
        if not any(f"{module}.".startswith(f"{name}.") for name in allowed)
    }

    assert wrong == set()


@pytest.mark.parametrize("app", APPS)
def test_nothing_is_imported_inside_a_function(app):
    functions = (
        (path, node)
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    wrong = {
        f"{path.relative_to(ROOT)}: {function.name}"
        for path, function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert wrong == set()
