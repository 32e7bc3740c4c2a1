"""What to call somebody in a greeting: what the member says, else the given name where the name tells it for sure."""

from __future__ import annotations

import re
from functools import cache

from netdash.records import Contact
from netdash.shipped import read_shipped
from netdash.text_search import plain

_AROUND = "“”„‟\"«»‹›'‘’‚()"


def call_name(contact: Contact) -> str:
    """Return what to call somebody: what the member chose, else their given name, else their whole name."""
    return contact.called or given_name(contact.name) or contact.name


def is_sure(contact: Contact) -> bool:
    """Tell whether it is known what to call somebody: chosen, a given name, or a name of a single word."""
    return bool(contact.called or given_name(contact.name) or len(contact.name.split()) < 2)


def given_name(name: str) -> str:
    """Return the given name in a name, without titles; empty where it cannot be told for sure.

    “Lovelace, Ada” is Ada; “O. Henry”, “van der Berg”, “Nguyễn Văn An” and “李 小龙” may be anything, and a word with a
    dot, “Mevr.” say, is a title that is not listed.
    """
    before, _, after = name.partition(", ")
    after = after if _words(after) else ""
    turned = after and not {plain(word) for word in before.split()[:-1]} - _listed("particles")
    words = _words(after if turned else before)
    given = [word for word in words if not _is_initial(word)]
    if not given or "." in given[0] or not (turned or _leads_with_given_name(before, words)):
        return ""
    return _in_small_letters(given[0])


def is_title(word: str) -> bool:
    """Tell whether a word is a title or what stands behind a name: `Dr.med.`, `Mme`, `PhD`, `Jr.`."""
    bare = word.strip(",()")
    parts = [part for part in re.split(r"[.-]", plain(bare)) if part]
    if not parts or bare in _listed("behind") or "".join(parts) in _listed("titles"):
        return bool(parts)
    known = _listed("titles") | (_listed("dotted") if "." in bare else frozenset())
    return all(part in known for part in parts) and not _is_initial(bare)


def _words(name: str) -> list[str]:
    """Return the words of a name that are neither titles nor pictures."""
    return [word for word in _lettered(name) if not is_title(word)]


def _lettered(name: str) -> list[str]:
    """Return the words of a name that begin with a letter, out of their quotation marks."""
    bare = (word.strip(",").strip(_AROUND) for word in name.split())
    return [word for word in bare if word[:1].isalpha()]


def _leads_with_given_name(name: str, words: list[str]) -> bool:
    first = words[0]
    if len(words) == 1:  # “Mr. Lee” and “Md Rahman” say a family name alone
        return first == _lettered(name)[0]
    # “De Souza” and “Van Morrison” look alike; “Van Nguyen” is Van.
    if plain(first) in _listed("particles") and plain(words[1]) not in _listed("family_first"):
        return False
    if plain(first) in _listed("family_first") or not _is_parted_by_case(first):
        return False
    if _is_initial(first) and sum(not _is_initial(word) for word in words) < 2:
        return False
    # “DUPONT Jean”: a family name in capitals may come first.
    return not (_is_loud(first) and any(not _is_loud(word) for word in words[1:] if not _is_initial(word)))


def _is_parted_by_case(word: str) -> bool:
    """Tell whether a word's script has capitals: the others, and those who write them, put the family name first."""
    return word.lower() != word.upper()


def _is_loud(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 2


def _is_initial(word: str) -> bool:
    bare = word.rstrip(".")
    return len(bare) == 1 and bare.isupper()


def _in_small_letters(word: str) -> str:
    return re.sub(r"\w+", lambda part: part[0].capitalize(), word) if _is_loud(word) else word


@cache
def _listed(what: str) -> frozenset[str]:
    return frozenset(read_shipped("names")[what])
