"""What passes as an English article, and what does not."""

from __future__ import annotations

import pytest

from bench import newsroom
from events.source import gate

ENGLISH = {
    "foreign names in the headline": "The foreign minister flew to Quimistán on Sunday and met "
    "Amina Karim. Dock workers in Quimistán went on strike over unpaid wages.",
    "a name first": "Police in Lat Krabang arrested 22 demonstrators. Rosa Tarek, who left "
    "Piekary Śląskie with 27 pupils, hopes to return in the summer.",
    "short": "Shelling in Toretsk. Two dead, three hurt.",
    "a title alone": "Drones strike Izmail grain store, three dead",
    "names upon names": "Ali Haddad, Omar Silva, Ivana Petrov and Hao Lin met in Nuevo Laredo; "
    "Leila Moreau and Pedro Okafor did not come.",
    "capitals": "SEVEN KILLED AS ROCKETS HIT MARKET IN THE CAPITAL, POLICE SAY",
    "a quote in Spanish": "“Nadie nos dijo nada,” a woman said in Bogotá on Friday. She had "
    "waited for the bus with her son when the police closed the road to the airport.",
    "a dateline in Arabic script": "صنعاء – Coalition planes bombed the port twice on Monday, "
    "and the fire reached the fuel tanks before noon, the harbour master said.",
    "a name among few words": "Soldiers captured the base at Mullaitivu on Feb. 5.",
    "numbers": "At 04:10 on 12.03.2024 a 122 mm rocket fell at 48.01 N, 37.80 E; 14 houses burned.",
    "old names of towns": "Zaporizhzhia, Kryvyi Rih, Sumy and Kropyvnytskyi were hit overnight.",
}
OTHERS = {
    "German": "Bei einem Angriff auf die Stadt kamen am Montag drei Menschen ums Leben.",
    "Dutch": "De minister vloog zondag naar de hoofdstad en sprak daar over de grens.",
    "French": "Trois personnes ont été tuées lundi dans une attaque contre un marché.",
    "Spanish": "La policía detuvo a 22 manifestantes tras una protesta por el precio del pan.",
    "Portuguese": "A polícia deteve 22 manifestantes depois de um protesto contra os preços.",
    "Italian": "Tre persone sono state uccise lunedì in un attacco contro un deposito di grano.",
    "Afrikaans": "Drie mense is Maandag dood toe vuurpyle 'n mark in die stad getref het.",
    "Swedish": "Tre personer dödades på måndagen när drönare träffade ett spannmålslager.",
    "Polish": "Trzy osoby zginęły w poniedziałek, gdy drony uderzyły w skład zboża.",
    "Turkish": "Pazartesi günü insansız hava araçlarının vurduğu depoda üç kişi öldü.",
    "Indonesian": "Tiga orang tewas pada hari Senin ketika pesawat nirawak menyerang gudang.",
    "Ukrainian": "Троє людей загинули в понеділок, коли дрони влучили у склад зерна.",
    "Russian": "Три человека погибли в понедельник, когда беспилотники попали в склад.",
    "Arabic": "قتل ثلاثة أشخاص يوم الاثنين عندما أصابت طائرات مسيرة مخزنا للحبوب.",
    "Chinese": "星期一，无人机袭击了一座粮仓，造成三人死亡，警方表示仍在调查袭击的原因和责任人。",
    "French with English names": "The Guardian et la BBC ont quitté le palais at Versailles lundi.",
    "German under an English headline": "Breaking news: Izmail\n"
    + "Bei einem Angriff auf die Stadt kamen am Montag drei Menschen ums Leben. "
    "Die Feuerwehr war die ganze Nacht im Einsatz, der Hafen blieb geschlossen. " * 3,
}


@pytest.mark.parametrize("name", ENGLISH)
def test_english_passes_however_short_and_whatever_names_it_holds(name: str) -> None:
    assert gate.fault(ENGLISH[name]) is None


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_are_set_aside(name: str) -> None:
    told = gate.fault(OTHERS[name])
    assert told is not None
    assert "only English is read so far" in told


def test_no_article_of_the_newsroom_is_set_aside() -> None:
    assert [n for n in range(400) if gate.fault(newsroom.article(n)["text"])] == []
