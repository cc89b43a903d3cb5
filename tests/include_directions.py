#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that no source file includes what its folder may not see, and that every source file names its licence.

Usage: include_directions.py ROOT      exit status 1 and a list of the offending lines if anything is wrong
"""
import re
import sys
from functools import lru_cache
from pathlib import Path

ROOTS = ("model", "importers", "app", "tests")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
QT_CLASS = re.compile(r"^(Q[A-Z]\w*|Qt[A-Z]\w*|Qt[A-Z]\w*/.*)$")

# The layers, lowest first: folder -> folders of ours that it may include (itself always).
MAY_SEE = {
    "model/domain": (),
    "model/store": ("model/domain",),
    "importers": ("model/domain",),
    "app/jobs": ("model/domain", "model/store", "importers"),
    "app/cli": ("model/domain", "model/store", "importers", "app/jobs"),
    "app": ("model/domain", "model/store", "importers", "app"),
    "tests": ("model/domain", "model/store", "importers", "app", "tests"),
}
GUI_LAYERS = ("app/pages", "app/charts", "app/report", "app/main.cpp")
QT_GUI_LAYERS = GUI_LAYERS + ("app/itemmodels", "app/state")
C_LIBRARIES = {  # header -> folders that may use the library
    "sqlite3.h": ("model/store",),
    "zstd.h": ("model/store",),
    "libpsl.h": ("model/domain",),
    "maxminddb.h": ("model/store",),
    "archive.h": ("importers",),
    "archive_entry.h": ("importers",),
}
SYSTEM_ROOTS = (Path("/usr/include/x86_64-linux-gnu/qt6"), Path("/usr/include/aarch64-linux-gnu/qt6"), Path("/usr/include/qt6"))


@lru_cache(maxsize=None)
def qt_module(header: str) -> str:
    """The Qt module of a header: "QtCore" for QString. Empty if the header is not Qt's or Qt is not installed."""
    if "/" in header:
        return header.split("/")[0] if header.startswith("Qt") else ""
    for root in SYSTEM_ROOTS:
        for module in ("QtCore", "QtNetwork", "QtTest", "QtGui", "QtSvg", "QtWidgets", "QtPrintSupport", "QtCharts"):
            if (root / module / header).is_file():
                return module
    if header.startswith("QtCharts"):
        return "QtCharts"
    return "QtUnknown" if QT_CLASS.match(header) else ""


def inside(path: str, folders) -> bool:
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def layer_of(path: str) -> str:
    return max((layer for layer in MAY_SEE if inside(path, (layer,))), key=len)


def own_target(root: Path, source: Path, name: str):
    """The file of ours that an #include names, relative to the root, or None."""
    for base in (source.parent, root, root / "model", root / "app"):
        candidate = (base / name).resolve()
        if candidate.is_file() and candidate.is_relative_to(root):
            return candidate.relative_to(root).as_posix()
    return None


def qt_problem(path: str, module: str) -> str:
    if path.startswith("tests/"):
        return ""
    if module == "QtCore":
        return ""
    if module == "QtNetwork":
        return "" if inside(path, ("importers", "app")) else "Qt Network belongs to importers and app"
    if module == "QtGui":
        return "" if inside(path, QT_GUI_LAYERS) else "Qt Gui belongs to the window (app/pages, charts, report, itemmodels, state)"
    return "" if inside(path, GUI_LAYERS) else f"{module} belongs to app/pages, app/charts and app/report"


def include_problem(root: Path, source: Path, quote: str, name: str) -> str:
    path = source.relative_to(root).as_posix()
    if name.endswith(".cpp"):
        return "includes a .cpp file"
    if name in C_LIBRARIES and not inside(path, C_LIBRARIES[name]) and not path.startswith("tests/"):
        return f"{name} belongs to {', '.join(C_LIBRARIES[name])}"
    if name == "sqlite3.h" and not inside(path, ("model/store", "tests/store")):
        return "sqlite3.h belongs to model/store"
    module = qt_module(name)
    if module:
        return qt_problem(path, module)
    target = own_target(root, source, name)
    if target is None:
        return "no such file of ours" if quote == '"' and not name.endswith(".moc") else ""
    layer = layer_of(path)
    if inside(target, (layer,)) or inside(target, MAY_SEE[layer]):
        return ""
    return f"{layer} may not see {target}"


def spdx_problem(lines) -> str:
    head = "\n".join(lines[:5])
    for tag in ("SPDX-FileCopyrightText:", "SPDX-License-Identifier: GPL-3.0-or-later"):
        if tag not in head:
            return f"no line '{tag}' at the top"
    return ""


def is_source(path: Path) -> bool:
    if path.suffix in {".cpp", ".h", ".py", ".sh"} or path.name == "CMakeLists.txt":
        return True
    if path.suffix:
        return False
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def check(root: Path):
    count, problems = 0, []
    for folder in ROOTS + ("installer", "resources"):
        for path in sorted((root / folder).rglob("*")):
            if not path.is_file() or "__pycache__" in path.parts or not is_source(path):
                continue
            count += 1
            name = path.relative_to(root).as_posix()
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            if problem := spdx_problem(lines):
                problems.append(f"{name}:1: {problem}")
            if path.suffix not in {".cpp", ".h"} or folder not in ROOTS:
                continue
            for number, line in enumerate(lines, 1):
                match = INCLUDE.match(line)
                if match and (problem := include_problem(root, path, match[1], match[2])):
                    problems.append(f"{name}:{number}: {line.strip()}  ({problem})")
    if count == 0:
        problems.append(f"no source files under {root}")
    return count, problems


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    count, problems = check(Path(sys.argv[1]).resolve())
    for problem in problems:
        print(problem)
    print(f"{count} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
