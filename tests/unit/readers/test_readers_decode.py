"""Which encoding a file is in, and whether it is text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.readers import ReadError, read
from quotesdb.readers.decode import decode
from quotesdb.values import ArticleDraft

SENTENCE = "“Déjà vu,” said Bo Sample – £5."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_with_and_without_a_mark_is_read_without_warning(mark, encoding):
    assert decode(mark + SENTENCE.encode(encoding)) == (SENTENCE, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding):
    text = f"{SENTENCE} The Māori word is ā."
    assert decode(text.encode(encoding)) == (text, ())


def test_windows_1252_is_read_with_a_warning():
    assert decode(SENTENCE.encode("cp1252")) == (SENTENCE, ("not UTF-8: read as Windows-1252",))


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1():
    text, warnings = decode("Été ".encode("latin-1") * 20 + b"\x81")
    assert text.startswith("Été Été")
    assert warnings == ("not UTF-8: read as Latin-1",)


def test_utf_8_with_one_broken_byte_keeps_its_quotation_marks():
    text, warnings = decode("“Yes,” she said. “No,” he said.".encode() + b"\xe2\x80")
    assert text == "“Yes,” she said. “No,” he said.\ufffd"
    assert warnings == ("1 unreadable character (U+FFFD) in the text",)


def test_damage_done_before_is_pointed_out():
    assert decode("It\ufffds fine, she\ufffdd said.".encode())[1] == (
        "2 unreadable characters (U+FFFD) in the text",
    )


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">', "shift_jis"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ('<meta charset="iso-2022-jp">', "iso-2022-jp"),
        ('<meta charset="ISO-8859-1">', "cp1252"),
    ],
)
def test_the_charset_that_a_page_declares_is_used(head, encoding):
    words = {"koi8-r": "Привет", "cp1251": "Привет", "cp1252": "“Déjà”"}.get(encoding, "こんにちは")
    assert decode((head + words).encode(encoding), html=True) == (head + words, ())


@pytest.mark.parametrize("charset", ["utf-7", "punycode", "zip", "no-such", "big5"])
def test_a_false_or_dangerous_declaration_is_not_believed(charset):
    page = f'<meta charset="{charset}">'.encode() + b"caf\xe9 \xff"
    text, warnings = decode(page, html=True)
    assert text.endswith("café ÿ")
    assert warnings == ("not UTF-8: read as Windows-1252",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty file"),
        (b" \n\t ", "empty file"),
        (codecs.BOM_UTF8 + b"\n", "empty file"),
        (b"text\x00text", "binary file, not text"),
        (bytes(range(1, 32)) * 4, "binary file, not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "an image; quotesdb does not read these yet"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8x", "not text: marked as UTF-16, but it is not"),
        (b"%PDF-1.7 ...", "a broken PDF file"),
        (b"PK\x03\x04...", "a broken ZIP archive"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data, message):
    with pytest.raises(ReadError) as error:
        read(data, "story.txt")
    assert str(error.value) == message


def outcome(data: bytes, name: str) -> ArticleDraft | str:
    try:
        return read(data, name)
    except ReadError as error:
        return str(error)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "-"]))
def test_any_bytes_make_a_draft_or_one_clear_line(data, name):
    made = outcome(data, name)
    if isinstance(made, str):
        assert made
        assert "\n" not in made
    else:
        made.text.encode()
        assert made.text.strip()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_what_is_decoded_is_what_was_encoded(text):
    assert decode(f"x{text}".encode())[0] == f"x{text}"


PORT = {
    "cp1251": "Глава порта заявила, что паром не выйдет до весны. «Мы не рискуем», — сказала она.",
    "koi8-r": "Глава порта заявила, что паром не выйдет до весны, и ушла. Рядом стояла её помощница.",
    "cp1253": "Η διευθύντρια του λιμανιού δήλωσε ότι το πλοίο δεν θα φύγει πριν από την άνοιξη.",
    "cp1255": "מנהלת הנמל אמרה ביום שני כי המעבורת לא תצא לפני האביב, וסגרה את הדלת בזהירות. חזק, גדול וטוב.",
    "gb18030": "港务局局长周一表示，渡轮在春天之前不会出航。她对记者说：“我们不会冒险。”维修需要三个月。",
    "shift_jis": "港の責任者は月曜日、春までフェリーは出航しないと述べた。「危険です」と語った。",
}


@pytest.mark.parametrize("encoding", PORT)
def test_texts_of_other_scripts_are_read_in_the_encoding_that_their_letters_speak_for(encoding):
    whole = f"{PORT[encoding]}\n" * 4
    text, warnings = decode(whole.encode(encoding))
    assert text == whole
    assert len(warnings) == 1
    assert warnings[0].startswith("not UTF-8: read as ")
    marked = f"<p class='a'>{PORT[encoding]}</p>".encode(encoding) * 40
    assert PORT[encoding] in decode(marked, html=True)[0]


def test_a_few_words_of_another_script_speak_for_nothing():
    assert decode("Глава порта".encode("cp1251"))[1] == ("not UTF-8: read as Windows-1252",)


@pytest.mark.parametrize(
    "text",
    [
        "Déjà vu à l’hôtel, où Zoë a bu un café. « Été », dit-elle.",
        "Färjan står still på måndag. Åår efter åår väntar öborna på Åland.",
        "The pier\n——————————\n…………\nis 5 m² and 3 m³, ½ of it; l¹Europe, don¿t.",
        "El col·legi paral·lel de l’Àngel és tancat. ¿Qué? ¡No!",
        "Ýmsir þingmenn töluðu í gær. „Nei,“ sagði Þórður, „það er ekki rétt.“",
        "ÄÖÜ ÀÉÈ: Übergrößenträger äußerten öffentlich Ärger über Öl.",
    ],
)
def test_texts_of_the_west_of_europe_stay_windows_1252(text):
    assert decode(text.encode("cp1252") * 9) == (text * 9, ("not UTF-8: read as Windows-1252",))


@pytest.mark.parametrize(
    "text",
    [
        "It¹s late, and she didn¹t know why they¹d wait: ³Can¹t,² she said. Zoë don¿t. 3 m³per day.",
        "No tè¿verdad? Vino¿y tú? El niño¿cómo? Señor Núñez¿no? Año¿cuál?",
        "Oslo 12°–14°, Rom 20°–24°",
        "Âge ……………………………… 4\n«…»———————•••• 9",
        "¼–½–¾ £–€–¥ ½–¾–¼ £–€–½",
        "¤°º°¤ø°º¤ø¸«»°º¤",
        "ÉÍÍÍÍÍÍÍÍÍ»\nº 12 : 3 º\nÈÍÍÍÍÍÍÍÍÍ¼",
        "ÉÈÀÙ ÇÉÊË ÄÖÜß ÀÂÄ ÔÖÒ",
        "ÖSK – GÅIS 2–1\nÅIF – ÖIS 0–0",
    ],
)
def test_signs_and_tables_stay_windows_1252(text):
    assert decode(f"{text}\n".encode("cp1252") * 30) == (
        f"{text}\n" * 30,
        ("not UTF-8: read as Windows-1252",),
    )


def test_an_encoding_that_not_all_of_a_file_is_in_is_not_taken():
    mixed = f"{PORT['gb18030']}\n".encode("gb18030") * 2000 + "À la fin, l’été.\xff".encode("cp1252")
    assert decode(mixed)[1] == ("not UTF-8: read as Windows-1252",)
