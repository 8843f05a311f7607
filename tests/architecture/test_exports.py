"""What a module offers stands in its ``__all__``: all of it, sorted, and nothing else."""

import ast
from typing import Any

import pytest

# Alembic finds these by their place and calls their functions by name.
MIGRATIONS = "mingjian.scoring.store.migrations.versions."


def exported(tree: ast.Module) -> list[str] | None:
    """Names in ``__all__``, or None when the module has none."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return list(ast.literal_eval(node.value))  # type: ignore[attr-defined]  # it assigns
    return None


def defined(tree: ast.Module) -> set[str]:
    """Public functions and classes that the module itself defines.

    A command of the command line or a route of the service is reached through what registers it.
    """
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not any(registers(decorator) for decorator in node.decorator_list)
    }


def registers(decorator: ast.expr) -> bool:
    """Whether it is of the form ``@app.command(...)``: called on an object of the module."""
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in {"callback", "command", "delete", "get", "post", "put"}
    )


def bound(tree: ast.Module) -> set[str]:
    """Every name that the top level of the module binds."""
    names = set(defined(tree))
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        else:
            names |= {
                part.id
                for part in ast.walk(node)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
    return names


def rank(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest, as the linter sorts them."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, name)


def test_exports(module: Any) -> None:
    if module.name.startswith(MIGRATIONS):
        assert module.path.stem[:4].isdigit()
        return
    tree = module.tree()
    names = exported(tree)
    if names is None:
        # A docstring and the guard against bare imports need no list.
        assert module.path.name == "__init__.py"
        assert bound(tree) == set()
        return
    assert names == sorted(set(names), key=rank)
    assert set(names) <= bound(tree)
    assert defined(tree) <= set(names)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("__all__ = ['b', 'a']", ["b", "a"]),
        ("__all__: list[str] = []", []),
        ("all = ['a']", None),
    ],
)
def test_exported(source: str, names: list[str] | None) -> None:
    assert exported(ast.parse(source)) == names


def test_bound_and_defined() -> None:
    tree = ast.parse(
        "import a.b\nfrom c import d as e\nF = 1\n"
        "def g(): h = 2\ndef _i(): ...\n@F.command()\ndef j(): ..."
    )
    assert defined(tree) == {"g"}
    assert {"a", "e", "F", "g"} <= bound(tree)
