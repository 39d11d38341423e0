"""The one error that is meant for people."""

from __future__ import annotations


class InputError(Exception):
    """Something the user gave cannot be used: one clear message with the place and the way out.

    ``zh`` and ``en`` are the message in both languages; the command line shows one and exits 2.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """As it is sent from one process to another."""
        return InputError, (self.zh, self.en)

    def get(self, lang: str) -> str:
        """The message in ``lang`` (``zh`` or ``en``)."""
        return self.en if lang == "en" else self.zh
