"""Naming the language of a text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quotesdb.text.language import ENGLISH, detect_language, language_of

SHORT_NEWS = {
    "en": "The company said on Monday that sales fell. “We were surprised,” its head told reporters.",
    "de": "Die Firma teilte am Montag mit, dass der Umsatz sank. „Wir waren überrascht“, sagte die Chefin.",
    "fr": "Les ventes ont baissé lundi, selon la société. « Nous sommes surpris », a déclaré la directrice.",
    "es": "La empresa dijo el lunes que las ventas cayeron. “Nos sorprendió”, dijo su directora general.",
    "it": "Le vendite sono calate lunedì, ha detto la società. “Siamo sorpresi”, ha detto la direttrice.",
    "nl": "De verkoop is maandag gedaald, zegt het bedrijf. “We waren verrast”, zei de directeur.",
    "pt": "As vendas caíram na segunda-feira, disse a empresa. “Ficamos surpresos”, afirmou a diretora.",
    "pl": "Spółka podała w poniedziałek, że sprzedaż spadła. „Jesteśmy zaskoczeni” – powiedziała prezes.",
    "ru": "Компания сообщила в понедельник, что продажи упали. «Мы удивлены», — сказала директор.",
    "zh": "该公司周一表示，销售额下降。“我们感到惊讶，”首席执行官对记者说。",
}


@pytest.mark.parametrize("code", SHORT_NEWS)
def test_two_sentences_of_news_are_enough(code):
    assert detect_language(SHORT_NEWS[code]) == code


def test_english_names_and_capitals_do_not_mislead():
    assert detect_language("PRESIDENT OF THE EXAMPLE BOARD SAID IT WAS NOT FOR SALE") == "en"
    text = (
        "El Ejemplo of Río Hondo said Dr. José Núñez had left for São Pedro, and that it was not his fault."
    )
    assert detect_language(text) == "en"


def test_a_german_article_that_quotes_english_is_german():
    quoting = "„The show must go on“, sagte sie. " + SHORT_NEWS["de"]
    assert detect_language(quoting) == "de"


@pytest.mark.parametrize("text", ["", "   \n", "12,345 — 678", "Hm.", "Bo Sample", "\ud800"])
def test_too_little_text_has_no_language(text):
    assert detect_language(text) is None


def test_what_is_not_done_is_said_for_other_languages_only():
    assert language_of("en").limit is None
    assert language_of("en-GB").limit is None
    assert language_of(None).limit is None
    assert "without a speaker" in language_of("pl").limit
    assert not language_of("pl").supported


@pytest.mark.parametrize("code", ["de", "fr", "es", "it", "nl", "pt", "ru"])
def test_a_paragraph_of_another_language_is_told_from_english(code):
    assert ENGLISH.is_foreign(SHORT_NEWS[code] * 2)


def test_an_english_paragraph_is_told_from_the_language_of_its_text():
    assert language_of("de").is_foreign(SHORT_NEWS["en"] * 2)
    assert not language_of("de").is_foreign(SHORT_NEWS["de"] * 2)


@pytest.mark.parametrize(
    "text",
    [SHORT_NEWS["en"], "« Non »", "Roe 3, Poe 4, Finch 7, Harrow 9, Velda 2, Marwick 1, Kerrow 0, Mere 5."],
)
def test_english_names_and_short_paragraphs_are_not_foreign(text):
    assert not ENGLISH.is_foreign(text)


def test_english_is_recognised_without_loading_the_model():
    code = (
        "import sys; from quotesdb.text.language import detect_language as d; "
        f"assert d({SHORT_NEWS['en']!r}) == 'en'; assert 'py3langid' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
