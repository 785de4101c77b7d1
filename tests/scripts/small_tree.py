"""A tree of a few files in a temporary folder, for tests of the checks."""
from __future__ import annotations

import os
import tempfile


class SmallTree:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.root = self._folder.name

    def add(self, files: dict[str, str]) -> "SmallTree":
        for path, text in files.items():
            where = os.path.join(self.root, path)
            os.makedirs(os.path.dirname(where), exist_ok=True)
            with open(where, "w", encoding="utf-8") as file:
                file.write(text)
        return self

    def __enter__(self) -> "SmallTree":
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()
