"""What names have besides the name itself: offices, suffixes, short given names, legal forms."""

from __future__ import annotations

from quotesdb.names.key import name_key
from quotesdb.text.folding import word_set

OFFICES = word_set(
    "president vice former secretary of state senator governor mayor minister prime chancellor deputy "
    "chief justice attorney general congressman congresswoman representative candidate nominee "
    "businessman businesswoman moderator anchor journalist speaker premier king queen prince princess "
    "pope bishop archbishop cardinal judge sheriff commissioner director chairman chairwoman chair ceo "
    "executive professor doctor captain colonel ambassador councillor councilman councilwoman leader "
    "republican democratic democrat conservative labour liberal the and mr mrs ms miss dr sir dame lord "
    "lady sen rep gov gen prof rev hon st foreign home finance defence defense health education "
    "treasury interior first lady mp msp"
)
"""Words before a name that say what somebody is or how to address them."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"})
"""Words after a name that tell fathers from sons, or the learned from the rest."""

LEGAL_FORMS = word_set("group ag inc plc ltd corp corporation company co holdings gmbh sa nv llc llp party")
"""Words that the full name of a body has and its everyday name lacks."""

_GIVEN_NAMES = (
    "abraham abe|alexander alex|andrew andy drew|anthony tony|benjamin ben|bernard bernie|"
    "catherine cathy|charles chuck charlie|christopher chris|daniel dan danny|david dave|"
    "deborah debbie|donald don|douglas doug|edward ted ed eddie|elizabeth liz beth betty|"
    "frederick fred|gerald gerry jerry|gregory greg|henry hank harry|james jim jimmy jamie|"
    "jeffrey jeff|john jack johnny|jonathan jon|joseph joe joey|joshua josh|katherine kate kathy|"
    "kenneth ken|lawrence larry|leonard len|margaret maggie meg peggy|matthew matt|michael mike mick|"
    "mitchell mitch|nathaniel nate|nicholas nick|patricia pat|peter pete|philip phil|raymond ray|"
    "richard dick rick rich|robert bob rob bobby|ronald ron|samuel sam|steven steve|stuart stu|"
    "susan sue|thomas tom|timothy tim|vincent vince|walter walt|william bill will billy|"
    "aleksandr oleksandr aliaksandr|aleksei alexei alexey oleksii oleksiy|andrei andrey andrii andriy|"
    "dmitry dmitri dmytro|ekaterina kateryna|evgeny yevgeny yevhen|mikhail michail mykhailo|"
    "nikolai nikolay mykola|olga olha|pavel pavlo|petr pyotr petro|sergei sergey serhiy serhii|"
    "vladimir volodymyr uladzimir|yulia julia yuliya|yuri yury iurii yurii|ioannis giannis yannis yanis|"
    "georgios giorgos yorgos|jose pepe|francisco paco|ignacio nacho"
)
_SHORT_NAMES = {short: names.split()[0] for names in _GIVEN_NAMES.split("|") for short in names.split()[1:]}


def name_parts(name: str) -> list[str]:
    """The folded words of a name without offices, forms of address, suffixes and what follows a comma.

    >>> name_parts("former Senator Ada Example Jr., of Velda")
    ['ada', 'example']
    """
    parts = name_key(name.split(",")[0]).split()
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    while len(parts) > 1 and parts[0] in OFFICES:
        parts.pop(0)
    return parts


def alike(one: str, other: str) -> bool:
    """Whether two folded given names can be of one person: equal, one short for the other, or its initial.

    >>> alike("bill", "william"), alike("w", "william"), alike("wanda", "william")
    (True, True, False)
    """
    if one == other or _SHORT_NAMES.get(one, one) == _SHORT_NAMES.get(other, other):
        return True
    return len(min(one, other, key=len)) == 1 and one[0] == other[0]
