"""How names are compared: folded spelling, and looser folds for romanised names."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)
_JOIN = re.compile(r"[^\w]+", re.UNICODE)
_DROP = re.compile(r"['’‘ʼʹ´`ʿʾ׳״.]")
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLE = re.compile(r"^(?:al|el|ar|ash|as|at|ad|an|az|ed|es|et|en|er|ez) (?=\w{3})")
_INNER = re.compile(r" (?:al|el|ar|ash|as|at|ad|an|az|en|er|es|et) (?=\w{3})")
_FINAL = re.compile(r"(?<=[ae])h$")
_ROMAN = (
    ("zh", "j"),
    ("kh", "h"),
    ("shch", "sc"),
    ("sch", "sc"),
    ("iyi", "i"),
    ("yi", "i"),
    ("iy", "i"),
    ("ij", "i"),
    ("yy", "i"),
    ("ii", "i"),
    ("ja", "a"),
    ("ya", "a"),
    ("ia", "a"),
    ("je", "e"),
    ("ye", "e"),
    ("ie", "e"),
    ("yo", "o"),
    ("io", "o"),
    ("ju", "u"),
    ("yu", "u"),
    ("iu", "u"),
    ("y", "i"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("q", "k"),
)


def fold(name: str) -> str:
    """Return the key two spellings of one name share.

    Case, accents, apostrophes, full stops and hyphens do not count; "St." is "Saint". Scripts stay
    apart: a Cyrillic name has a Cyrillic key.
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    text = unicodedata.normalize("NFKD", text.translate(_SPECIAL)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = _JOIN.sub(" ", _DROP.sub("", text)).split()
    return " ".join(_ABBREVIATED.get(word, word) for word in words)


def without_article(key: str) -> str:
    """Return a folded name without its leading Arabic article ("al bab" -> "bab")."""
    return _ARTICLE.sub("", key)


def loose(key: str) -> str:
    """Return a coarser key, shared by the romanisations of one Slavic or Arabic name.

    "hulyaipole" and "huliaipole", "kharkiv" and "harkiv", "jabla" and "jablah" meet here; so may
    different names, which is why it is only asked after :func:`fold` found nothing.
    """
    text = _INNER.sub(" ", without_article(key)).replace(" ", "")
    for old, new in _ROMAN:
        text = text.replace(old, new)
    return _FINAL.sub("", re.sub(r"(.)\1+", r"\1", text))


def digest(key: str) -> int:
    """Return the 64-bit number under which the built gazetteer files a key."""
    return int.from_bytes(
        blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )
