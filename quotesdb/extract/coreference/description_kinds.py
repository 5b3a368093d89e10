"""What sort of somebody a description means: one person, a body, a group, or nobody."""

from __future__ import annotations

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.phrases import COLLECTIVES, Phrase, is_person_noun
from quotesdb.values import AgentKind

_ANYONE = lx.word_set("everyone everybody someone somebody anyone nobody people men women")
_KIN = word_list("kin_nouns")
_PEOPLES = ("s", "sh", "ch", "ese")
"""How words end that mean many of a people ("the Danes", "the French"), and not one."""

_TWO_WORDS = 2
CHILDREN = lx.word_set("one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10")
_COUNTS = lx.word_set("no another")
_NOBODY = word_list("no_person_heads")


def is_trait(phrase: Phrase) -> bool:
    """Whether a phrase only says where one person comes from, or how many children they have."""
    noun = phrase.core[-1]
    if noun.capital and len(phrase.core) >= _TWO_WORDS:
        nation = noun.key in lx.DEMONYMS and lx.is_demonym(w.key for w in phrase.core[1:])
        return nation and not noun.key.endswith(_PEOPLES) and not phrase.tail
    parent, _, number = noun.key.partition("-of-")
    if len(phrase.tail) > 1 and phrase.tail[0].key == "of":
        number = phrase.tail[1].key
    return parent in _KIN and number in CHILDREN


def means_person(phrase: Phrase) -> bool:
    """Whether the head noun means one person; "the Fenland Executive" is a body, a Chief Executive is not.

    So is "the Ports Regulator".
    """
    before = phrase.core[-2:-1]
    either = phrase.noun == "executive" or phrase.noun in lx.ORGANISATION_NOUNS
    body = either and phrase.core[-1].capital and before and before[0].capital
    return is_person_noun(phrase.noun) and not (body and before[0].key not in lx.ROLE_MODIFIERS)


def is_nobody(phrase: Phrase) -> bool:
    """Whether a phrase cannot speak: "ones", "together", "having", "many cases"."""
    noun = phrase.core[-1]
    if noun.key in _NOBODY:
        return not (phrase.tail and phrase.tail[0].key == "of") and phrase.determiner not in _COUNTS
    if len(phrase.core) > 1:
        return False
    if noun.key.isdigit():
        return True
    if noun.key.endswith(("ing", "ly")):
        return True
    return noun.text.islower() and noun.key in lx.SENTENCE_OPENERS - lx.GROUP_NOUNS - _ANYONE


def _is_unnamed(phrase: Phrase) -> bool:
    """Whether a body is told by its sort alone ("the agency") or is any of a sort ("a union of pilots")."""
    if phrase.owned or any(w.capital for w in (*phrase.core[1:], *phrase.tail)):
        return False
    bare = len(phrase.core) == 1 + bool(phrase.determiner)
    return bare or not (phrase.definite or phrase.core[0].possessive)


def kind_of(noun: str, phrase: Phrase) -> AgentKind:
    """What sort of agent an unnamed speaker is, by its noun."""
    keys = {t.key for t in phrase.core}
    if noun in lx.ANONYMOUS_NOUNS:
        return AgentKind.ANONYMOUS if not noun.endswith("s") else AgentKind.GROUP
    if noun == "group" and phrase.tail and phrase.tail[0].key == "of":
        return AgentKind.GROUP
    if noun in lx.GROUP_NOUNS | COLLECTIVES or keys & {"and", "both", "several", "many", "some", "others"}:
        return AgentKind.GROUP
    if means_person(phrase) or noun in lx.DOCUMENT_NOUNS:
        return AgentKind.ANONYMOUS
    if noun in lx.ORGANISATION_NOUNS or is_person_noun(noun):
        return AgentKind.ANONYMOUS if _is_unnamed(phrase) else AgentKind.ORGANISATION
    return AgentKind.GROUP if noun.endswith("s") and not noun.endswith("ss") else AgentKind.ANONYMOUS
