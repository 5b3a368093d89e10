"""The report of an audit: one page of HTML that needs nothing else, to read, print and pass on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from quotesdb.check.diff import diff
from quotesdb.present.text import safe
from quotesdb.present.verdicts import MEANING, flagged, not_checked, searched, titled
from quotesdb.present.wording import UNTITLED, described, placed
from quotesdb.values import VERBATIM, ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.check.diff import Part
    from quotesdb.services.checking.audit import Audited, Draft
    from quotesdb.services.checking.check import Checked, Match

_GOOD, _CARE, _BAD, _OPEN = "good", "care", "bad", "open"
_TONES = dict.fromkeys(VERBATIM, _GOOD) | {
    ClaimVerdict.TRUNCATED: _CARE,
    ClaimVerdict.ATTRIBUTION_UNCERTAIN: _CARE,
    ClaimVerdict.PARAPHRASE: _CARE,
    ClaimVerdict.ONLY_IN_NARRATION: _CARE,
    ClaimVerdict.NOT_FOUND: _OPEN,
}
_SHOWN = 2
"""Passages shown beside a quotation."""

_STYLE = """
:root { --good: #1a7f37; --care: #9a6700; --bad: #c5221f; --open: #6e40c9; --line: #d0d7de; --ink: #1f2328; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem; color: var(--ink); background: #fff;
  font: 1rem/1.55 Georgia, "Times New Roman", serif; }
h1, h2, .card, .summary, .key { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.summary, .key { color: #59636e; font-size: .9rem; } .key span { margin-right: 1rem; white-space: nowrap; }
.paragraph { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2rem;
  border-top: 1px solid var(--line); padding: .75rem 0; }
.text { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
mark { background: none; color: inherit; border-bottom: 3px solid; padding-bottom: 1px; }
mark a { color: inherit; text-decoration: none; } sup { font: .7rem system-ui, sans-serif; }
.good { border-color: var(--good); } .care { border-color: var(--care); }
.bad { border-color: var(--bad); } .open { border-color: var(--open); }
mark.good { background: #dafbe1; } mark.care { background: #fff8c5; }
mark.bad { background: #ffebe9; } mark.open { background: #f5f0ff; }
.card { border-left-width: 4px; border-left-style: solid; padding: .1rem 0 .1rem .75rem;
  margin: 0 0 1rem; font-size: .88rem; line-height: 1.45; overflow-wrap: anywhere; }
.card:target { background: #f6f8fa; } .card p { margin: .2rem 0; } .card .verdict { font-weight: 700; }
.card.good .verdict { color: var(--good); } .card.care .verdict { color: var(--care); }
.card.bad .verdict { color: var(--bad); } .card.open .verdict { color: var(--open); }
.where, .coverage { color: #59636e; } blockquote { margin: .3rem 0; font-family: Georgia, serif; }
del { color: var(--bad); } ins { color: var(--good); font-weight: 700; text-decoration: none; }
@media (max-width: 50rem) { .paragraph { grid-template-columns: minmax(0, 1fr); gap: .75rem; } }
@media print { .paragraph { break-inside: avoid; } a { color: inherit; } }
"""


def page(drafts: Sequence[Draft]) -> str:
    """The whole page, drafts one below the other."""
    title = "Quotations checked: " + ", ".join(_shown(one.draft.title or one.name) for one in drafts)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{_STYLE}</style></head><body>",
            "<h1>Quotations checked</h1>",
            *(line for number, one in enumerate(drafts, 1) for line in _draft(one, number)),
            "</body></html>",
            "",
        ]
    )


def _shown(text: str) -> str:
    """Text for the page: nothing in it is markup, nothing turns its direction round."""
    return escape(safe(text))


def _draft(one: Draft, number: int) -> Iterator[str]:
    yield f"<h2>{_shown(one.draft.title or one.name)}</h2>"
    counts = Counter(audited.checked.verdict for audited in one.audited)
    said = ", ".join(f"{counts[verdict]} {titled(verdict)}" for verdict in ClaimVerdict if counts[verdict])
    beside = "".join(f"; {each}" for each in not_checked([one]))
    yield f'<p class="summary">{_shown(one.name)}: {said or "no quotation in marks"}{beside}</p>'
    named = [(f"d{number}q{place}", audited) for place, audited in enumerate(one.audited, 1)]
    for start, end in _paragraphs(one.draft.text):
        here = [(name, audited) for name, audited in named if start <= audited.passage.span.start < end]
        marked = _marked(one.draft.text, start, end, here)
        yield f'<div class="paragraph"><p class="text">{marked}</p><div>'
        yield from (_card(audited.checked, name) for name, audited in here)
        yield "</div></div>"


def _paragraphs(text: str) -> list[tuple[int, int]]:
    from quotesdb.text.segments import paragraphs

    return [(paragraph.start, paragraph.end) for paragraph in paragraphs(text)]


def _marked(text: str, start: int, end: int, here: Sequence[tuple[str, Audited]]) -> str:
    """A paragraph with its quotations coloured; one that goes on in the next paragraph ends here."""
    out, at = [], start
    for name, audited in here:
        span = audited.passage.span
        if span.start < at:
            continue
        stop = min(span.end, end)
        words = f'<a href="#{name}">{_shown(text[span.start : stop])}</a>'
        number = f"<sup>{_number(name)}</sup>"
        out += [
            _shown(text[at : span.start]),
            f'<mark class="{_tone(audited.checked)}">{words}</mark>{number}',
        ]
        at = stop
    return "".join([*out, _shown(text[at:end])])


def _number(name: str) -> str:
    """The number of a quotation in its draft, of its name on the page."""
    return name.partition("q")[2]


def _tone(checked: Checked) -> str:
    return _TONES.get(checked.verdict, _BAD)


def _card(checked: Checked, name: str) -> str:
    """What is known of one quotation."""
    tier = f" ({checked.tier.value.replace('_', ' ')})" if checked.tier else ""
    verdict = f'<span class="verdict">{titled(checked.verdict)}{tier}</span>'
    lines = [
        f'<div class="card {_tone(checked)}" id="{name}">',
        f"<p><sup>{_number(name)}</sup> {verdict}: {_shown(MEANING[checked.verdict])}</p>",
        f'<p class="where">the draft gives it to {_shown(checked.claim.speaker or "nobody by name")}</p>',
        *(line for match in checked.matches[:_SHOWN] for line in _match(match, checked)),
        *(f"<p>{_shown(note)}</p>" for note in checked.notes),
        f'<p class="coverage">Searched: {_shown(searched(checked.coverage, checked.claim))}.</p></div>',
    ]
    return "\n".join(lines)


def _match(match: Match, checked: Checked) -> Iterator[str]:
    if checked.verdict is not ClaimVerdict.NOT_FOUND and any(edit.counted for edit in match.edits):
        yield f"<blockquote>{''.join(map(_part, diff(checked.claim.text, match.edits)))}</blockquote>"
        yield f"<p>differs in: {flagged(match.edits)}</p>"
    else:
        yield f"<blockquote>{_shown(match.text)}</blockquote>"
    article = match.article
    title = _shown(article.title or UNTITLED)
    link = match.link if match.link and match.link.startswith(("http://", "https://")) else None
    named = f'<a href="{escape(link)}">{title}</a>' if link else title
    said = _shown(described(match.speaker)) if match.quote else "the reporter"
    nearest = "nearest: " if checked.verdict is ClaimVerdict.NOT_FOUND else ""
    yield f'<p class="where">{nearest}{said}, in {named}, {_shown(placed(article))} ({article.id})</p>'
    if match.decision:
        yield f'<p class="where">{_shown(match.decision.label())}</p>'


def _part(part: Part) -> str:
    removed = f"<del>{_shown(part.source)}</del>" if part.source else ""
    added = f"<ins>{_shown(part.claim)}</ins>" if part.claim else ""
    return _shown(part.same) + removed + (" " if removed and added else "") + added
