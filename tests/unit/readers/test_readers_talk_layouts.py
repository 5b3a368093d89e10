"""Exports of programs for meetings: who says which turn, and texts that are only laid out like them."""

from __future__ import annotations

import pytest

from quotesdb.readers import ReadError, read
from quotesdb.values import AgentKind
from tests.unit.readers.test_readers_talk_rows import ROWS, SAID, said

WEBEX = "WEBVTT\n\n" + "".join(
    f'{n} "{name}" (28532741)\n{time}.580 --> {time}.990\n{words}\n\n'
    for n, (time, name, words) in enumerate(ROWS, 1)
)
TEAMS = "".join(
    f"0:0:{n}.0 --> 0:0:{n + 1}.190\n{name}\n{words}\n\n" for n, (_time, name, words) in enumerate(ROWS, 8)
)


def turns(line: str) -> str:
    return "".join(
        line.format(at=time, clock=time.replace("00:", "14:", 1), n=n, name=name, words=words)
        for n, (time, name, words) in enumerate(ROWS, 1)
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (turns("[{at} - {at}] {name}: {words}\n"), "a.txt"),
        (turns("({at} --> {at}) {name}: {words}\n\n"), "a.txt"),
        (turns("[{name}] {clock}\n{words}\n\n"), "a.txt"),
        (turns("[{name}]: {words}\n"), "a.txt"),
        (turns("[{name}]\n{words}\n\n"), "a.txt"),
        (turns("{at}\n{name}\n{words}\n\n"), "a.txt"),
        (turns("{at} {name}\n{words}\n\n"), "a.txt"),
        (turns("[{at}] {name}\n{words}\n\n"), "a.txt"),
        (turns("- {name}: {words}\n"), "a.md"),
        (turns("{clock} From {name} to Everyone:\n\t{words}\n"), "a.txt"),
        (turns("{clock}\t From  {name} : {words}\n"), "a.txt"),
        (turns("{name}: ({at})\n{words}\n\n"), "a.txt"),
        (turns("{n}. {name}: {words}\n\n"), "a.txt"),
        (turns("{n}) {name}: {words}\n\n"), "a.txt"),
        (turns("Line {n}  {name}: {words}\n"), "a.txt"),
        (WEBEX, "a.vtt"),
        (TEAMS, "a.txt"),
    ],
)
def test_who_says_which_turn_in_the_layouts_of_programs(text: str, name: str) -> None:
    assert said(read(text.encode(), name)) == SAID


def test_lines_above_the_turns_are_nobodys_words() -> None:
    made = read(
        ("# Harbour board\n\n4 March 2031\n\n" + turns("[{name}] {clock}\n{words}\n\n")).encode(), "a.md"
    )
    assert made.title == "Harbour board"
    assert said(made) == SAID


@pytest.mark.parametrize(
    "names",
    [
        ("Zelma Vantry", "Orso Quill"),
        ("Ada", "Peter"),
        ("Ada Example (she/her)", "Peter Sample"),
        ("Dr. Ada Example", "Anne-Marie O’Sample"),
        ("AE", "PS"),
        ("Interviewer", "Respondent"),
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "[{name}] {clock}\n{words}\n\n",
        "[{name}]: {words}\n",
        "{at} {name}\n{words}\n\n",
        "[{at} - {at}] {name}: {words}\n",
        "{n}. {name}: {words}\n\n",
    ],
)
def test_whatever_those_who_speak_are_called(line: str, names: tuple[str, str]) -> None:
    text = turns(line).replace("Ada Example", "{0}").replace("Peter Sample", "{1}").format(*names)
    bare = [name.removesuffix(" (she/her)").removeprefix("Dr. ") for name in names]
    assert [name for name, _words in said(read(text.encode(), "a.txt"))] == bare * 3


def test_a_note_behind_some_numbered_names_gives_nobody_the_words_of_others() -> None:
    text = turns("{n}. {name}: {words}\n").replace("Ada Example", "Ada Example (she/her)")
    assert said(read(text.encode(), "a.txt")) == SAID
    parted = text.replace("3. Ada", "9. Ada")  # no count any more
    assert not said(read(parted.encode(), "a.txt"))


def test_programs_that_hear_no_marks_write_turns_too() -> None:
    text = turns("{name} ({at}):\n{words}\n\n").lower().replace("ada example", "Ada Example")
    text = text.replace("peter sample", "Peter Sample").replace(".", "").replace("?", "")
    assert [name for name, _words in said(read(text.encode(), "a.txt"))] == [name for name, _words in SAID]


def test_a_voice_in_brackets_is_who_speaks_in_lines_of_whisper() -> None:
    text = turns("[{at}.000 --> {at}.900] [{name}] {words}\n")
    text = text.replace("Ada Example", "SPEAKER_00").replace("Peter Sample", "SPEAKER_01")
    found = said(read(text.encode(), "a.txt"))
    assert [words for _name, words in found] == [words for _name, words in SAID]
    assert {name for name, _words in found} == {"SPEAKER_00", "SPEAKER_01"}


def test_a_numbered_voice_is_nobody_in_particular() -> None:
    text = turns("{name}: {words}\n").replace("Ada Example", "SPEAKER_00").replace("Peter Sample", "Speaker1")
    kinds = {
        quotation.speaker.kind for quotation in read(text.encode(), "a.txt").quotations if quotation.speaker
    }
    assert kinds == {AgentKind.ANONYMOUS}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "10:00\nAda Example\nOpening and welcome.\n\n"
            "10:30\nPeter Sample\nOn piers.\n\n"
            "11:15\nAda Example\nA walk.\n\n"
            "12:00\nPeter Sample\nQuestions.\n",
            id="programme",
        ),
        pytest.param(
            "10:00 - 10:30 Ada Example: What we know.\n"
            "10:30 - 11:00 Peter Sample: Piers and you.\n"
            "11:00 - 11:30 Ada Example: Why?\n"
            "11:30 - 12:00 Peter Sample: Why not?\n",
            id="sessions",
        ),
        pytest.param(
            "[Chorus]\nYou came to me.\n\n"
            "[Verse]\nI went to you.\n\n"
            "[Chorus]\nYou came to me.\n\n"
            "[Verse]\nWe sang.\n",
            id="song",
        ),
        pytest.param(
            "[Ada Example]\nYou came to me\nOver the sea\n\n"
            "[Peter Sample]\nI went to you\nOver the sea\n\n"
            "[Ada Example]\nAnd we went\n\n"
            "[Peter Sample]\nAnd we went\n",
            id="duet",
        ),
        pytest.param(
            "00:31:04\nAda Example\nVelda Harriers\n\n"
            "00:31:40\nPeter Sample\nPort Alder\n\n"
            "00:32:07\nAda Example\nVelda Harriers\n\n"
            "00:33:00\nPeter Sample\nPort Alder\n",
            id="race",
        ),
        pytest.param(
            "1. Ada Example: Welcome\n"
            "2. Peter Sample: The pier\n"
            "3. Ada Example: Your questions\n"
            "4. Peter Sample: Any other business\n",
            id="agenda",
        ),
        pytest.param(
            "1. Ada Example: write to us. Why not?\n2. Peter Sample: call us.\n3. Ada Example: rest.\n",
            id="tasks",
        ),
        pytest.param(
            "1. Walls: Paint them, if you can.\n\n"
            "2. Doors: I keep them open.\n\n"
            "3. Walls: Look at them again. You will see.\n\n"
            "4. Doors: Close them.\n",
            id="tips",
        ),
        pytest.param(
            "4. Ada Example: I went.\n\n"
            "2. Peter Sample: Did you?\n\n"
            "9. Ada Example: I did.\n\n"
            "1. Peter Sample: And we saw you.\n",
            id="out of order",
        ),
        pytest.param(
            "| Day | Who | What |\n"
            "|---|---|---|\n"
            "| Monday | Ada Example | Opens the hall. |\n"
            "| Tuesday | Peter Sample | Paints the planks. |\n"
            "| Friday | Ada Example | Closes it for us. |\n"
            "| Sunday | Peter Sample | Rests. |\n",
            id="rota",
        ),
        pytest.param(
            "1. Ada Example: Report on the pier. Who will pay?\n2. Peter Sample: Report on the hall.\n"
            "3. Ada Example: The pier shall be painted.\n4. Peter Sample: Any other business.\n",
            id="minutes",
        ),
        pytest.param(
            "1. Ada: Who painted the pier?\n2. Peter: Name our rivers.\n3. Ada: Who are you?\n"
            "4. Peter: Add 3 and 4.\n5. Ada: Which bird is it?\n6. Peter: Who wrote it?\n",
            id="quiz",
        ),
        pytest.param(
            "0:00 Ada Example\nI Want You.\n3:12 Peter Sample\nMy Heart Is Here.\n"
            "6:45 Ada Example\nWho Are You To Me?\n9:58 Peter Sample\nGoodbye, We Say.\n",
            id="songs",
        ),
        pytest.param(
            "06:00:10 Ada Example\nYou and the sea.\n07:00:20 Peter Sample\nOur town.\n"
            "08:00:00 Ada Example\nWho knows?\n09:30:00 Peter Sample\nMusic for us.\n",
            id="radio",
        ),
        pytest.param(
            "0:00:00 Ada Example\nStarts her race. Can we stop her?\n0:01:13 Peter Sample\nStarts.\n"
            "0:02:47 Ada Example\nFirst lap done and she goes on.\n0:03:10 Peter Sample\nFirst lap.\n",
            id="runners",
        ),
        pytest.param(
            "[10:00:01] Ada Example\nLogged in. You have mail.\n[10:00:44] Peter Sample\nLogged in.\n"
            "[10:05:12] Ada Example\nLogged out.\n[10:09:00] Peter Sample\nLogged out.\n",
            id="log",
        ),
        pytest.param(
            "[Ada Example]\nI want you to stay.\n[Peter Sample]\nWe go.\n"
            "[Ada Example]\nYou and me.\n[Peter Sample]\nWe are free.\n",
            id="song of two",
        ),
        pytest.param(
            "[Ada Example]: map of our pier.\n[Peter Sample]: drawing of it.\n"
            "[Ada Example]: plan of it. Where?\n[Peter Sample]: poster for you.\n",
            id="credits",
        ),
        pytest.param(
            "Ada Example 0:01: start of her run\nPeter Sample 0:09: start of our second runner\n"
            "Ada Example 1:14: first lap\nPeter Sample 1:29: first lap\nAda Example 2:31: finish\n",
            id="laps",
        ),
        pytest.param(
            "| Owner | Task |\n|---|---|\n| Ada | Can we drop it? |\n| Bo | We need our notes. |\n"
            "| Ada | I will fix it. |\n| Bo | May we move the date? |\n| Ada | Send you the plan. |\n",
            id="board",
        ),
    ],
)
def test_other_texts_in_such_layouts_are_no_talk(text: str) -> None:
    try:
        made = read(text.encode(), "a.md")
    except ReadError:
        return
    assert (made.reader, made.quotations) == ("markdown", ())


CREDITED = (
    "Ada Example\n\nThe pier was closed in spring. Who knew of it? The board did, as we learned.\n\n"
    "It had met in March and in May, and the planks were on its list.\n\nA letter lay on the table.\n\n"
    "Peter Sample\n\nThe letter asked us to wait.\n\nNobody did, and I was there.\n\nIt rained.\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CREDITED * 2, id="credits of pictures"),
        pytest.param(
            "I wrote to you twice. Did you read it?\n\nAda Example\n\nI liked your pier.\n\nPeter Sample\n\n"
            "We go there.\n\nMaria Muster\n\nWhy not?\n\nBo Roe\n\n",
            id="letters",
        ),
        pytest.param(
            "Ada Example\n\nOpens the hall for us.\n\nPeter Sample\n\nPaints.\n\n"
            "Ada Example\n\nCloses it.\n\nPeter Sample\n\nRests.\n\n",
            id="rota",
        ),
        pytest.param(
            "Ada Example\n\nWhy we went\n\nPeter Sample\n\nYou and the sea\n\nAda Example\n\nOur pier\n\n"
            "Peter Sample\n\nWhat now?\n\n",
            id="contents",
        ),
        pytest.param(
            "Ada Example\n\nWhy did you go?\n\nI went for you.\n\n"
            "Peter Sample\n\nWhy did you?\n\nI like it.\n\n"
            "Ada Example\n\nWas it cold?\n\nIt was.\n\nPeter Sample\n\nWas it?\n\nI slept.\n\n",
            id="asked one by one",
        ),
        pytest.param(
            "Cinder Lane\n\nYou see the oven.\n\nMill Street\n\nDo you hear it?\n\nCinder Lane\n\n"
            "We go back.\n\nMill Street\n\nI wait.\n\n",
            id="walk",
        ),
        pytest.param(
            "[00:31:10] Ada Example\nFirst at the bridge.\n\n[00:32:40] Peter Sample\nSecond at it.\n\n"
            "[00:55:02] Ada Example\nFirst at the mill.\n\n[00:57:13] Peter Sample\nSecond there.\n\n",
            id="splits",
        ),
        pytest.param(
            "Ada Example\nWhy is it shut? I have asked you.\nPeter Sample\nMy bus was late. Whose fault?\n"
            "Ada Example\nWe wait for you. Why?\nPeter Sample\nI do not stop either.\n",
            id="letters to each other",
        ),
        pytest.param(
            "Ada Example\nas the mother of us all. Who is she?\nPeter Sample\nas the father.\n"
            "Ada Example\nas our aunt.\nPeter Sample\nis he the thief?\n",
            id="cast",
        ),
    ],
)
def test_names_on_lines_of_their_own_make_no_talk_elsewhere(text: str) -> None:
    try:
        made = read(text.encode(), "a.txt")
    except ReadError:
        return
    assert made.quotations == ()
