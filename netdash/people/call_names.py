"""What to call somebody in a greeting: what the member chose, else the given name where the name gives it for sure."""

from __future__ import annotations

import re
from functools import partial

from netdash.records import Contact
from netdash.shipped import word_list
from netdash.text_search import plain

_word_list = partial(word_list, "names")

_QUOTES = "“”„‟\"«»‹›'‘’‚()"


def call_name(contact: Contact) -> str:
    """Return what to call somebody: what the member chose, else their given name, else their whole name."""
    return contact.called or given_name(contact.name) or contact.name


def is_call_name_sure(contact: Contact) -> bool:
    """Tell whether what to call somebody is certain: chosen, a given name, or a name of a single word."""
    return bool(contact.called or given_name(contact.name) or len(contact.name.split()) < 2)


def given_name(name: str) -> str:
    """Return the given name in a name, without titles; empty where it is not certain.

    “Lovelace, Ada” is Ada; “O. Henry”, “van der Berg”, “Nguyễn Văn An” and “李 小龙” could be either. A word with a
    dot, such as “Mevr.”, is taken for a title that the list lacks.
    """
    before, _, after = name.partition(", ")
    after = after if _words(after) else ""
    inverted = after and not {plain(word) for word in before.split()[:-1]} - _word_list("particles")
    words = _words(after if inverted else before)
    given = [word for word in words if not _is_initial(word)]
    if not given or "." in given[0] or not (inverted or _has_given_name_first(before, words)):
        return ""
    return _without_capitals(given[0])


def is_title(word: str) -> bool:
    """Tell whether a word is a title, or a suffix to a name: `Dr.med.`, `Mme`, `PhD`, `Jr.`."""
    bare = word.strip(",()")
    parts = [part for part in re.split(r"[.-]", plain(bare)) if part]
    if not parts or bare in _word_list("behind") or "".join(parts) in _word_list("titles"):
        return bool(parts)
    titles = _word_list("titles") | (_word_list("dotted") if "." in bare else frozenset())
    return all(part in titles for part in parts) and not _is_initial(bare)


def _words(name: str) -> list[str]:
    """Return the words of a name that are neither titles nor emoji."""
    return [word for word in _bare_words(name) if not is_title(word)]


def _bare_words(name: str) -> list[str]:
    """Return the words of a name that begin with a letter, without quotation marks."""
    bare = (word.strip(",").strip(_QUOTES) for word in name.split())
    return [word for word in bare if word[:1].isalpha()]


def _has_given_name_first(name: str, words: list[str]) -> bool:
    first = words[0]
    if len(words) == 1:  # “Mr. Lee” and “Md Rahman” say a family name alone
        return first == _bare_words(name)[0]
    # “De Souza” and “Van Morrison” look alike; “Van Nguyen” is Van.
    if plain(first) in _word_list("particles") and plain(words[1]) not in _word_list("family_first"):
        return False
    if plain(first) in _word_list("family_first") or not _has_case(first):
        return False
    if _is_initial(first) and sum(not _is_initial(word) for word in words) < 2:
        return False
    # “DUPONT Jean”: a family name in capitals may come first.
    return not (_is_upper(first) and any(not _is_upper(word) for word in words[1:] if not _is_initial(word)))


def _has_case(word: str) -> bool:
    """Tell whether a word's script has capitals; those that have none put the family name first."""
    return word.lower() != word.upper()


def _is_upper(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 2


def _is_initial(word: str) -> bool:
    bare = word.rstrip(".")
    return len(bare) == 1 and bare.isupper()


def _without_capitals(word: str) -> str:
    return re.sub(r"\w+", lambda part: part[0].capitalize(), word) if _is_upper(word) else word
