"""Forms of English words, as far as they tell kinds of edits apart. Pure functions."""

from __future__ import annotations

from functools import cache

from quotesdb.text.folding import word_set

_IRREGULAR = (
    "be am is are was were been being 's 're 'm|have has had having 've 'd|do does did done doing|"
    "go goes went gone going|say says said saying|make makes made making|get gets got gotten getting|"
    "take takes took taken taking|come comes came coming|see sees saw seen seeing|"
    "know knows knew known knowing|think thinks thought thinking|give gives gave given giving|"
    "find finds found finding|tell tells told telling|become becomes became becoming|"
    "leave leaves left leaving|feel feels felt feeling|bring brings brought bringing|"
    "begin begins began begun beginning|keep keeps kept keeping|hold holds held holding|"
    "write writes wrote written writing|stand stands stood standing|hear hears heard hearing|"
    "mean means meant meaning|meet meets met meeting|run runs ran running|pay pays paid paying|"
    "sit sits sat sitting|speak speaks spoke spoken speaking|lie lies lay lain lying|"
    "lead leads led leading|grow grows grew grown growing|lose loses lost losing|"
    "fall falls fell fallen falling|send sends sent sending|build builds built building|"
    "understand understands understood understanding|draw draws drew drawn drawing|"
    "break breaks broke broken breaking|spend spends spent spending|rise rises rose risen rising|"
    "drive drives drove driven driving|buy buys bought buying|choose chooses chose chosen choosing|"
    "win wins won winning|teach teaches taught teaching|fight fights fought fighting|"
    "catch catches caught catching|sell sells sold selling|steal steals stole stolen stealing|"
    "seek seeks sought seeking|throw throws threw thrown throwing|show shows showed shown showing|"
    "eat eats ate eaten eating|forget forgets forgot forgotten forgetting|"
    "swear swears swore sworn swearing|deal deals dealt dealing|wear wears wore worn wearing"
)
_LEMMAS = {form: forms.split()[0] for forms in _IRREGULAR.split("|") for form in forms.split()}
_PAST = frozenset(
    form
    for forms in _IRREGULAR.split("|")
    for form in forms.split()[2 if forms.startswith("be ") is False else 4 :]
    if not form.endswith("ing") and not form.startswith("'")
) | {"was", "were", "had", "did"}
_CONTRACTED = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "let's": "let us", "gonna": "going to", "wanna": "want to", "gotta": "got to", "em": "them",
    "cause": "because", "y'all": "you all",
}  # fmt: skip
_ENDINGS = {"n't": "not", "'ll": "will", "'ve": "have", "'re": "are", "'m": "am"}
_AMBIGUOUS = {"'s": ("is", "has", "us"), "'d": ("would", "had", "did")}
_NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "anti")
_BRITISH_AMERICAN = (
    "our/or yse/yze ise/ize isation/ization ising/izing ised/ized tre/ter ogue/og ence/ense "
    "lled/led lling/ling ller/ler amme/am grey/gray cheque/check tyre/tire aeo/eo towards/toward"
)
_SPELLINGS = [pair.partition("/")[::2] for pair in sorted(word_set(_BRITISH_AMERICAN))]


def expanded(key: str) -> tuple[tuple[str, ...], ...]:
    """The words that a contraction may stand for; nothing if it is none.

    >>> expanded("isn't"), expanded("he's")[:2], expanded("is")
    ((('is', 'not'),), (('he', 'is'), ('he', 'has')), ())
    """
    if key in _CONTRACTED:
        return (tuple(_CONTRACTED[key].split()),)
    for ending, word in _ENDINGS.items():
        if key.endswith(ending) and len(key) > len(ending):
            return ((key[: -len(ending)], word),)
    for ending, words in _AMBIGUOUS.items():
        if key.endswith(ending) and len(key) > len(ending):
            return tuple((key[: -len(ending)], word) for word in words)
    return ()


@cache
def lemma(key: str) -> str:
    """A rough dictionary form: irregular verbs by list, others by their endings.

    >>> lemma("went"), lemma("helped"), lemma("helping"), lemma("planned")
    ('go', 'help', 'help', 'plan')
    """
    if key in _LEMMAS:
        return _LEMMAS[key]
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if key.endswith(ending) and len(key) > len(ending) + 2:
            stem = key[: -len(ending)]
            if ending in ("ied", "ies"):
                return stem + "y"
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
                return stem[:-1]
            return stem.rstrip("e") if len(stem) > 3 else stem
    return key.rstrip("e") if len(key) > 4 else key


def same_lemma(one: str, other: str) -> bool:
    """Whether two words are forms of one word."""
    return one != other and lemma(one) == lemma(other)


def is_past(key: str) -> bool:
    """Whether a verb form is of the past."""
    return key in _PAST or (key.endswith("ed") and len(key) > 4)


def is_opposite(one: str, other: str) -> bool:
    """Whether one word is the other with a prefix that negates it.

    >>> is_opposite("likely", "unlikely"), is_opposite("port", "import")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return len(short) > 4 and any(long == prefix + short for prefix in _NEGATIVE_PREFIXES)


def same_spelling(one: str, other: str) -> bool:
    """Whether two words are the British and the American spelling of one.

    >>> same_spelling("labour", "labor"), same_spelling("centre", "center"), same_spelling("four", "for")
    (True, True, False)
    """
    if min(len(one), len(other)) < 4 and "grey" not in (one, other):
        return False
    return any(
        one.replace(british, american) == other or other.replace(british, american) == one
        for british, american in _SPELLINGS
    )
