"""The rules of a room, read off the source: who writes, who looks, what is never done."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from tests.contract.sources import PACKAGE, ROOMS, ROOT, functions, is_kind, modules, name_of, tree

BANNED_NAMES = {"utils", "helpers", "common", "manager", "misc"}
SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "receiver"}


def _attributes(path: object) -> list[ast.Attribute]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]  # type: ignore[arg-type]


def _rooms() -> list[object]:
    return [path for path in modules() if path.relative_to(PACKAGE).parts[0] in ROOMS]


def test_no_module_is_called_utils_or_the_like() -> None:
    bad = [name_of(path) for path in modules() if path.stem in BANNED_NAMES or path.parent.name in BANNED_NAMES]
    assert not bad


def test_every_module_says_in_a_sentence_what_it_knows() -> None:
    bad = [name_of(path) for path in modules() if tree(path).body and not ast.get_docstring(tree(path))]
    assert not bad


def test_views_never_write_and_never_query() -> None:
    bad = [
        f"{name_of(path)}:{node.lineno} .{node.attr}"
        for path in modules()
        if is_kind(path, "views")
        for node in _attributes(path)
        if node.attr in {"save", "objects"}
    ]
    assert not bad


def test_only_services_write() -> None:
    """``.create``, ``.save``, ``.delete``, ``.update`` on rows stand in services (and in consumers' and commands' modules)."""
    bad = []
    for path in modules():
        if path.relative_to(PACKAGE).parts[0] not in ROOMS:
            continue
        if path.stem not in {"views", "forms", "policies", "selectors", "events", "urls", "apps"}:
            continue
        bad += [
            f"{name_of(path)}:{node.lineno} .{node.attr}"
            for node in _attributes(path)
            if node.attr in {"bulk_create", "bulk_update", "update_or_create", "get_or_create", "save"}
        ]
    assert not bad


def test_saving_names_the_fields() -> None:
    """A whole-row save() loses what another request wrote in between; ``force_insert`` makes a new row and loses nothing."""
    bad = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save":
                named = {word.arg for word in node.keywords}
                of_account = "using" in named  # Django's own manager of accounts
                of_session = isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "session"
                of_file = isinstance(node.func.value, ast.Name) and node.func.value.id in {"qr", "image", "picture"}
                if not named & {"update_fields", "force_insert"} and not of_account and not of_session and not of_file:
                    bad.append(f"{name_of(path)}:{node.lineno}")
    assert not bad


def test_no_save_override_on_models() -> None:
    bad = [name_of(path) for path in modules() if path.stem == "models" for one in functions(path) if one.name == "save"]
    assert not bad


def test_no_signals_for_domain_work() -> None:
    bad = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("signals")
        and {alias.name for alias in node.names} & SIGNALS
    ]
    assert not bad


def test_events_import_no_django() -> None:
    bad = [
        name_of(path)
        for path in modules()
        if path.stem == "events"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django")
    ]
    assert not bad


def test_services_take_keywords_and_an_actor() -> None:
    """Public services are keyword-only; all but the few that stand for the machine itself name the actor."""
    bad = []
    for path in modules():
        if not is_kind(path, "services") or path.relative_to(PACKAGE).parts[0] not in ROOMS:
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                if node.args.args:
                    bad.append(f"{name_of(path)}:{node.lineno} {node.name}: positional arguments")
                if node.returns is None:
                    bad.append(f"{name_of(path)}:{node.lineno} {node.name}: no return type")
    assert not bad


def test_policies_come_in_both_forms() -> None:
    """A room that decides who sees things says it for one (can_…) and for many (visible_to)."""
    bad = []
    for path in modules():
        if path.stem != "policies":
            continue
        names = {one.name for one in functions(path)}
        if not any(name.startswith("can_") for name in names) or not any("visible_to" in name for name in names):
            bad.append(name_of(path))
    assert not bad


def test_no_page_is_told_what_the_shell_says_itself() -> None:
    """What every page knows wins over what a view says under the same name, in silence."""
    shell = next(node for node in ast.walk(tree(PACKAGE / "web/context.py")) if isinstance(node, ast.Return))
    assert isinstance(shell.value, ast.Dict)
    known = {key.value for key in shell.value.keys if isinstance(key, ast.Constant)}
    assert {"campaign", "actor", "rooms"} <= known
    bad = []
    for path in _rooms():
        if "views" in path.relative_to(PACKAGE).as_posix():  # type: ignore[attr-defined]
            bad += [f"{name_of(path)}: {name}" for name in sorted(_told(tree(path)) & known)]
    assert not bad


def _told(module: ast.AST) -> set[object]:
    """What the views of a module tell their pages: dictionaries handed to ``render``, by themselves or by name."""
    found: set[object] = set()
    for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        given = [one for call in calls if call.func.id == "render" for one in call.args[2:3]]  # type: ignore[attr-defined]
        names = {one.id for one in given if isinstance(one, ast.Name)}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id in names for one in node.targets):
                given.append(node.value)
        keys = [key for one in given if isinstance(one, ast.Dict) for key in one.keys]
        found |= {key.value for key in keys if isinstance(key, ast.Constant)}
    return found


def test_a_template_includes_only_its_own_apps_and_the_shells_fragments() -> None:
    bad = []
    pattern = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+[\"']([a-z_]+)/")
    for path in PACKAGE.glob("*/templates/**/*"):
        if not path.is_file():
            continue
        app = path.relative_to(PACKAGE).parts[0]
        allowed = {app, "web"} | ({"account", "mfa", "usersessions", "allauth"} if app == "people" else set())
        for found in pattern.findall(path.read_text(encoding="utf-8")):
            if found not in allowed:
                bad.append(f"{name_of(path)} uses {found}/")
    assert not bad


def test_no_inline_style_or_script() -> None:
    bad = []
    for path in PACKAGE.glob("*/templates/**/*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            for match in re.finditer(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"", text):
                bad.append(f"{name_of(path)}: {match.group(0)}")
    assert not bad, "the content security policy allows none of these"


def test_colours_are_named_only_in_the_tokens() -> None:
    bad = []
    for path in (ROOT / "client").glob("css/*.css"):
        if path.name != "tokens.css":
            for match in re.finditer(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)|\brgba?\(|\bhsl\(", path.read_text(encoding="utf-8")):
                bad.append(f"{name_of(path)}: {match.group(0)}")
    assert not bad


def test_requirements_are_those_of_the_package() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for name, wanted in (("base", package["dependencies"]), *package["optional-dependencies"].items()):
        lines = (ROOT / f"requirements/{name}.in").read_text().splitlines()
        assert sorted(line for line in lines if line and line[0] != "#") == sorted(wanted)


@pytest.mark.parametrize(
    "name", ["base", "dev", "pdf", "setup", *(path.stem for path in sorted(ROOT.glob("requirements/peers-*.txt")))]
)
def test_requirements_are_hashed_and_name_no_index(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text()
    pinned = re.findall(r"^[a-zA-Z0-9][^\s=]*==", text, flags=re.M)
    assert pinned and text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text


def test_no_address_of_a_registry_in_the_browser_lock() -> None:
    assert "resolved" not in (ROOT / "client/package-lock.json").read_text()
