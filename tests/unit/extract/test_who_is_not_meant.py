"""Whom an article does not mean: others than whoever was named, and words that nobody answered."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.values import REPORTED, Quotation


def said(text: str) -> list[Quotation]:
    return [q for q in extract(text, "en") if q.cue_class in REPORTED]


def speaker_of(words: str, text: str) -> str | None:
    """The speaker of the quotation that begins with some words."""
    at = text.index(words)
    quotation = next(q for q in said(text) if q.content[0].start == at)
    return quotation.speaker.name if quotation.speaker else None


QUESTIONS = ("Where do you sleep?", "What do you eat?", "Who are your friends?")
OWN = ("In a tent. I like it.", "I eat plums.", "My friends are all sailors.")


def interview(before: str, answers: tuple[str, ...] = OWN) -> str:
    pairs = zip(QUESTIONS, answers, strict=True)
    return "\n\n".join([before, *(part for pair in pairs for part in pair)])


@pytest.mark.parametrize(
    "text",
    [
        interview("Why I will not miss Gavin Tollard"),
        interview(
            "Mayor Rutger Fane answers you", ("We asked him.", "Our readers think so.", "He told us no.")
        ),
        interview("Ask Hilda Brandreth: a hedge too tall"),
        interview("Storm live\n\n10:05 I am Petra Lyle. Write to us."),
        interview("The end of Gordon Frayle\n\nNora Swail met Ann Poe in a shop."),
        interview("Gordon Frayle on trial\n\nNora Swail was asked what she saw."),
    ],
)
def test_questions_to_readers_and_to_oneself_make_no_answers(text: str) -> None:
    assert not [q for q in said(text) if q.rule.startswith("turn")]


def test_what_others_say_between_questions_stays_where_nobody_is_interviewed() -> None:
    answers = (
        "I ride a lot. The union says it wants more pay.",
        "I can. “Come early,” said Jan Petrik.",
        OWN[2],
    )
    text = interview("Trains in the strike", answers)
    assert speaker_of("it wants more pay", text) == "The union"
    assert speaker_of("“Come early,”", text) == "Jan Petrik"


def test_somebody_else_who_joins_an_interview_is_not_who_is_interviewed() -> None:
    answers = ("I slept. I dreamt.\n\n“She snored,” says her brother Karl, who has joined us.", *OWN[1:])
    text = interview("Five minutes with Tolla Brandt", answers)
    assert speaker_of("“She snored,”", text) == "Karl"
    assert speaker_of("I eat plums.", text) == "Tolla Brandt"


def test_answers_in_court_are_not_of_who_is_tried() -> None:
    text = "Trial of Gordon Frayle\n\nQ: Did you see him?\n\nA: I saw a man.\n\nQ: Was it late?\n\nA: It was."
    assert speaker_of("I saw a man.", text) is None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Kemi Ade told the inquest her son was well. The consultant pathologist said he died of a clot.",
            "he died",
            "The consultant pathologist",
        ),
        (
            "Bo Lind said he would appeal. The senior officer in the case said it was over.",
            "it was over",
            "The senior officer in the case",
        ),
        (
            "Paddy Flynn scored. “It was my shin,” Flynn said. The visiting captain said it was a fluke.",
            "it was a fluke",
            "The visiting captain",
        ),
        (
            "Ada Roe scored. “I ran,” Roe said. “She is a joy,” the former goalkeeper said.",
            "“She is",
            "the former goalkeeper",
        ),
    ],
)
def test_an_expert_in_the_same_paragraph_is_somebody_else(text: str, words: str, expected: str) -> None:
    assert speaker_of(words, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Joe Tull, whose book was published, said he was broke.\n\n“It is fair,” the publisher said.",
            "the publisher",
        ),
        (
            "Joe Tull said his lawyers would prosecute.\n\n“It is a weak case,” the prosecutor said.",
            "the prosecutor",
        ),
        ("Ada Roe is buried at sea.\n\n“She was kind,” the vicar said.", "the vicar"),
        ("Doctors say Bo Lind is stable. “He will walk again,” the doctor said.", "the doctor"),
        ("Bo Lind fell from a roof. The air ambulance doctor said he was lucky.", "The air ambulance doctor"),
        ("The case of Ada Roe is heard in May.\n\n“It has no chance,” the barrister said.", "the barrister"),
        ("Ada Roe won the lottery. “She was in tears,” the shopkeeper said.", "the shopkeeper"),
    ],
)
def test_who_speaks_of_the_only_one_named_is_another(text: str, expected: str) -> None:
    speaker = said(text)[-1].speaker
    assert speaker
    assert speaker.name == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joe Pendry was lost. His wife, Maggie, slept. “I knew,” Mrs Pendry, 91, said.", "Mrs Pendry"),
        (
            "Dan Bright won. His mother, Lorna, wept. The head, Mrs Bright, ran. “He won,” Mrs Bright said.",
            "Mrs Bright",
        ),
        ("Joe Pendry met us. His sister, Maggie, slept. “I knew,” Mrs Pendry said.", "Mrs Pendry"),
    ],
)
def test_another_of_a_surname_is_not_the_wife_or_sister(text: str, expected: str) -> None:
    speaker = said(text)[-1].speaker
    assert speaker
    assert speaker.name == expected


def test_a_club_that_is_a_brother_is_no_person() -> None:
    text = "Vale won the derby against their big brother, Harrow. Harrow said they would appeal."
    speaker = said(text)[-1].speaker
    assert speaker
    assert speaker.kind.value == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "North Ashby beat Elm. “I am proud,” she said. Captain Dina Lowe scored twice.",
        "Silent Harbour opens on Friday. He plays a spy in it. “It was fun,” he said. Otto Lind wrote it.",
        "Maple Lodge opens at eight. He teaches there. “They are keen,” he says. Otto Lind is 29.",
    ],
)
def test_a_tale_that_begins_with_a_pronoun_makes_no_person_of_a_place_or_film(text: str) -> None:
    assert not {"North Ashby", "Silent Harbour", "Maple Lodge"} & {
        q.speaker.name for q in said(text) if q.speaker
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dan Orr, permanent secretary at the housing department, spoke. “I quit,” the minister said.",
            "the minister",
        ),
        (
            "Dan Orr, secretary of the Home Builders club, met us. “I quit,” the minister said.",
            "the minister",
        ),
        ("State lawmaker Ada Roe and Vale MP Jon Vickers met. “It is late,” the lawmaker said.", "Ada Roe"),
        (
            "Financial adviser Ada Roe warned savers. Jon Tarr disagreed. “He is calm,” the aide said.",
            "the aide",
        ),
        ("“We will not pay,” said Prime Minister Ann Lott. The Spanish said they would.", "The Spanish"),
    ],
)
def test_another_office_or_a_whole_people_is_nobody_named(text: str, expected: str) -> None:
    speaker = said(text)[-1].speaker
    assert speaker
    assert speaker.name == expected


def test_the_brewer_of_another_nation_is_not_either_of_two_firms() -> None:
    text = "Corvane sued Plinth. “They owe us,” Corvane said. The French brewer said it would fight."
    assert speaker_of("it would fight", text) == "The French brewer"


def test_the_group_of_twenty_is_an_organisation() -> None:
    speaker = said("The G-20 said trade must be free.")[-1].speaker
    assert speaker
    assert (speaker.name, speaker.kind.value) == ("G-20", "organisation")


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Corvane fell. Chief Executive Ada Roe of rival Plinth said it was warm.", "Chief Executive", None),
        ("Corvane fell. It is ill. Deputy Director Ada Roe said it was warm.", "Deputy Director", None),
        ("The registrar, (Mrs) Ada Roe, said it was warm.", "registrar", None),
    ],
)
def test_roles_stay_and_the_only_company_is_not_everybodys(
    text: str, role: str, organisation: str | None
) -> None:
    speaker = said(text)[-1].speaker
    assert speaker
    assert (speaker.role, speaker.organisation) == (role, organisation)


@pytest.mark.parametrize(
    ("body", "who", "expected"),
    [
        ("Bank of Velda", "hospital", "The hospital"),
        ("Bank of Velda", "ministry", "The ministry"),
        ("Velda Teachers' Union", "museum", "The museum"),
        ("Velda City Council", "club", "The club"),
        ("Velda Rowing Association", "club", "Velda Rowing Association"),
        ("Velda Arts Council", "office", "Velda Arts Council"),
        ("Bank of Velda", "bank", "Bank of Velda"),
        ("Bank of Velda", "company", "Bank of Velda"),
        ("Department of Ports", "ministry", "Department of Ports"),
        ("Royal College of Elms", "union", "Royal College of Elms"),
        ("Velda University Hospital", "hospital", "Velda University Hospital"),
        ("Velda Police Department", "police", "Velda Police Department"),
    ],
)
def test_a_body_is_not_what_its_name_says_that_it_is_not(body: str, who: str, expected: str) -> None:
    assert speaker_of("it was sorry", f"The {body} closed. The {who} said it was sorry.") == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("the theatre", "the theatre"),
        ("the airport", "the airport"),
        ("the striker", "Velda Bank"),
        ("the 36-year-old", "Velda Bank"),
        ("the source", "Velda Bank"),
        ("a woman in the queue", "Velda Bank"),
    ],
)
def test_it_is_the_body_without_a_name_that_spoke_last_and_no_person(who: str, expected: str) -> None:
    text = f"Velda Bank paid up. “It is,” {who} said. It added that rain was late."
    assert speaker_of("rain was late", text) == expected


@pytest.mark.parametrize(
    ("who", "clause", "expected"),
    [
        ("A witness", "who chairs the committee", "A witness"),
        ("A whistleblower", "who owns a ferry", "A whistleblower"),
        ("A farmer", "who farms the hill", "Ivo Roe"),
        ("A farmer", "who lives in Elm", "Ivo Roe"),
        ("A farmer", "who has a hill", "Ivo Roe"),
    ],
)
def test_somebody_in_the_lead_is_not_who_is_told_to_do_another_s_work(
    who: str, clause: str, expected: str
) -> None:
    text = f"Ship ‘unsafe’\n\n{who} said that crews had been told to lie.\n\nIvo Roe, {clause}, wept."
    assert speaker_of("crews had", text) == expected


@pytest.mark.parametrize(
    ("kin", "expected"),
    [
        ("The mayor's husband, Ivo Roe,", "Ada Lind"),
        ("Ivo Roe, the mayor's son,", "Ada Lind"),
        ("Ivo Roe, the mayor,", "Ivo Roe"),
    ],
)
def test_whose_husband_somebody_is_is_no_office_of_theirs(kin: str, expected: str) -> None:
    office = "" if expected == "Ivo Roe" else "Mayor "
    text = f"{office}Ada Lind vetoed it. {kin} came. The mayor said rain was late."
    assert speaker_of("rain was late", text) == expected


@pytest.mark.parametrize(
    ("apposed", "expected"),
    [
        ("The Bishop of Velda, the Rt Rev Simon Roe,", "Simon Roe"),
        ("The Bishop of Velda, the Right Reverend Simon Roe,", "Simon Roe"),
        ("The teacher, the sister of Ada Roe,", "The teacher"),
        ("The company, the maker of Ada Roe dolls,", "The company"),
    ],
)
def test_a_name_behind_a_comma_and_the_is_of_whom_is_described(apposed: str, expected: str) -> None:
    assert speaker_of("rain was late", f"{apposed} said rain was late.") == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Lindgren, a retailer", "Lindgren"),
        ("Lindgren & Co, the furniture retailer", "Lindgren & Co"),
        ("Lindgren, the owner of the retailer Harrow Bay", "Harrow Bay"),
        ("Lindgren", "Velda Capital"),
    ],
)
def test_the_retailer_is_the_only_body_that_is_printed_as_one(told: str, expected: str) -> None:
    text = f"Velda Capital met {told}. It was late. Velda said so. The retailer said sales had risen."
    assert speaker_of("sales had", text) == expected


@pytest.mark.parametrize(
    ("before", "who", "expected"),
    [
        ("Ivo Poe felt his side had lost.", "the South African", "Ivo Poe"),
        ("Ivo Poe met a South African.", "the South African", "the South African"),
        ("Ivo Poe felt his side had lost.", "the South Africans", "the South Africans"),
    ],
)
def test_one_of_a_nation_of_two_words_is_the_person_in_focus(before: str, who: str, expected: str) -> None:
    assert speaker_of("“We chose,”", f"Saints win\n\n{before} “We chose,” said {who}.") == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("An official said crews were close.\n\nIvo Roe wept. He was glad.", "Ivo Roe"),
        (
            "It will go on, Ada Poe said.\n\nAn official said crews were close.\n\nIvo Roe wept.",
            "An official",
        ),
        ("It was late.\n\nA baker said crews were close.\n\nIvo Roe, a baker, wept.", "Ivo Roe"),
    ],
)
def test_who_is_named_next_is_meant_by_the_first_paragraph_alone(lead: str, expected: str) -> None:
    assert speaker_of("crews were close", f"Talks stall\n\n{lead}") == expected


def test_a_sentence_of_capitals_is_no_title() -> None:
    text = "Joseph Okello sat. “This House is not an ATM,” Okello said."
    assert speaker_of("“This House", text) == "Joseph Okello"
    assert not said("Joseph Okello sat. “The House of Cards,” Okello said.")
    assert not said("Joseph Okello wrote “Love is Blind,” a book. Critics praised “Justice is Mine.”")


@pytest.mark.parametrize(
    ("before", "who", "expected"),
    [
        ("Ben Poe, Velda's engineer, said so.", "The Ports Regulator", "Ports Regulator"),
        ("Ben Poe, Velda's engineer, said so.", "The Northern System Operator", "Northern System Operator"),
        ("Ben Poe said so.", "Property Developer Ada Roe", "Ada Roe"),
        (
            "Talks at Velda Glass failed. “No,” said Ivo Poe of Drivers Local 12.",
            "The company",
            "Velda Glass",
        ),
        ("“No,” said the Bakers' Union.", "The company", "The company"),
        ("Western Union met Velda.", "The company", "Western Union"),
    ],
)
def test_a_regulator_is_a_body_and_a_union_no_company(before: str, who: str, expected: str) -> None:
    assert speaker_of("it was sorry", f"{before} {who} said it was sorry.") == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Esther Roe won it.", "Esther Roe"),
        ("Esther Roe, 28, beat Ivo Poe, 31. Poe wept.", "Esther Roe"),
        ("Esther Roe, 31, won it.", "the 28-year-old Kenyan"),
        ("Esther Roe met a 28-year-old Kenyan.", "the 28-year-old Kenyan"),
    ],
)
def test_an_age_and_a_nation_tell_who_is_of_that_age(before: str, expected: str) -> None:
    text = f"Cup\n\n{before} “Mine are lost,” the 28-year-old Kenyan said."
    assert speaker_of("“Mine", text) == expected


def test_whose_age_follows_a_verb_of_saying_is_told_of() -> None:
    text = "Rachel Stone, prosecuting, said Marjorie Bell, 77, had come downstairs."
    assert {q.speaker.name for q in said(text) if q.speaker} == {"Rachel Stone"}
    told = "The dog, said Marjorie Bell, had come downstairs."
    assert {q.speaker.name for q in said(told) if q.speaker} == {"Marjorie Bell"}


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("The deputy mayor said it did not.", "The mayor"),
        ("A deputy mayor said it did not. Rain fell.", "The mayor"),
        ("A former mayor said it did not. Rain fell.", "A former mayor"),
        ("A Danish mayor said it did not. Rain fell.", "A Danish mayor"),
    ],
)
def test_the_mayor_is_not_the_deputy_mayor(before: str, expected: str) -> None:
    assert speaker_of("rain was late", f"{before} The mayor said rain was late.") == expected
