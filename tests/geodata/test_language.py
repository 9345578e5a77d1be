"""The faster parse is the language model's own, token by token."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from geodata import encoder, language, morphology
from geodata.encoder import Encoder

TEXTS = (
    "",
    " ",
    "Quiet.",
    "HARBOUR TALKS END\n\nThe ministers of Norway and Chile met in Valparaíso on 3 May 2021.\n",
    "It's gonna rain, she said; there's nothin' we can do. They gotta leave by 5 p.m. on Tuesday.",
    "The Bank of the Northern Isles, Ltd. paid $4.2 billion for Oslo-based Hansen’s ferry.",
    "What are they doing? I do what I did. Got it: he'd have, she has. Let 's go – y' know.",
    "  - Anna Maria Lopez\n  - two thousand and five hundred litres\n\tThe 31st of January ",
    "“We won’t,” Ms. Okoro told the Lagos Herald, “but nobody, not even you, dont know.” 😀 \x00",
    "Войска вошли в город. 市民は逃げた。 The mayor of Kyiv’s Podil district was 99 % sure.",
)


def told(doc: Doc) -> list[tuple[object, ...]]:
    """Return all that the rules read of each token."""
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start,
         t.ent_iob_, t.ent_type_)
        for t in doc
    ]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_parse_is_what_the_language_model_says(text: str) -> None:
    assert told(language.parse(text)) == told(language.pipeline()(text))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("BAGHDAD (Reuters) - Gunmen killed three guards.", "BAGHDAD (Reuters) -"),
        ("A headline\n\nGOMA, Congo (AP) — Fighters left.", "A headline"),
        ("KYIV, April 8 (Reuters) - Troops left.", "KYIV, April 8 (Reuters) -"),
        ("(CNN) — Police arrested a man.", "(CNN) —"),
        ("Troops — most of them young — left.", "Troops — most of them young — left."),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence_after_it(text: str, first: str) -> None:
    sentences = [sentence.text.strip() for sentence in language.parse(text).sents]
    assert sentences[0] == first
    assert not any("AP)" in sentence and "Fighters" in sentence for sentence in sentences)


def test_long_texts_are_encoded_in_stretches_that_leave_no_seam() -> None:
    text = " ".join(TEXTS[3:]) * 12
    stock = language.pipeline()(text)
    ours = language.parse(text)
    assert len(ours) > 2 * encoder.STRIDE
    assert told(ours) == told(stock)
    assert np.abs(np.asarray(ours.tensor) - np.asarray(stock.tensor)).max() < 1e-4


def test_full_memories_start_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = language.pipeline()
    monkeypatch.setattr(encoder, "CAPACITY", 3 * encoder.STRIDE)
    monkeypatch.setattr(morphology, "WORDS", 5)
    encode = Encoder(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
    inflect = morphology.Morphology(nlp)
    numbers = " ".join(f"Ship{i} sailed to bay{i}." for i in range(700))
    for text in (numbers, *TEXTS[1:], numbers):
        stock = nlp(text)
        assert np.abs(encode(stock) - np.asarray(stock.tensor)).max() < 1e-4
        bare = nlp(text)
        for token in bare:
            token.lemma, token.pos_ = 0, ""
            token.set_morph(None)
        assert told(inflect(bare)) == told(stock)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_parsed_as_by_the_language_model(text: str) -> None:
    assert told(language.parse(text)) == told(language.pipeline()(text))
