"""Texts that are not in English: words in marks are kept, nobody is said to speak, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotesdb.extract import extract
from tests.functional.conftest import Run, json_lines

TEXTS = {
    "fr": (
        "La mairie de Vaurelle a fermé le pont lundi matin. « Nous n’avions pas le choix », a "
        "déclaré la maire, Solange Tessier. « L’eau montait d’un mètre par heure. »\n"
        "\n"
        "Le boulanger n’a rien vu. «\u00a0On m’a dit “partez”, et je suis parti\u00a0», raconte-t-il. Le "
        "«\u00a0pont neuf\u00a0» rouvrira jeudi.\n"
    ),
    "de": (
        "Die Stadt hat am Montag die Brücke gesperrt. „Wir hatten keine andere Wahl“, sagte die "
        "Bürgermeisterin Solveig Tessmer. »Man hat mir gesagt ›geh‹, und ich bin gegangen«, "
        "erzählte der Bäcker. Die ‚neue‘ Brücke öffnet im Mai. ‚Ich glaube es erst, wenn ich "
        "darüber gehe‘, sagte er.\n"
    ),
    "es": (
        "El ayuntamiento cerró el puente el lunes. «No teníamos otra opción», dijo la alcaldesa, "
        "Soledad Teruel. «El agua subía un metro por hora». El llamado “puente nuevo” abrirá el "
        "jueves.\n"
        "\n"
        "—¿Y mi pan? —preguntó una clienta.\n"
        "\n"
        "—Su pan nada, señora —respondió el panadero—. Vuelva mañana.\n"
    ),
    "it": (
        "Il comune ha chiuso il ponte lunedì. «Non avevamo scelta», ha detto la sindaca, Silvana "
        "Teresi. “Mi hanno detto di andare via e sono andato”, ha raccontato il fornaio.\n"
    ),
    "nl": (
        "De gemeente heeft maandag de brug gesloten. ‘We hadden geen keus’, zei burgemeester "
        "Sanne Terpstra. De zogenoemde ‘nieuwe brug’ gaat donderdag open. „Ik geloof het pas als "
        "ik het zie”, zei de bakker.\n"
    ),
    "pt": (
        "A câmara fechou a ponte na segunda-feira. “Não tínhamos escolha”, disse a presidente, "
        "Susana Teles. «A água subia um metro por hora.»\n"
        "\n"
        "— E o meu pão? — perguntou uma cliente.\n"
    ),
    "pl": (
        "Miasto zamknęło most w poniedziałek. „Nie mieliśmy wyboru” – powiedziała burmistrz "
        "Sylwia Terlecka.\n"
        "\n"
        "– Powiedzieli mi, żebym wyszedł – opowiadał piekarz. – Chleb został w środku.\n"
    ),
}
EXPECTED = {
    "fr": [
        "« Nous n’avions pas le choix »",
        "« L’eau montait d’un mètre par heure. »",
        "«\u00a0On m’a dit “partez”, et je suis parti\u00a0»",
    ],
    "de": [
        "„Wir hatten keine andere Wahl“",
        "»Man hat mir gesagt ›geh‹, und ich bin gegangen«",
        "‚Ich glaube es erst, wenn ich darüber gehe‘",
    ],
    "es": [
        "«No teníamos otra opción»",
        "«El agua subía un metro por hora»",
        "¿Y mi pan?",
        "Su pan nada, señora ... Vuelva mañana.",
    ],
    "it": [
        "«Non avevamo scelta»",
        "“Mi hanno detto di andare via e sono andato”",
    ],
    "nl": [
        "‘We hadden geen keus’",
        "„Ik geloof het pas als ik het zie”",
    ],
    "pt": [
        "“Não tínhamos escolha”",
        "«A água subia um metro por hora.»",
        "E o meu pão?",
    ],
    "pl": [
        "„Nie mieliśmy wyboru”",
        "Powiedzieli mi, żebym wyszedł ... Chleb został w środku.",
    ],
}


@pytest.mark.parametrize("language", TEXTS)
def test_json_has_the_language_and_the_words_without_a_speaker(
    run: Run, tmp_path: Path, language: str
) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXTS[language], encoding="utf-8")
    result = run("extract", "--json", "--with-text", str(article), db=None)
    [found] = json_lines(result)
    assert found["language"] == language
    contents = [[found["text"][a:b] for a, b in q["content"]] for q in found["quotations"]]
    assert [" ... ".join(parts) for parts in contents] == EXPECTED[language]
    assert all(q["kind"] == "direct" and q["quoted"] == q["content"] for q in found["quotations"])
    assert all(q["speaker"] is q["source"] is q["cue"] is None for q in found["quotations"])
    assert f"language {language}: quotations in marks are kept, without a speaker" in result.stderr


@pytest.mark.parametrize("language", TEXTS)
def test_a_person_is_told_so_by_extract_and_by_ingest(run: Run, tmp_path: Path, language: str) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXTS[language], encoding="utf-8")
    warning = f"{article}: language {language}: quotations in marks are kept, without a speaker"
    shown = run("extract", str(article), db=None)
    assert f"language {language}" in shown.stdout
    assert shown.stderr.splitlines() == [warning]
    store = tmp_path / "store.db"
    [stored] = json_lines(run("ingest", "--json", str(article), db=store))
    assert stored["warnings"] == [warning.removeprefix(f"{article}: ")]
    assert stored["quotes"] == len(EXPECTED[language])
    assert warning in run("ingest", str(article), db=store).stderr
    assert all(quote["speaker"] is None for quote in json_lines(run("quotes", "--json", db=store)))


def test_a_foreign_paragraph_of_an_english_text_gets_no_speaker() -> None:
    text = (
        "The council of Harrow closed the bridge on Monday, and it had not been open for long before that."
        " “We had no choice,” said the mayor, Ada Roe.\n\n"
        "Le conseil a fermé le pont lundi matin, après une nuit de pluie. « Nous n’avions pas le choix », a"
        " déclaré la maire, Ada Roe, devant les habitants.\n\n“It will open on Thursday,” Ms Roe said.\n"
    )
    found = extract(text)
    assert [(q.content[0].text(text), q.speaker and q.speaker.name) for q in found] == [
        ("“We had no choice,”", "Ada Roe"),
        ("« Nous n’avions pas le choix »", None),
        ("“It will open on Thursday,”", "Ada Roe"),
    ]


def test_an_english_quotation_in_a_german_text_has_no_speaker_either() -> None:
    text = (
        "Die Stadt hat am Montag die Brücke gesperrt und den Markt verlegt. „We had no choice“, sagte die"
        " Bürgermeisterin Solveig Tessmer auf Englisch."
    )
    (only,) = extract(text)
    assert (only.content[0].text(text), only.speaker) == ("„We had no choice“", None)
