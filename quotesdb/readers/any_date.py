"""Dates as mails, feeds, wires and press databases write them, in several languages and shapes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from quotesdb.readers.dates import parse_printed, plausible
from quotesdb.text.folding import fold
from quotesdb.values import PrintedDate

_MONTHS = (
    (
        "january jan januar janner janvier janv januari enero ene gennaio gen janeiro leden styczen stycznia"
        " января янв січня ocak tammikuuta ιανουαριου"
    ),
    (
        "february feb februar fevrier fevr februari febrero febbraio fevereiro fev luty lutego"
        " февраля фев лютого subat helmikuuta φεβρουαριου"
    ),
    (
        "march mar marz maerz mrz mars maart mrt marzo marco marts marzec marca"
        " марта мар березня mart maaliskuuta μαρτιου"
    ),
    "april apr avril avr abril abr aprile kwietnia апреля апр квітня nisan huhtikuuta απριλιου",
    "may mai mei mayo maggio mag maio maj maja мая травня mayıs toukokuuta μαιου",
    "june jun juni juin junio giugno giu junho czerwca июня червня haziran kesakuuta ιουνιου",
    "july jul juli juillet juil julio luglio lug julho lipca июля липня temmuz heinakuuta ιουλιου",
    "august aug aout augustus agosto ago augusti sierpnia августа авг серпня agustos elokuuta αυγουστου",
    (
        "september sep sept septembre septiembre settembre set setembro wrzesnia"
        " сентября сен вересня eylul syyskuuta σεπτεμβριου"
    ),
    (
        "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika"
        " октября окт жовтня ekim lokakuuta οκτωβριου"
    ),
    "november nov novembre noviembre novembro listopada ноября ноя листопада kasım marraskuuta νοεμβριου",
    (
        "december dec dezember dez decembre diciembre dic dicembre dezembro dez grudnia"
        " декабря дек грудня aralık joulukuuta desember δεκεμβριου"
    ),
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    " måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag"
    " lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miércoles jueves viernes sábado domingo"
    " segunda terça quarta quinta sexta feira lunedì martedì mercoledì giovedì venerdì sabato domenica"
    " poniedziałek wtorek środa czwartek piątek sobota niedziela"
    " понедельник вторник среда четверг пятница суббота воскресенье"
    " понеділок вівторок середа четвер п'ятниця субота неділя"
)
_WEEKDAYS = frozenset(map(fold, _DAYS.split()))
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = r"(?P<month>[^\W\d_]{3,14})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
_IN_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_DAY}[\s-]+(?:of\s+|de\s+)?{_WORDS},?[\s-]+(?:de\s+|del\s+)?(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\w){_WORDS}\s+{_DAY},?\s+(?P<year>\d{{4}})(?!\d)",
    )
)
_EASTERN = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
)
_COMPACT = re.compile(r"(?P<year>[12]\d{3})(?P<month>[01]\d)(?P<day>[0-3]\d)")
_TIME = re.compile(r"T(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")


_SERIAL, _FIRST_SERIAL = re.compile(r"[234]\d{4}(?:\.\d+)?"), date(1899, 12, 30)
"""Days from 1954 to 2036 in spreadsheets."""

_SECONDS = re.compile(r"[1-9]\d{8,9}(?:\.\d+|\d{3})?")
"""Since 1970, or thousandths of them."""

PUBLISHED_WORDS = re.compile(
    r"(?:^|[^\w\s]|\d[)\s]*)\s*(?:first\s+)?(?:published|posted|publiée?|veröffentlicht|publicado|pubblicato"
    r"|gepubliceerd|publicerad|publisert|udgivet|opublikowano|julkaistu|опубликовано|volume \d+: debated)\b",
    re.IGNORECASE,
)
"""Before the day of publication, in the languages of the months."""

_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")
"""Nobody who writes dots puts the month first."""


def any_date(value: str | None, *, day_first: bool | None = None) -> PrintedDate | None:
    """The date that a value gives, with its time where it has one; nothing where there is none.

    >>> any_date("Dienstag, 5. März 2024 10:30").printed(), any_date("20240305T101500Z").printed()
    ('2024-03-05', '2024-03-05')
    >>> any_date("05.03.2024").printed(), any_date("05/03/2024")
    ('2024-03-05', None)
    """
    value = " ".join((value or "").split())
    if not value or len(value) > 200:
        return None
    if day_first is None and _DOTTED.match(value):
        day_first = True
    found = _standard(value, day_first) or _in_words(value) or _in_figures(value, day_first)
    return found if found and plausible(found) else None


def is_of_calendar(word: str) -> bool:
    """Whether a word is the name of a month or of a day of the week.

    >>> [is_of_calendar(word) for word in ("März", "martes", "Velda")]
    [True, True, False]
    """
    return fold(word) in _NUMBER or fold(word) in _WEEKDAYS


def has_weekday(line: str) -> bool:
    """Whether a line names a day of the week.

    >>> has_weekday("Tuesday, 4 March 2025"), has_weekday("4 March 2025")
    (True, False)
    """
    return any(fold(word) in _WEEKDAYS for word in _WORD.findall(line))


def counted(value: str) -> PrintedDate | None:
    """The date that a cell of a table counts: in seconds since 1970, or in days as spreadsheets do.

    >>> counted("1712131200").printed(), counted("45385").printed(), counted("2024")
    ('2024-04-03', '2024-04-03', None)
    """
    if _SERIAL.fullmatch(value):
        found = PrintedDate(_FIRST_SERIAL + timedelta(days=int(value[:5])))
    elif _SECONDS.fullmatch(value):
        found = parse_printed(datetime.fromtimestamp(int(value[:10]), UTC))
    else:
        return None
    return found if plausible(found) else None


def embargo(value: str | None) -> PrintedDate | None:
    """The time to come that a value of a news item gives in ISO 8601.

    >>> embargo("20990305T101500Z").begins().isoformat()
    '2099-03-05T10:15:00+00:00'
    """
    return _standard(" ".join((value or "").split()), day_first=None)


def _standard(value: str, day_first: bool | None) -> PrintedDate | None:  # noqa: FBT001 - as it was given
    compact = _COMPACT.match(value)
    if compact:
        value = f"{compact['year']}-{compact['month']}-{compact['day']}" + value[compact.end() :]
    time = _TIME.search(value)
    if time:
        hour, minute, second, zone = time.groups()
        value = f"{value[: time.start()]}T{hour}:{minute}:{second or '00'}{zone or ''}"
    for read in (lambda text: parse_printed(text, day_first=day_first), _mail_date):
        try:
            return read(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _mail_date(value: str) -> PrintedDate:
    return parse_printed(parsedate_to_datetime(value))


def _in_words(value: str) -> PrintedDate | None:
    found = _EASTERN.search(value)
    if found:
        return _day(found["year"], int(found["month"]), found["day"])
    for pattern in _IN_WORDS:
        for found in pattern.finditer(value):
            month = _NUMBER.get(fold(found["month"]).strip("."))
            if month:
                return _day(found["year"], month, found["day"])
    return None


def _in_figures(value: str, day_first: bool | None) -> PrintedDate | None:  # noqa: FBT001 - as it was given
    found = _FIGURES.search(value)
    try:
        return parse_printed(found[0], day_first=day_first) if found else None
    except ValueError:
        return None


def _day(year: str, month: int, day: str) -> PrintedDate | None:
    try:
        return PrintedDate(date(int(year), month, int(day)))
    except ValueError:
        return None
