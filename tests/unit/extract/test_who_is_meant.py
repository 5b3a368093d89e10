"""Kinds of mistakes about who is meant, found by reading articles of many publishers."""

from __future__ import annotations

import re

import pytest

from quotesdb.extract import extract
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.discourse import Discourse
from quotesdb.extract.coreference.speakers import Resolver
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.layout import Layout
from quotesdb.extract.spans.tellers import with_tellers
from quotesdb.values import REPORTED, Span


def meant(text: str, source: str) -> str | None:
    """Whom the last occurrence of some words means, where nobody has spoken before."""
    layout = Layout(text)
    resolver = Resolver(Discourse(text, Cast(text, layout.paragraphs), layout.index))
    start = text.rindex(source)
    found = resolver.resolve(Span(start, start + len(source)))
    return found.agent.name if found else None


def speakers(text: str) -> list[str | None]:
    return [q.speaker.name if q.speaker else None for q in extract(text, "en")]


FAR = "It rained on the hill and in the vale. " * 25
ROE = "Vellin Roe opened the hall. She left early. "


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (ROE + "Colin Poe sat down. Vellin Roe ran a film. He said so.", "He", "Colin Poe"),
        (ROE + "In May Xan Moe met Roe. She said so.", "She", "Vellin Roe"),
        (
            "In May she issued a plan to: Vell Roe. She left. Ivo Poe wept. Roe slept. He said so.",
            "He",
            "Vell Roe",
        ),
        (ROE + "Vellin Roe paused. She ran. Ivo Poe saw it, with Roe near. He said so.", "He", "Ivo Poe"),
        ("“Go.” " + ROE + "The hall, he said, is cold.", "he", None),
    ],
)
def test_pronouns_tell_whether_a_man_or_a_woman_is_meant(
    text: str, source: str, expected: str | None
) -> None:
    assert meant(text, source) == expected


def test_pronouns_that_agree_outweigh_a_first_name_that_men_and_women_bear() -> None:
    text = "Leslie Roe left. She ran. Leslie Roe paused. She ate. Leslie Roe ran."
    assert meant(text + " She sang. Roe paused. She said so.", "She") == "Leslie Roe"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Roe sang. The paper writes that she was fond of Jane Poe. She said so.", "Ada Roe"),
        ("Ada Roe sang. When she left, Jane Poe wept. She said so.", "Jane Poe"),
        ("Ada Roe sang. Jane Poe knew that she left. She said so.", "Jane Poe"),
    ],
)
def test_whom_she_was_fond_of_is_somebody_else(text: str, expected: str) -> None:
    assert meant(text, "She") == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Ben Roe met Ada Roe. Roe herself said so.", "Roe herself", "Ada Roe"),
        ("Ada Roe said little. Ivo Poe, an aide, said so.", "Ivo Poe, an aide", "Ivo Poe"),
        ("Ivo Poe left. An Ivo Poe pal said so.", "An Ivo Poe pal", "An Ivo Poe pal"),
        (
            "The Harbour Board, led by Mayor Ada Roe, said so.",
            "The Harbour Board, led by Mayor Ada Roe",
            "Harbour Board",
        ),
        (
            "The town, a harbour under the Fenland Treaty, said so.",
            "The town, a harbour under the Fenland Treaty",
            "The town",
        ),
        (
            "Its friends, including Elmsford and Velda, said so.",
            "friends, including Elmsford and Velda",
            "friends",
        ),
        (
            "Fenland’s Department of Ports and Rivers (Fdpr) director-general, Ada Roe, said so.",
            "Fenland’s Department of Ports and Rivers (Fdpr) director-general, Ada Roe",
            "Ada Roe",
        ),
        (
            "Fenland Party for the People leader Ada Roe said so.",
            "Fenland Party for the People leader Ada Roe",
            "Ada Roe",
        ),
        ("The Fenland army in a statement said so.", "The Fenland army in a statement", "The Fenland army"),
        (
            "France is hot. A study shows it. Its government said so.",
            "Its government",
            "France's government",
        ),
    ],
)  # fmt: skip
def test_whom_a_phrase_with_several_names_means(text: str, source: str, expected: str) -> None:
    assert meant(text, source) == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Lesley Field came. The field was wet. “Never.” Field said so.", "Field", "Lesley Field"),
        ("A friend named Lesley Field came. The field was wet. Field tests go on.", "Field", "Field"),
        ("“It is late,” said I. Marwood, a cook. Ada Marwood slept.", "I. Marwood", "I. Marwood"),
        ("Ada I. Marwood came. Marwood said so.", "Marwood", "Ada I. Marwood"),
        ("Vellano De La Roe runs it. De La Roe said so.", "De La Roe", "Vellano De La Roe"),
        ("The Velda Bureau of Locks and Water Resources said so.", "The Velda Bureau of Locks",
         "Velda Bureau of Locks and Water Resources"),
        ("A manager at Ocean Velda Ada Roe came. Ada said so.", "Ada", "Ada Roe"),
        ("Major-Gen Karim Vell came. Vell said so.", "Vell", "Karim Vell"),
        ("Lt-Gen Karim Vell came. Vell said so.", "Vell", "Karim Vell"),
    ],
)  # fmt: skip
def test_names_are_whole(text: str, source: str, expected: str) -> None:
    assert meant(text, source) == expected


@pytest.mark.parametrize(
    ("before", "role", "organisation"),
    [
        ("Brigadier General Ada Roe, of the army, ", "Brigadier General", None),
        ("Wing Commander Ada Roe ", "Wing Commander", None),
        ("Fenland Corps Commandant Major General Ada Roe ", "Commandant Major General", "Fenland Corps"),
        ("In her hope for the nomination for mayor, Ada Roe ", None, None),
        ("Casting himself as prosecutor in a trial, Mr Roe ", None, None),
    ],
)  # fmt: skip
def test_ranks_and_offices_that_are_none(before: str, role: str | None, organisation: str | None) -> None:
    text = f"{before}left."
    [person] = Cast(text, Layout(text).paragraphs).people
    assert (person.role, person.organisation) == (role, organisation)


def test_who_was_named_before_comes_before_a_namesake_of_later() -> None:
    text = "Photographer Tern Vell came. Vell left. Tern wept. Ivo Tern slept."
    cast = Cast(text, Layout(text).paragraphs)
    assert [cast.being_of(n).name for n in cast.names] == ["Tern Vell"] * 3 + ["Ivo Tern"]


def test_who_answers_a_reporter_is_whoever_spoke_before() -> None:
    talk = "“We wait,” says Clara Moe. “It is cold.”\n\nIs Harold Poe a good mayor?\n\n“I like him, truly.”\n"
    assert speakers(talk + "\nWhat of the boats?\n\n“They are late.”\n") == ["Clara Moe"] * 3


def test_a_source_stands_in_the_sentence_of_its_cue() -> None:
    text = "Ports shut.\n\nFrance says boats are late\n\nA French official says one ferry left the harbour.\n"
    assert speakers(text)[-1] == "A French official"
    text = "Boats are late.\n\nMayor Ada Roe in a briefing in New Harrow said that boats are late.\n"
    assert speakers(text) == ["Ada Roe"]
    text = "Boats are late.\n\nVice President Ada Roe came, telling the crews, “We are ready.”\n"
    assert speakers(text) == ["Ada Roe"]


def test_what_a_sentence_is_about_is_not_said() -> None:
    text = "Ada Roe wrote in Boat Notes about the outcome, “It is the first time in years that a crew won.”\n"
    [found] = extract(text, "en")
    assert [c.text(text)[:6] for c in found.content] == ["“It is"]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Ivo Poe left. One of Ada Roe's talks came in May, when she said so.", "she", "Ada Roe"),
        ("Ada Roe, Ohio governor, left. The New Jersey governor said so.", "The New Jersey governor", None),
    ],
)
def test_who_is_meant_here(text: str, source: str, expected: str | None) -> None:
    assert meant(text, source) == (expected or source)


def test_a_clause_behind_an_aide_to_somebody_is_about_the_aide() -> None:
    text = "Ivo Poe, an aide to Mr. Veld who is now a fellow at the Fenland Institute, left. Mr. Veld wept."
    people = Cast(text, Layout(text).paragraphs).people
    assert [p.organisation for p in people if p.name == "Mr Veld"] == [None]


def test_a_report_in_a_clause_is_whose_it_names() -> None:
    text = (
        "Ada Roe, the mayor, criticized the fleet's nets, which a harbour study said were “very careless”.\n"
    )
    assert speakers(text)[-1] == "a harbour study"


def test_a_quotation_over_two_paragraphs_with_two_tags_is_one() -> None:
    text = (
        "“Velda and Elmsford are neighbours and cannot be moved,” Lin Jan said. “We oppose smuggling of all "
        "sorts and call on both towns to remain calm.\n\n"
        "“We are willing to work with the towns to ease the tensions,” he added.\n"
    )
    [found] = extract(text, "en")
    assert len(found.quoted) == 3


def test_an_answer_is_not_of_the_reporter_who_asked() -> None:
    text = (
        "“No, I did not write the book for him,” says Clara Moe.\n\nBut it is a good book, I say.\n\n"
        "“It is late, and it is for every mayor in the land.”\n"
    )
    assert speakers(text)[-1] == "Clara Moe"


def test_a_heading_does_not_go_on_with_the_words_before_it() -> None:
    text = (
        "Ada Roe told Harbour News that boats were “very late” in May and had to wait for the tide.\n\n"
        "Unusual way Ivo Poe 'saved' a crew from a 'kick in the teeth'\n"
    )
    assert not [q for q in extract(text, "en") if q.cue_class in REPORTED and q.span.start > 90]


def test_words_that_are_hardly_a_report_are_none() -> None:
    text = (
        "Harbour notes.\n\nWhen those voting “yes” were declared the majority following a vote, some left.\n"
    )
    assert not [q for q in extract(text, "en") if q.cue_class in REPORTED]


@pytest.mark.parametrize(
    ("sentence", "content", "speaker"),
    [
        (
            "Institutional guests, said Maur, are required to show us boats.",
            "Institutional guests",
            "K.C. Maur",
        ),
        ("This, he says, is part of the reason for the warm harbour.", "This", "K.C. Maur"),
        (
            'The ministers\' remarks, said Junya Tanas of JPM bank in Tokyo, were "too weak to move us".',
            "The ministers' remarks",
            "Junya Tanas",
        ),
    ],
)
def test_an_attribution_inside_a_sentence_has_both_sides(sentence: str, content: str, speaker: str) -> None:
    text = f"Boats wait.\n\nK.C. Maur wrote a paper. {sentence}\n"
    found = [q for q in extract(text, "en") if q.cue_class in REPORTED][-1]
    assert found.speaker is not None
    assert (found.content[0].text(text), len(found.content), found.speaker.name) == (content, 2, speaker)


def test_a_participle_is_of_the_subject_of_its_sentence() -> None:
    text = (
        'Boats wait.\n\nIvo Veld also met the Velda Boat Club (VBC), stating: "It is personal, as before."\n'
    )
    assert speakers(text)[-1] == "Ivo Veld"


def test_what_somebody_is_accused_of_is_said() -> None:
    text = "Boats wait.\n\nAda Roe further accused the chiefs of being on the payroll of the mine.\n"
    assert [q.cue_class in REPORTED for q in extract(text, "en")] == [True]


def test_a_trade_before_a_body_is_no_part_of_its_name() -> None:
    text = "Bets are off\n\nA bookmaker has shut. Velbrokes made the move. Bookmaker Velbrokes said so."
    assert meant(text, "Bookmaker Velbrokes") == "Velbrokes"
    assert meant("PM Ada Roe left.", "PM Ada Roe") == "Ada Roe"


@pytest.mark.parametrize("source", ["Former secretary of State Marsh", "Stated Marsh:"])
def test_an_office_or_a_verb_before_a_surname_is_no_part_of_it(source: str) -> None:
    assert meant(f"Ada Marsh left.\n\n{source} “No.”", source.rstrip(":")) == "Ada Marsh"


def test_a_surname_that_is_a_role_too_is_one_though_the_text_has_the_word_in_small_letters():
    text = 'Ellen King said the road would close. "He is welcome," King said. The king waved.'
    assert speakers(text)[-1] == "Ellen King"


def told(text: str, *sources: str) -> list[str | None]:
    """Whom several words mean that speak one after the other."""
    layout = Layout(text)
    discourse = Discourse(text, Cast(text, layout.paragraphs), layout.index)
    resolver, at, spans = Resolver(discourse), 0, []
    for source in sources:
        at = text.index(source, at)
        spans.append(Span(at, at + len(source)))
    discourse.sources = spans
    out = []
    for span in spans:
        found = resolver.resolve(span)
        if found:
            discourse.remember(span.start, found)
        out.append(found.agent.name if found else None)
    return out


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        (
            "Fog\n\nA boat union warned of fog. The Fenland Boat Union is worried. The union says so.",
            ("A boat union", "The Fenland Boat Union", "The union"),
            ["Fenland Boat Union"] * 3,
        ),
        (
            "Fog\n\nA charity has warned of fog. Ada Roe, head of the charity Velda Aid, says so.",
            ("A charity", "Ada Roe, head of the charity Velda Aid"),
            ["Velda Aid", "Ada Roe"],
        ),
        (
            "Fog\n\nA club has shut. Velda Rovers, a club of 1880, says so. The club is sorry.",
            ("A club", "Velda Rovers", "The club"),
            ["Velda Rovers"] * 3,
        ),
        (
            "Velda Bets grew\n\nA charity warned Velda Bets. But rival Velda Bets said so.",
            ("A charity", "rival Velda Bets"),
            ["A charity", "Velda Bets"],
        ),
    ],
)
def test_a_body_in_the_lead_is_the_one_that_speaks_next(
    text: str, sources: tuple[str, ...], expected: list[str]
) -> None:
    assert told(text, *sources) == expected


@pytest.mark.parametrize(
    "sort", ["court", "hospital", "newspaper", "bank", "union", "airline", "club", "council"]
)
@pytest.mark.parametrize("speaker", ["The Velda Agency", "Velda Motors", "Velda Police", "Rival Velda Bank"])
def test_a_body_in_the_lead_that_another_answers_stays_unnamed(sort: str, speaker: str) -> None:
    who = f"{'An' if sort[0] in 'au' and sort != 'union' else 'A'} {sort}"
    text = f"Fog\n\n{who} warned of fog. {speaker} said it was sorry. The {sort} said no more."
    assert told(text, who, speaker, f"The {sort}")[::2] == [who, who]


@pytest.mark.parametrize("person", ["shopper", "customer", "partygoer", "homeowner", "poster", "streamer"])
def test_a_word_formed_like_a_trade_is_no_body(person: str) -> None:
    text = f"Fog\n\nA {person} warned of fog. Velda Motors said it was sorry."
    assert told(text, f"A {person}", "Velda Motors") == [f"A {person}", "Velda Motors"]


@pytest.mark.parametrize(
    "who",
    [
        "The Danish full-back",
        "The Danish rookie",
        "The Danish counterpart",
        "The Danish daily",
        "The Velda-based whizz",
        "The town's oldest resident",
        "Europe's fastest man",
        "Europe's richest woman",
        "Europe's biggest star",
        "Europe's best producer",
    ],
)
def test_what_is_no_body_is_not_the_one_in_focus(who: str) -> None:
    assert meant(f"Velda Motors grew. {who} said so.", who) == who


@pytest.mark.parametrize("who", ["The woman", "The man", "The girl", "The boy", "The teenager"])
@pytest.mark.parametrize("office", ["Detective Inspector", "Judge", "Firefighter", "Sergeant"])
def test_who_has_a_rank_is_not_the_one_they_speak_of(who: str, office: str) -> None:
    assert meant(f"Velda burned. {office} Xan Roe, 36, left. It rained. {who} said so.", who) == who


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "Velda Motors grew. Europe's biggest producer said so.",
            "Europe's biggest producer",
            "Velda Motors",
        ),
        (
            "Meanwhile Velda Motors grew. Ahead of talks with the HBC, the carmaker said so.",
            "the carmaker",
            "Velda Motors",
        ),
        ("Tory leader Ada Roe left. The party said so.", "The party", "Tory"),
        (
            "Velda Motors shut. The South Fenland company said so.",
            "The South Fenland company",
            "Velda Motors",
        ),
    ],
)
def test_what_body_a_description_retells(text: str, source: str, expected: str) -> None:
    assert meant(text, source) == expected


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        (
            "In a report last year, the Velda Trust said so. It rained. The report says more.",
            ("the Velda Trust", "The report"),
            ["Velda Trust"] * 2,
        ),
        (
            "A club spokesman denied it. The statement added more.",
            ("A club spokesman", "The statement"),
            ["A club spokesman"] * 2,
        ),
        (
            "A club spokesman denied it. It rained. The statement added more.",
            ("A club spokesman", "The statement"),
            ["A club spokesman", "The statement"],
        ),
        (
            "In a statement, Velda Motors said so. Mayor Ada Roe denied it. The statement added more.",
            ("Velda Motors", "Mayor Ada Roe", "The statement"),
            ["Velda Motors", "Ada Roe", "Velda Motors"],
        ),
        (
            "A statement was read out in court. Mayor Ada Roe denied it. The statement added more.",
            ("Mayor Ada Roe", "The statement"),
            ["Ada Roe", "The statement"],
        ),
        (
            "Ada Roe said so in a statement. Another statement, from the union, said more.",
            ("Ada Roe", "Another statement, from the union"),
            ["Ada Roe", "Another statement"],
        ),
        (
            "Ada Roe said so in a statement. A statement came from Poe. Another statement said more.",
            ("Ada Roe", "Another statement"),
            ["Ada Roe", "Another statement"],
        ),
    ],
)
def test_a_statement_is_of_who_spoke_in_it(text: str, sources: tuple[str, ...], expected: list[str]) -> None:
    assert told(text, *sources) == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Vellin Roe is a mother of two. It rained. The woman said so.", "The woman", "Vellin Roe"),
        ("Vellin Roe is a mother. She saw a woman. The woman said so.", "The woman", "The woman"),
        (
            "Bo Lind sang. The charity's director said so. Ada Roe says more.",
            "The charity's director",
            "Ada Roe",
        ),
        (
            "Bo Lind sang. The charity's director said so. Ada Roe sold the first ticket.",
            "The charity's director",
            "The charity's director",
        ),
        (
            FAR + "Bo Lind sang.\n\nThe charity's director said so.\n\nAda Roe sold the first ticket.",
            "The charity's director",
            "The charity's director",
        ),
        (
            FAR + "Bo Lind sang. The charity's director said so. Ada Roe says more.",
            "The charity's director",
            "Ada Roe",
        ),
        ("Vellin Roe, 36, left. It rained. The woman said so.", "The woman", "Vellin Roe"),
        ("Vellin Roe, 36, left. It rained. The teenager said so.", "The teenager", "The teenager"),
        ("Vellin Roe left. It rained. The woman said so.", "The woman", "The woman"),
        ("A mother fell. Vellin Roe, 36, left. The woman said so.", "The woman", "The woman"),
        ("Bo Lind, 36, left. It rained. The 36-year-old said so.", "The 36-year-old", "Bo Lind"),
        ("A 36-year-old fell. Bo Lind left. The 36-year-old said so.", "The 36-year-old", "The 36-year-old"),
        ("Bo Lind, 36, left. It rained. The 40-year-old said so.", "The 40-year-old", "The 40-year-old"),
        ("A Dane fell. Bo Lind left. The Dane said so.", "The Dane", "The Dane"),
        ("Bo Lind sang. His mom said so.", "His mom", "Bo Lind's mom"),
        (
            "It rained. A Dublin-based spokesman for Zello said so. Trade Department spokesman Bo Lind left.",
            "A Dublin-based spokesman for Zello",
            "A Dublin-based spokesman for Zello",
        ),
    ],
)
def test_whom_a_description_of_a_person_means(text: str, source: str, expected: str) -> None:
    assert meant(text, source) == expected


def test_the_party_in_a_description_is_no_part_of_the_role() -> None:
    text = "Ada Roe left. It rained. Roe slept. The Labour MP said so."
    layout = Layout(text)
    resolver = Resolver(Discourse(text, Cast(text, layout.paragraphs), layout.index))
    start = text.index("The Labour MP")
    found = resolver.resolve(Span(start, start + len("The Labour MP")))
    assert found is not None
    assert (found.agent.name, found.agent.role, found.agent.organisation) == ("Ada Roe", "MP", "Labour")


def test_a_club_by_its_last_word_is_no_man() -> None:
    text = (
        "Velda Rovers drew with Elmsford City on Sunday.\n\n"
        "City captain Nuno Galanti was less kind. “It was never a penalty,” he said."
    )
    assert speakers(text)[-1] == "Nuno Galanti"


@pytest.mark.parametrize(
    ("asked", "organisation"),
    [("the fire service", None), ("the council", None), ("people", "Velda Ferries")],
)
def test_an_officer_is_not_of_a_body_named_beside_their_own(asked: str, organisation: str | None) -> None:
    text = f"It asked {asked} about the alarm at Velda Ferries. The chief safety officer, Bo Lind, said so."
    assert organisation_of(text, "The chief safety officer, Bo Lind") == organisation


def organisation_of(text: str, source: str) -> str | None:
    layout = Layout(text)
    resolver = Resolver(Discourse(text, Cast(text, layout.paragraphs), layout.index))
    start = text.index(source)
    found = resolver.resolve(Span(start, start + len(source)))
    return found.agent.organisation if found else None


def test_who_tells_words_below_a_heading_that_the_model_takes_for_said_too() -> None:
    text = "“Twelve minutes,” Bo Lind said.\n\nVellin Roe of Velda Ferries insisted: “We cut a single post.”"
    layout = Layout(text)
    start = text.index("Vellin")
    whole = Draft((Span(start, len(text)),), None, None, 0.8)
    found = with_tellers(layout, [whole])[-1]
    assert found.source
    assert found.cue
    assert [s.text(text) for s in (found.source, found.cue, *found.contents)] == [
        "Vellin Roe of Velda Ferries",
        "insisted",
        "“We cut a single post.”",
    ]


def test_the_lines_below_a_headline_are_no_sentences_of_its_lead() -> None:
    text = (
        "Former clerk tells court she “was never asked”\nBy Bo Lind\nVelda Evening Post\n12 April 2024\n\n"
        "A former clerk at Velda Ferries told the court on Friday that she was never asked.\n\n"
        "Vellin Roe, 44, denies it."
    )
    layout = Layout(text)
    resolver = Resolver(Discourse(text, Cast(text, layout.paragraphs), layout.index))
    sources = ("Former clerk", "A former clerk at Velda Ferries")
    found = [resolver.resolve(Span(text.index(s), text.index(s) + len(s))) for s in sources]
    assert [(f.agent.name, f.agent.role, f.agent.organisation) for f in found if f] == [
        ("Vellin Roe", None, None),
        ("Vellin Roe", "former clerk", "Velda Ferries"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dr Ada-Maria Roe, adviser to Colin Poe of Velda Ferries, told Bo Lind’s aide that it rained.",
        "Velda County Police Department’s spokesman for Ms Ona Lind and Cy O’Test Jr. said so, one said.",
        "THE MINISTER FOR WORKS, Prof. Sir Ian Roe MP (Velda North) and his wife, Jo: “We met,” they said.",
        "It was “VISIBLE” BY THE COURTESY OF LIGHT rather THAN ACTIONABLE FERRIES, a spokesman said.",
    ],
)
def test_whatever_words_are_taken_for_a_source_somebody_or_nobody_is_meant(text: str) -> None:
    layout = Layout(text)
    resolver = Resolver(Discourse(text, Cast(text, layout.paragraphs), layout.index))
    places = [match.span() for match in re.finditer(r"[^\W_]+", text)]
    for first, (start, _) in enumerate(places):
        for _, end in places[first : first + 8]:
            found = resolver.resolve(Span(start, end))
            assert found is None or found.agent.name.strip()
