"""Exports for the web of data, for wikis and for editions, each read back by a program that is not ours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trafilatura
from hypothesis import HealthCheck, given, settings
from lxml import etree

from quotesdb.cite import quickstatements, schema_org, tei, web_annotation, wikiquote
from quotesdb.cite.marks import unmarked
from quotesdb.cite.wording import one_line, paragraphs
from quotesdb.values import Agent, AgentKind, Citation, Decision, Kind, Span
from tests.unit.cite.cases import CASES, article, as_text, citation, citations

thorough = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
SCHEMA = "https://schema.org/"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ITEM = "http://www.wikidata.org/entity/Q900001"
HOSTILE = (
    "say \"yes\" 'no' “so” '' ''' [again] [[Ada]] [https://example.org x] {{now}} {x} {{{1}}} <b>bold</b> "
    "--> <!-- gone --> ]]> & &amp; &#65; ~~~~ __NOTOC__ https://example.org -- \\ ` a\tb\x00c\x07d\x1be\x85f "
    "\u2028g \ufffe h שלום عليكم \u202eback\u202c -{en}- *x #y =z"
)
"""What one or another of the formats would take for its own."""
PIPED = "a | b || c /* d */ e"
"""What QuickStatements would take for its own."""


def hostile(**changes: Any) -> Citation:
    """A citation with hostile words wherever words can stand."""
    words = f"{HOSTILE}\n\n{HOSTILE}"
    printed = article(title=HOSTILE, byline=(HOSTILE,), publisher=HOSTILE)
    return citation(
        **{
            "text": words,
            "content": (Span(0, len(words)),),
            "article": printed,
            "speaker": Agent(HOSTILE, AgentKind.PERSON, HOSTILE, HOSTILE),
            "decision": Decision("human", HOSTILE),
            "same_as": (ITEM,),
        }
        | changes
    )


def squeezed(words: str) -> str:
    """Words as formats without line breaks and control characters have them."""
    return " ".join(one_line(words).split(" "))


# schema.org ------------------------------------------------------------------------------------------


def expanded(items: list[Citation]) -> list[dict[str, Any]]:
    """What a processor of JSON-LD makes of an export; nothing may have to be fetched for it."""
    jsonld = pytest.importorskip("pyld").jsonld

    def refused(url: str, options: object) -> None:
        raise AssertionError(f"{url} would be fetched")

    found = jsonld.expand(json.loads(as_text(schema_org.write)(items)), {"documentLoader": refused})
    return list(found)


def value(node: dict[str, Any], *path: str) -> Any:
    for name in path:
        [node] = node[SCHEMA + name]
    return node["@value"]


def test_every_case_expands_to_a_quotation_in_an_article_with_what_both_are_told_by() -> None:
    cases = list(CASES.values())
    for case, node in zip(cases, expanded(cases), strict=True):
        [work] = node[SCHEMA + "isPartOf"]
        assert node["@type"] == [f"{SCHEMA}Quotation"]
        assert work["@type"] == [f"{SCHEMA}NewsArticle"]
        assert node["@id"] == f"urn:quotesdb:{case.id}"
        assert value(node, "text") == case.text
        assert value(node, "description").startswith(f"{case.kind} quotation; {case.decision.label()}")
        told = {
            "identifier": case.article.id,
            "headline": case.article.title,
            "datePublished": case.article.published and case.article.published.iso(),
            "url": case.article.url,
            "inLanguage": case.article.language,
        }
        assert {key: value(work, key) for key in told if SCHEMA + key in work} == {
            key: each for key, each in told.items() if each
        }
        assert (SCHEMA + "spokenByCharacter" in node) is (case.speaker is not None)


def test_speaker_and_author_are_two_things_and_bodies_are_no_people() -> None:
    body = Agent("Example Works", AgentKind.ORGANISATION)
    printed = article(byline=("Ada Example",), publisher="Quill")
    [node] = expanded([citation(speaker=body, article=printed, same_as=(ITEM,))])
    [speaker], [work] = node[SCHEMA + "spokenByCharacter"], node[SCHEMA + "isPartOf"]
    assert speaker["@type"] == [f"{SCHEMA}Organization"]
    assert value(speaker, "sameAs") == ITEM
    assert value(work, "author", "name") == "Ada Example"
    assert value(work, "publisher", "name") == "Quill"
    assert SCHEMA + "author" not in node


def test_linked_data_holds_any_words_as_they_are() -> None:
    [node] = expanded([hostile()])
    assert value(node, "text") == hostile().text
    assert value(node, "spokenByCharacter", "name") == HOSTILE
    assert value(node, "isPartOf", "headline") == HOSTILE


# TEI -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def definition() -> etree.DTD:
    """The TEI Consortium's own, as trafilatura brings it."""
    with (Path(trafilatura.__file__).parent / "data" / "tei_corpus.dtd").open("rb") as file:
        return etree.DTD(file)


def edition(items: list[Citation]) -> etree._Element:
    return etree.fromstring(as_text(tei.write)(items).encode())


@pytest.mark.parametrize("items", [[], list(CASES.values()), [hostile()]], ids=["none", "cases", "hostile"])
def test_an_edition_is_valid_tei(definition: etree.DTD, items: list[Citation]) -> None:
    assert definition.validate(edition(items)), definition.error_log.filter_from_errors()


def test_an_edition_says_of_what_kind_the_words_are_whose_and_where_they_stand() -> None:
    [cit] = edition([replace(CASES["partly quoted, group"], same_as=(ITEM,))]).iter(f"{TEI}cit")
    [quote], [said] = cit.iter(f"{TEI}quote"), cit.iter(f"{TEI}said")
    assert (quote.get("type"), quote.get(f"{XML}lang"), said.get("direct")) == ("mixed", "en", "false")
    [name] = cit.iter(f"{TEI}rs")
    assert (name.text, name.get("type")) == ("dockers", "group")
    assert name.get("ref") == said.get("who") == "urn:quotesdb:s-dockers001"
    assert cit.findtext(f"{TEI}bibl/{TEI}author") == "Ada Quill"
    assert cit.find(f"{TEI}bibl/{TEI}ptr").get("target") == article().url
    assert cit.find(f"{TEI}note/{TEI}ref").get("target") == ITEM
    assert cit.findtext(f"{TEI}note[@type='attribution']").startswith("machine-attributed, unreviewed")


def test_paragraphs_stay_paragraphs_in_an_edition() -> None:
    [said] = edition([CASES["long, two paragraphs"]]).iter(f"{TEI}said")
    assert [part.text for part in said] == paragraphs(CASES["long, two paragraphs"].text)


@given(citations())
@thorough
def test_any_citation_is_valid_tei_with_its_words(definition: etree.DTD, item: Citation) -> None:
    stored = replace(item, id="q-4f7k2m9x3a", article=replace(item.article, id="a-5n3kq7w2xb"))
    root = edition([stored])
    assert definition.validate(root), definition.error_log.filter_from_errors()
    [cit] = root.iter(f"{TEI}cit")
    assert cit.get(f"{XML}id") == stored.id
    said = cit.find(f"{TEI}quote/{TEI}said")
    printed = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", squeezed(item.text))
    assert " ".join(said.itertext()).split() == printed.split()
    assert (said.get("direct") == "true") is (item.kind is Kind.DIRECT)


# Web annotations -------------------------------------------------------------------------------------


def annotated(item: Citation) -> Any:
    [made] = json.loads(as_text(web_annotation.write)([item]))
    return made


def anchored(page: str, selector: Any) -> list[int]:
    """Where a selector leads in a text, as section 4.2 of the W3C's model has an anchorer find it."""
    if isinstance(selector, list):
        return anchored(page, selector[0])
    if selector["type"] == "TextPositionSelector":
        return [selector["start"]] if 0 <= selector["start"] <= selector["end"] <= len(page) else []
    before, words, after = (selector.get(key, "") for key in ("prefix", "exact", "suffix"))
    return [found.start() + len(before) for found in re.finditer(re.escape(before + words + after), page)]


PAGE = "“No,” said Bo Sample. Later: “No,” said Ada Example, “never.” And that was all."
SPANS = (Span(29, 34), Span(53, 61))


def on_the_page(**changes: Any) -> Citation:
    words = " ... ".join(span.text(PAGE) for span in SPANS)
    return citation(text=words, content=SPANS, prefix="Later: ", suffix=" And that", **changes)


def test_an_annotation_leads_to_its_words_on_the_page_though_they_stand_there_twice() -> None:
    made = annotated(on_the_page())
    assert [anchored(PAGE, target["selector"]) for target in made["target"]] == [[29], [53]]
    assert {target["source"] for target in made["target"]} == {article().url}
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")


def test_without_a_page_it_leads_to_the_text_that_is_stored() -> None:
    made = annotated(on_the_page(article=article(url=None)))
    assert {target["source"] for target in made["target"]} == {"urn:quotesdb:a-harbour001"}
    for target, span in zip(made["target"], SPANS, strict=True):
        position, words = target["selector"]
        assert anchored(PAGE, [position, words]) == [span.start]
        assert PAGE[position["start"] : position["end"]] == words["exact"] == span.text(PAGE)


def test_dots_that_are_printed_part_no_words() -> None:
    page = "He said: “I ... will ... wait.” “Here.” So he did."
    spans = (Span(9, 31), Span(32, 39))
    made = annotated(citation(text="“I ... will ... wait.” “Here.”", content=spans, prefix="", suffix=""))
    assert [anchored(page, target["selector"]) for target in made["target"]] == [[9], [32]]


def test_an_annotation_says_what_it_is_whose_and_who_says_so() -> None:
    made = annotated(on_the_page(same_as=(ITEM,), decision=Decision("machine", "desk annotations")))
    told = {(body["purpose"], body.get("value") or body["source"]) for body in made["body"]}
    assert {("classifying", "direct"), ("identifying", ITEM)} <= told
    assert ("identifying", "Mira Solane, chief economist, Halden Analytics") in told
    assert ("identifying", "urn:quotesdb:s-solane0001") in told
    assert ("describing", "Harbour talks stall, Ada Quill, The Northgate Courier, 14 March 2025") in told
    assert made["creator"] == {"type": "Software", "name": "desk annotations"}


def test_any_words_are_found_again_on_their_page() -> None:
    item = hostile(prefix=HOSTILE, suffix=HOSTILE)
    page = f"{HOSTILE}{HOSTILE}{item.text}{HOSTILE}"
    [target] = annotated(item)["target"]
    assert anchored(page, target["selector"]) == [2 * len(HOSTILE)]


# Wikiquote -------------------------------------------------------------------------------------------


def shown(line: str) -> str:
    """What a reader of the wiki sees of a line; a line break within it as one."""
    parser = pytest.importorskip("mwparserfromhell")
    nodes = parser.nodes
    told = []
    for node in parser.parse(line).nodes:
        if isinstance(node, nodes.Text):
            told.append(str(node))
        elif isinstance(node, nodes.HTMLEntity):
            told.append(node.normalize())
        elif isinstance(node, nodes.ExternalLink):
            told.append(shown(str(node.title or node.url)))
        elif isinstance(node, nodes.Tag) and node.tag in ("li", "br", "i"):
            told.append(
                {"li": "", "br": "\n"}.get(str(node.tag))
                or (shown(str(node.contents)) if node.contents else "")
            )
        else:
            assert isinstance(node, nodes.Comment), f"the wiki would obey {node}"
    return "".join(told).removeprefix(" ")


@given(citations())
@thorough
def test_a_wiki_shows_the_words_of_any_quotation(item: Citation) -> None:
    assert as_text(wikiquote.write)([replace(item, kind=Kind.INDIRECT)]) == ""
    first, second, rest = as_text(wikiquote.write)([replace(item, kind=Kind.DIRECT)]).split("\n")
    assert shown(first).strip() == "\n".join(paragraphs(unmarked(item.text))).strip()
    assert second.startswith("** ")
    assert rest == ""


def test_words_that_a_wiki_would_obey_are_shown() -> None:
    first, second, _ = as_text(wikiquote.write)([hostile()]).split("\n")
    assert shown(first) == f"{squeezed(HOSTILE)}\n{squeezed(HOSTILE)}"
    words = squeezed(HOSTILE)
    assert shown(second).strip() == (
        f'{words}, {words}, {words}, quoted by {words} in "{words}", {words}, 14 March 2025'
    )


def test_a_line_links_to_its_article_and_tells_editors_who_decided() -> None:
    parser = pytest.importorskip("mwparserfromhell")
    printed = article(title="Quays [and] cranes", url="https://courier.example/a?b[]=[c]|d")
    line = as_text(wikiquote.write)([citation(article=printed)]).split("\n")[1]
    code = parser.parse(line)
    [link], [comment] = code.filter_external_links(), code.filter_comments()
    assert str(link.url) == "https://courier.example/a?b%5B%5D=%5Bc%5D%7Cd"
    assert shown(str(link.title)) == '"Quays [and] cranes"'
    assert str(comment.contents).strip() == "machine-attributed, unreviewed (quotesdb 0.1.0, confidence 0.93)"


def test_only_addresses_of_the_web_are_links_in_a_wiki() -> None:
    line = as_text(wikiquote.write)([citation(article=article(url="javascript:alert(1)"))])
    assert "javascript" not in line


def test_brackets_of_an_editor_stay_readable_in_the_wiki() -> None:
    assert as_text(wikiquote.write)([CASES["not attributed"]]).startswith(
        "* Somebody moved the *buoys* [again]\n"
    )


# QuickStatements -------------------------------------------------------------------------------------


def statements(batch: str) -> list[tuple[list[str], str | None]]:
    """The commands of a batch with their summaries, as QuickStatements 3 takes it apart."""
    lines = batch.replace("||", "\n").replace("|", "\t").split("\n")
    found = []
    for line in filter(None, (each.strip() for each in lines)):
        commented = re.search(r"^(.*?)\s*/\*\s*(.*?)\s*\*/\s*$", line)
        command, summary = commented.groups() if commented else (line, None)
        found.append(([part.strip() for part in command.split("\t") if part.strip()], summary))
    return found


def monolingual(part: str) -> tuple[str, str]:
    found = re.match(r'^([a-z_-]+):"(.*)"$', part)
    assert found, part
    return found[1], found[2].strip()


def test_a_statement_says_who_said_it_and_where_it_stands() -> None:
    known = citation(
        text='“We "open"\nin May”',
        same_as=(ITEM,),
        article=article(
            published=CASES["month precision"].article.published, archived_url="https://b.example"
        ),
    )
    [(command, summary)] = statements(as_text(quickstatements.write)([known, citation(same_as=())]))
    item, claim, words, *reference = command
    assert (item, claim, monolingual(words)) == ("Q900001", "P1683", ("en", "We “open” in May"))
    assert dict(zip(reference[::2], reference[1::2], strict=True)) == {
        "S854": f'"{article().url}"',
        "S1065": '"https://b.example"',
        "S1476": 'en:"Harbour talks stall"',
        "S577": "+2024-11-01T00:00:00Z/10",
    }
    assert summary == known.decision.label()


def test_statements_hold_hostile_words_as_they_are() -> None:
    [(command, _summary)] = statements(as_text(quickstatements.write)([hostile(), hostile(text=PIPED)]))
    assert monolingual(command[2]) == ("en", one_line(hostile().text))
    assert len(command) == 3 + 3 * 2


@pytest.mark.parametrize("words", [PIPED, "a|b", "a /* b", "x" * 1501, " ", ""])
def test_what_a_statement_cannot_hold_is_left_out_and_never_changed(words: str) -> None:
    assert as_text(quickstatements.write)([citation(text=words, same_as=(ITEM,))]) == ""
    titled = citation(same_as=(ITEM,), article=article(title=words, url="https://example.org/a|b/*c"))
    [(command, _summary)] = statements(as_text(quickstatements.write)([titled]))
    assert command[3::2] == ["S854", "S577"]
    assert command[4] == '"https://example.org/a%7Cb/%2Ac"'


def test_nothing_that_is_only_reported_is_a_statement() -> None:
    known = [citation(kind=kind, same_as=(ITEM,)) for kind in (Kind.INDIRECT, Kind.MIXED)]
    assert as_text(quickstatements.write)(known) == ""
