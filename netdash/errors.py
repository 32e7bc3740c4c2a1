"""Every error that a person can cause, each with a sentence fit to show that person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


MAX_FAULTS = 10
"""How many faults of one record a sentence names: a backup may have a million."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, as a whole sentence, and in few words for each field that it is about.

    `by_name` says that the sentence begins with the name that the field has in the file.
    """

    sentence: str
    at: Mapping[str, str] = field(default_factory=dict)
    by_name: bool = False


class NetdashError(Exception):
    """The base of all errors; `sentence` is what the person reads."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SettingsError(NetdashError):
    """A setting holds a value netdash does not know; nobody is let in until it is fixed."""


class SignInError(NetdashError):
    """Nobody is signed in, where one must be."""


class NotInvitedError(NetdashError):
    """Somebody signed in who is not on the lists."""


class CoachesOnlyError(NetdashError):
    """Somebody who is no coach asked for what only a coach sees."""


class InvalidRecordError(NetdashError):
    """What was typed cannot be a record; the sentence says which part and why.

    `fields` names those that the sentence is about; `at` has other words for some, as a field may have little room.
    They stand in its label, where Markdown counts: nothing that somebody typed belongs there.
    """

    def __init__(
        self, sentence: str, *fields: str, at: Mapping[str, str] | None = None, faults: Sequence[Fault] = ()
    ) -> None:
        super().__init__(sentence)
        self.faults = tuple(faults) or (Fault(sentence, {**dict.fromkeys(fields, sentence), **(at or {})}),)

    @classmethod
    def from_pydantic(cls, error: ValidationError) -> InvalidRecordError:
        """Turn pydantic's faults into sentences, one a fault, at most MAX_FAULTS."""
        faults = [_fault(fault) for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]]
        return cls(" ".join(dict.fromkeys(fault.sentence for fault in faults)), faults=faults)


class ChangedSinceError(InvalidRecordError):
    """What an Undo would take back was changed again since."""

    def __init__(self) -> None:
        super().__init__("Not undone: this was changed again since, and is left as it is.")


class GoneError(NetdashError):
    """The record was deleted meanwhile, or a link leads to one that never existed."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"This {noun} is not here any more. It may be in the trash, on the Workspace page.")


class StoreError(NetdashError):
    """The workspace could not be read or written; nothing was changed, but see StoreUncertainError."""

    def __init__(self, sentence: str, for_others: str = "") -> None:
        super().__init__(sentence)
        self._for_others = for_others or sentence

    def without_path(self) -> StoreError:
        """Return the same error without the file's path, for people who do not own the machine."""
        return StoreError(self._for_others)


class StoreUnreadableError(StoreError):
    """The file cannot be read whole, or what it held is lost; it was left as it is."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"netdash cannot read its file {path}: {reason}. Nothing was changed. "
            f"Ways out: put the automatic copy {path.name}.bak in its place, "
            "or move both elsewhere and restore a backup that you downloaded.",
            f"netdash cannot read the file of your workspace: {reason}. Nothing was changed. "
            "What you can do stands below; or ask whoever runs this server.",
        )
        self.path = path


class StoreDamagedError(StoreError):
    """A record in the database cannot be read, so its workspace cannot; only replacing all of it helps."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"netdash cannot read a record in the database: {reason}. It was left exactly as it is. "
            "Way out, for whoever runs this netdash: restore a backup with --replace."
        )


class StoreWriteError(StoreError):
    """The disk or the database refused a save (full, read-only, missing); nothing was saved."""


class StoreBusyError(StoreError):
    """Somebody else held the file's lock, or the database, for too long; nothing was saved."""


class StoreUnreachableError(StoreError):
    """The database did not answer, or did not let netdash in; nothing was saved."""


class StoreUncertainError(StoreError):
    """The connection was lost during a save, and whether it was saved could not be found out."""

    def __init__(self) -> None:
        super().__init__(
            "The database was lost just as this was being saved, so netdash does not know whether it was. "
            "Reload the page in a minute and look before you save it again."
        )


class BackupError(NetdashError):
    """A file is not a backup that can be restored whole; nothing was changed."""


class CommandError(NetdashError):
    """A command of the command line cannot do what it was asked to."""


_FAULTS = {
    "missing": "this is missing",
    "string": "this is not text",
    "too_long": "this is longer than {max_length:,} characters; shorten it",
    "string_pattern_mismatch": "this is not an identity that netdash made",
    "enum": "choose one of {expected}",
    "timezone_aware": "this lacks its timezone",
    "datetime": "this is not a date and time",
    "date": "this is not a date",
    "bool": "this is neither yes nor no",
    "tuple": "this is not a list",
}
"""The sentence for a fault, by pydantic's name for it or the first word of that name."""


def _fault(fault: ErrorDetails) -> Fault:
    kind, message = fault["type"], fault["msg"]
    fields = [str(fault["loc"][0])] if fault["loc"] else []
    if kind == "value_error":
        sentence = message.removeprefix("Value error, ")
        return Fault(sentence, dict.fromkeys(fields, sentence))
    words = _FAULTS.get(kind) or _FAULTS.get(kind.split("_")[0])
    if words:
        message = words.format_map({name: _plain(value) for name, value in fault.get("ctx", {}).items()})
    words = f"{message[:1].lower()}{message[1:]}."
    return Fault(f"{_field(fault['loc'])}: {words}", dict.fromkeys(fields, words), by_name=True)


def _field(path: tuple[int | str, ...]) -> str:
    """Name a field: `Starts at`, `Learnings (2)`."""
    name = str(path[0]).replace("_", " ").capitalize() if path else "This"
    return name + "".join(f" ({step + 1})" for step in path[1:] if isinstance(step, int))


def _plain(value: object) -> object:
    return value.replace("'", "").replace("_", " ") if isinstance(value, str) else value
