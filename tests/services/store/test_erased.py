"""The names of somebody erased as people are called on the web, and what only looks like them."""

from __future__ import annotations

import pytest

from quotesdb.services.store.erased import Tombstones, digest, forms

SALT = "ab" * 16
KNOWN = Tombstones({SALT: {digest(SALT, form) for form in forms("Zora Quellinghast")}})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ask @ZoraQuellinghast.", "Ask @████████████████."),
        ("#zoraquellinghast runs", "#████████████████ runs"),
        ("@zora_quellinghast and @Quellinghast.Zora", "@█████████████████ and @█████████████████"),
        ("zora.quellinghast@ferry.example", "█████████████████@ferry.example"),
        ("to zora-quellinghast@ferry.example,", "to █████████████████@ferry.example,"),
        ("@ZoraQuellinghast82", "@██████████████████"),
    ],
)
def test_what_somebody_erased_is_called_on_the_web_is_masked(text: str, shown: str) -> None:
    assert KNOWN.hide(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "@ZoraPell and @AdaQuellinghast",
        "#quellinghast",
        "#zora",
        "zora@quellinghast.example",
        "zorro.quellinghast@ferry.example",
        "@ZoraQuellinghastFans",
        "5 @ 3 crowns # 4",
        "@",
    ],
)
def test_what_others_are_called_there_stays(text: str) -> None:
    assert KNOWN.hide(text) == text


@pytest.mark.parametrize("length", [10, 1_500])
def test_a_handle_in_small_letters_is_masked_in_a_long_text_too(length: int) -> None:
    assert "zora" not in KNOWN.hide("so it is " * length + "@zoraquellinghast")
