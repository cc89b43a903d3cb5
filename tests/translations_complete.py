#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the window has a translation that keeps its placeholders. Usage: translations_complete.py LUPDATE SOURCE-DIR"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def findings(lupdate, source, committed):
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / committed.name
        shutil.copy(committed, fresh)
        subprocess.run([lupdate, "-silent", "-locations", "none", "-no-obsolete", *(source / folder for folder in ("app", "model", "importers")), "-ts", fresh], check=True)
        for message in ElementTree.parse(fresh).iter("message"):
            text, translation = message.find("source").text, message.find("translation")
            forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
            if translation.get("type") == "unfinished" or not all(forms):
                yield f"{committed.name}: not translated: {text!r}"
            elif any(set(re.findall(r"%L?\d|%n", form)) != set(re.findall(r"%L?\d|%n", text)) for form in forms):
                yield f"{committed.name}: other placeholders: {text!r}"


def main():
    lupdate, source = sys.argv[1], Path(sys.argv[2])
    found = [line for committed in sorted((source / "app/translations").glob("*.ts")) for line in findings(lupdate, source, committed)]
    print("\n".join(found) or "all texts are translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
