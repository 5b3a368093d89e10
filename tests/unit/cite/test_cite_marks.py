import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.cite.marks import DOUBLE, NONE, SINGLE, is_wrapped, requote

INLINE = [NONE, SINGLE, DOUBLE]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("“We go.”", "We go."),
        ('"We go."', "We go."),
        ("''We go.''", "We go."),
        ("``We go.''", "We go."),
        ("«We go»", "We go"),
        ("„We go“", "We go"),
        ("'We go.'", "We go."),
        ("‘It’s the crews’ quay,’", "It’s the crews’ quay,"),
        ("'It's the crews' quay,'", "It's the crews' quay,"),
        ("“He said ‘go’ twice”", "He said ‘go’ twice"),
        ("“He said 'go' twice”", "He said ‘go’ twice"),
        ("'He said \"go\" twice'", "He said ‘go’ twice"),
        ("“He said ‘she said “go” twice’”", "He said ‘she said “go” twice’"),
        ("“One,” ... “two.”", "One, ... two."),
        ("“One.\n\n“Two.”", "One.\n\nTwo."),
        ("“No end mark", "No end mark"),
        ("“We ask ‘who pays?”", "We ask ‘who pays?"),
        ("“the summer of '98 was”", "the summer of '98 was"),
        ("“‘Go,’ he told me”", "‘Go,’ he told me"),
    ],
)
def test_outer_marks_go_and_inner_marks_become_single(printed: str, shown: str) -> None:
    assert is_wrapped(printed)
    assert requote(printed, INLINE) == shown


@pytest.mark.parametrize(
    "printed", ["We go.", "he called it “a mess”", "“We go,” and so on", "the crews' quay", ""]
)
def test_words_outside_marks_are_noticed(printed: str) -> None:
    assert not is_wrapped(printed)


def test_marks_in_reported_words_become_double() -> None:
    assert requote("the 'deal' isn't \"done\"", [DOUBLE, SINGLE]) == "the “deal” isn't “done”"


@given(st.text(alphabet="ab s'\"“”‘’«»„\n.…"))
def test_only_marks_ever_change(text: str) -> None:
    marks = str.maketrans("", "", "'\"“”‘’«»„")
    assert requote(text, [DOUBLE, SINGLE]).translate(marks) == text.translate(marks)
