"""Which names are people's, going by what stands around them, and how an article's names are shown."""

from __future__ import annotations

import re
import unicodedata

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.phrases import PREPOSITIONS, is_person_noun
from quotesdb.extract.coreference.titles import name_gender
from quotesdb.extract.coreference.words import Name, before_brackets, words

_AGED_SO = r"\d{1,3}\b(?!\s(?!of|from|who|and|was|is|has|had|said|says|told|years|at|in)[a-z])"
_HUMAN = re.compile(rf",\s(?:{_AGED_SO}|who\b|whose\b)|\swho\b")
_KIN_OF = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Mm]y)|['’]s) (?:[a-z]+ )?(?:"
    + "|".join(sorted(word_list("kin_nouns")))
    + r"),? $|\b[Tt]heir (?:[a-z]+ )?(?:son|daughter|mother|father),? $"
)
_AGE = re.compile(r",\s\d{1,3},")
_JOB_BEHIND = re.compile(r",\s(?:an?|the|his|her)\s([a-z][a-z -]{2,50})(?=[,.])")
_SORT_BEHIND = re.compile(r",\san?\s(?:[\w-]+\s){0,3}?([a-z]+)(?=,|\s(?:and\sformer|at|for|with)\s)")
_IS_ONE = re.compile(r"\s(?:is|was)\san?\s(?:[\w-]+\s){0,2}?([a-z]+)\b")
BODIES_TOO = lx.word_set("rival ally partner owner opponent sponsor supplier competitor contender")
_SAID_BEFORE = re.compile(r"[”\"’'],?\s(?:said|says|asked|added|adds|replied|explained|explains|recalled)\s$")
_OF_BODY = re.compile(r"\s(?:in a (?:written )?(?:statement|release|post)|on its)\b")
_AGED = re.compile(r"\b\d{1,3}-year-old\s$")
_SEGMENT = re.compile(r"([^,;:.!?“”\"\n]{3,100})(?:\s\([^()\n]{1,60}\))?,\s$")
_LONGEST_SEGMENT = 170
_BEHIND_SEGMENT = len(", \n")
_SIGNED = re.compile(r"[”\"]\s?[—–―-]{1,2}\s?$")
_ENDS = re.compile(r"[ \u00a0]*(?:\n|$)")
_OWNER_ENDING = len("’s ")
_PRINTED_WRONG = re.compile(r"[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_MAX_NAME_PARTS = 5


def shows_person(text: str, name: Name, before: Name | None) -> bool:
    """Whether a name of unknown kind is a person's: by age, "who", office, signature or employer.

    ``before`` is the name in front of it. One word is a person's only where an age or a job follows. Who is
    said to have said words in marks, and is called like nothing else, is a person.
    """
    start, end = name.span.start, name.span.end
    if before_brackets(text, start) < start:
        return True
    if len(name.keys) == 1:
        somewhere = name.kind == "place" and not name_gender(name.keys)
        kin = not somewhere and _KIN_OF.search(text, max(0, start - 40), start) is not None
        return kin or bool(_AGE.match(text, end)) or _has_job(text, name)
    if len(name.keys) > _MAX_NAME_PARTS:
        return False
    if _AGED.search(text, max(0, start - 16), start):
        return True
    if _is_apposed(text, name, before) or _SAID_BEFORE.search(text, max(0, start - 16), start):
        return not _OF_BODY.match(text, end)
    if _ENDS.match(text, end) and _SIGNED.search(text, max(0, start - 8), start):
        return True
    if _is_of_staff(name, before) or _is_somebody(text, name):
        return True
    return bool(_HUMAN.match(text, end)) and not name.possessive


def _has_job(text: str, name: Name) -> bool:
    """Whether one word is somebody's surname: "Roe, a cook, said"."""
    match = _JOB_BEHIND.match(text, name.span.end)
    noun = match[1].split()[-1] if match and name.text[1:].islower() else ""
    return is_person_noun(noun) and noun not in lx.ORGANISATION_NOUNS | BODIES_TOO


def _is_somebody(text: str, name: Name) -> bool:
    """Whether what follows says of what sort a person is: "Velda Roe, a Danish woman and former monk"."""
    one = _IS_ONE.match(text, name.span.end)
    if one and one[1] in lx.FEMALE_ROLES | lx.MALE_ROLES:
        return True
    match = _SORT_BEHIND.match(text, name.span.end)
    return (
        match is not None and is_person_noun(match[1]) and match[1] not in lx.ORGANISATION_NOUNS | BODIES_TOO
    )


def _is_apposed(text: str, name: Name, before: Name | None) -> bool:
    """Whether the words up to the comma before a name say what somebody is: "the head of X, Jo Roe".

    Not where they say it of somebody named before them, whose employer follows: "Jo Roe, head of press, X".
    """
    start = name.span.start
    if "," not in text[max(0, start - _BEHIND_SEGMENT) : start]:
        return False
    segment = _SEGMENT.search(text, max(0, start - _LONGEST_SEGMENT), start)
    if segment is None:
        return False
    if before is not None and before.span.end + 1 == segment.start(1) and _ENDS.match(text, name.span.end):
        return False
    said = words(segment[1])
    stop = next((i for i, w in enumerate(said) if w.key in PREPOSITIONS), len(said))
    return any(is_person_noun(w.key) and not w.possessive for w in said[max(0, stop - 2) : stop])


def _is_of_staff(name: Name, before: Name | None) -> bool:
    """Whether an organisation owns a name of two words: "the HBC's Ada Roe"."""
    return (
        before is not None
        and before.possessive
        and before.kind == "organisation"
        and before.span.end + _OWNER_ENDING == name.span.start
        and len(name.keys) == 2
        and name.keys[-1] not in lx.GROUP_NOUNS
    )


def printed_name(name: Name) -> str:
    """A name as it is shown: mended, and in small letters where the text shouts it."""
    printed = mended(" ".join(name.text.split()))
    return printed.title() if printed.isupper() and len(name.keys) > 1 else printed


def mended(name: str) -> str:
    """A name with letters set right that were once read in the wrong encoding ("HÃ©lier")."""
    whole = unicodedata.normalize("NFC", name)
    for encoding in ("latin1", "cp1252") * 2:
        if not _PRINTED_WRONG.search(whole):
            break
        try:
            whole = whole.encode(encoding).decode("utf8")
        except UnicodeError:
            continue
    return whole
