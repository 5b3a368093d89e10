"""Who a source means inside one article, from hand-made sources: no model takes part."""

from __future__ import annotations

import pytest

from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.discourse import Discourse, Resolved
from quotesdb.extract.coreference.speakers import Resolver
from quotesdb.extract.spans.layout import Layout
from quotesdb.values import AgentKind, Span


def resolve(text: str, *sources: str) -> Resolved | None:
    """Who the last of the sources means; each is looked for behind the one before."""
    layout = Layout(text)
    discourse = Discourse(text, Cast(text, layout.paragraphs), layout.index)
    resolver, found, at = Resolver(discourse), None, 0
    for source in sources:
        start = text.index(source, at)
        found = resolver.resolve(Span(start, start + len(source)))
        if found is not None:
            discourse.remember(start, found)
        at = start + len(source)
    return found


def name(text: str, *sources: str) -> str | None:
    found = resolve(text, *sources)
    return found.agent.name if found else None


ROE = "Ada Roe, director of the Fenland Institute, spoke. "


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("Roe said so. " + ROE, ["Roe"], "Ada Roe"),
        (ROE + "Ms Roe said so.", ["Ms Roe"], "Ada Roe"),
        (ROE + "She said so.", ["She"], "Ada Roe"),
        (ROE + "The director said so.", ["The director"], "Ada Roe"),
        ("Colin Poe met Ada Roe. He said so.", ["He"], "Colin Poe"),
        ("Colin Poe met Ada Roe. She said so.", ["She"], "Ada Roe"),
        ("It was left to Ada Roe to explain. The lake, she said, is low.", ["she"], "Ada Roe"),
        ("Ada Roe spoke of Jane Poe. She said so.", ["She"], "Ada Roe"),
        ("After a call with Jane Poe, Ada Roe left. She said so.", ["She"], "Ada Roe"),
        ("Ada Roe, who said so, left.", ["who"], "Ada Roe"),
        ("The abbot met pilgrims. Monks gave up. He said so.", ["He"], "The abbot"),
        ("The pilot wept. She said so.", ["She"], "The pilot"),
        ("The actress wept. He said so.", ["He"], None),
        ("Ada Roe left. With friends like Jane Poe, she said so.", ["she"], "Ada Roe"),
        ("The toy maker Pellan grew. It said so.", ["It"], "Pellan"),
        (
            "Lorne Capital, the lending arm of Lorne, grew. Lorne said so.",
            ["Lorne Capital", "Lorne", "Lorne"],
            "Lorne",
        ),
        ("The maker Pellan grew. Under the title A Frank Word, it said so.", ["it"], "Pellan"),
        ("Minister Xan Moe met Ada Roe. She said so.", ["She"], "Ada Roe"),
        ("Minister Xan Moe left. She said so.", ["She"], "Xan Moe"),
        ("Harrow Motors claims all is well, which it said is so.", ["Harrow Motors", "it"], "Harrow Motors"),
        ("The transport ministry shut. In a note it said so.", ["it"], "The transport ministry"),
        ("Analysts at HBC met. It helps, they wrote.", ["Analysts at HBC", "they"], "Analysts at HBC"),
        ("Ada Roe and Colin Poe said so.", ["Ada Roe and Colin Poe"], "Ada Roe and Colin Poe"),
        ("Ada Roe met Colin Poe. The pair said so.", ["The pair"], "Ada Roe and Colin Poe"),
        ("A lawyer for Ada Roe said so.", ["A lawyer for Ada Roe"], "A lawyer for Ada Roe"),
        ("A senior official said so.", ["A senior official"], "A senior official"),
        ("The Harrow Press news agency said so.", ["The Harrow Press news agency"], "Harrow Press"),
        ("Ada Roe and Colin Poe left. That was late. They said so.", ["They"], "Ada Roe and Colin Poe"),
        ("One aide left. The other aide stayed. The aide said so.", ["The aide"], "The other aide"),
        ("It fell to farmers - some of whom left - who said so.", ["whom", "who"], "farmers"),
        ("Colin Poe met midfielder Tano. Harrow midfielder Tano left. He said so.", ["He"], "Tano"),
        ("A Harrow Ltd report is out. The report said so. It said no.", ["The report", "It"], "Harrow Ltd"),
        (ROE + "Roe's plan is to say so.", ["Roe's plan"], "Ada Roe"),
        ("It fell to Ada Roe, a driver who said so.", ["who"], "Ada Roe"),
        ("It fell to Ada Roe and Colin Poe, two drivers who said so.", ["who"], "Ada Roe and Colin Poe"),
        ("Harrow Ltd met. The report said so. It said no.", ["The report", "It"], "The report"),
        (ROE + "Roe's family said so.", ["Roe's family"], "Roe's family"),
        (ROE + "Roe's assistant said so.", ["Roe's assistant"], "Roe's assistant"),
        ("A man, who works at Harrow Ltd, said so.", ["A man, who works at Harrow Ltd"], "A man"),
        ("Ada Roe left the lake. The then mayor said so.", ["The then mayor"], "Ada Roe"),
        ("Ada Roe, the incumbent, met Colin Poe. The mayor said so.", ["The mayor"], "Ada Roe"),
        ("Ada Roe, executive. The Mid Executive met.", ["The Mid Executive"], "The Mid Executive"),
        ("Harrow Ltd filed a lawsuit. The complaint said so.", ["The complaint"], "Harrow Ltd"),
    ],
)  # fmt: skip
def test_who_a_source_means(text: str, sources: list[str], expected: str) -> None:
    assert name(text, *sources) == expected


COUNTY = "Judge stops sale of pier\n\nA county judge has stopped the sale. Judge Ada Roe wrote this. "
PUTNEY = "Colin Poe opened the hall. Colin Poe then spoke on trade. Mr Poe left. "


SPOKESMAN = "Colin Poe, a spokesman for the HBC, left. A spokeswoman for Velda shrugged. "


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        (COUNTY, ["Judge"], "Ada Roe"),
        (COUNTY, ["A county judge"], "Ada Roe"),
        (COUNTY + "The judge said so.", ["The judge"], "Ada Roe"),
        ("Fen Sen. Ada Roe met Mayor Colin Poe. The senator said so.", ["The senator"], "Ada Roe"),
        ("Ada Roe met Mayor Colin Poe. The mayor said so.", ["The mayor"], "Colin Poe"),
        ("Deputy mayor Ada Roe left. The mayor said so.", ["The mayor"], "The mayor"),
        ("Ada Roe, boss of Harrow, left. The former boss said so.", ["The former boss"], "The former boss"),
        ("Ada Roe, Harrow’s coach, left. The Harrow boss said so.", ["The Harrow boss"], "Ada Roe"),
        (PUTNEY + "The prime minister said so.", ["The prime minister"], "Colin Poe"),
        (PUTNEY + "The court clerk said so.", ["The court clerk"], "The court clerk"),
        ("A teacher of Fen said so. Ada Roe, 42, wept.", ["A teacher of Fen"], "Ada Roe"),
        ("A teacher said so. Ada Roe, director of the HBC, wept.", ["A teacher"], "A teacher"),
        ("A lawyer for the port, Ada Roe, said so.", ["A lawyer for the port"], "Ada Roe"),
        ("Roe aide Colin Poe said so. Ada Roe left.", ["Roe aide Colin Poe"], "Colin Poe"),
        ("Former secretary of state Ada Roe said so.", ["Former secretary of state Ada Roe"], "Ada Roe"),
        ("Many doctors, including Ada Roe, said so.", ["Many doctors, including Ada Roe"], "Many doctors"),
        (SPOKESMAN + "The Velda spokeswoman said so.", ["The Velda spokeswoman"], "A spokeswoman for Velda"),
        (SPOKESMAN + "The HBC spokesman said so.", ["The HBC spokesman"], "Colin Poe"),
        (SPOKESMAN + "The Velda spokesman said so.", ["The Velda spokesman"], "The Velda spokesman"),
        ("Ada Roe opened the fair. The gardener told them so.", ["The gardener"], "Ada Roe"),
        ("Ada Roe met Jo Poe. The gardener told them so.", ["The gardener"], "The gardener"),
        ("Ada Roe, a pilot, met them. The gardener said so.", ["The gardener"], "The gardener"),
        ("After a word by HBC chairman Colin Poe, Ada Roe left. The Dane said so.", ["The Dane"], "Ada Roe"),
        ("A plan of the Tories is out. The party said so.", ["The party"], "Tories"),
        ("The Fen Tide Agency met. An agency note said so.", ["An agency note"], "Fen Tide Agency"),
        ("After Jane Poe lost, it was Ada Roe who won. She said so.", ["She"], "Ada Roe"),
        ("A new tide chart obtained by spies said so.", ["A new tide chart obtained"], "A new tide chart"),
        ("Velda Search broke. Its search fails. Velda said so.", ["Velda Search", "Velda"], "Velda"),
        ("Shares of Velda Life fell. The company said so.", ["The company"], "Velda Life"),
        ("President-elect Ada Roe left. The president said so.", ["The president"], "Ada Roe"),
        ("Ada Roe‘s mother said so.", ["Ada Roe‘s mother"], "Ada Roe‘s mother"),
    ],
)  # fmt: skip
def test_a_description_is_whom_the_article_names_so(text: str, sources: list[str], expected: str) -> None:
    assert name(text, *sources) == expected


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("Colin Poe and his wife, Ada Poe, left. His wife said so.", ["His wife"], "Ada Poe"),
        ("Colin Poe left. His wife said so.", ["His wife"], "Colin Poe's wife"),
        ("Ada Roe left. Her lawyers said so.", ["Her lawyers"], "Ada Roe's lawyers"),
        ("Ada Roe left. Her campaign said so.", ["Her campaign"], "Ada Roe's campaign"),
        ("Ada Roe left. Her decision said so.", ["Her decision"], "Ada Roe"),
        ("Ada Roe left. She and her husband said so.", ["She and her husband"], "Ada Roe and her husband"),
        ("Ada Roe left. The Roe campaign said so.", ["The Roe campaign"], "Roe campaign"),
        ("Ada Roe left. Roe supporters said so.", ["Roe supporters"], "Roe supporters"),
    ],
)
def test_whose_people_speak(text: str, sources: list[str], expected: str) -> None:
    assert name(text, *sources) == expected


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("A Fenland University poll said so.", ["A Fenland University poll"], "Fenland University"),
        ("Ada Roe’s report said so.", ["Ada Roe’s report"], "Ada Roe"),
        ("Ada Roe left. Her report said so.", ["Her report"], "Ada Roe"),
        ("A report by the HBC said so.", ["A report by the HBC"], "HBC"),
        ("A complaint filed by Ada Roe said so.", ["A complaint filed by Ada Roe"], "Ada Roe"),
        ("The HBC issued a statement. The statement said so.", ["The statement"], "HBC"),
        ("The HBC said in a report it grew. The report said so.", ["The report"], "HBC"),
        ("The HBC issued a report. A new report said so.", ["A new report"], "A new report"),
        ("Ada Roe read the report. The report said so.", ["The report"], "The report"),
        ("Press reports said so.", ["Press reports"], "Press reports"),
    ],
)
def test_a_document_speaks_for_its_issuer(text: str, sources: list[str], expected: str) -> None:
    assert name(text, *sources) == expected


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("France and Germany said so.", ["France and Germany"], "France and Germany"),
        (
            "Harrow Motors, Fenland Bank and the HBC said so.",
            ["Harrow Motors, Fenland Bank and the HBC"],
            "Harrow Motors, Fenland Bank and HBC",
        ),
        (
            "Both Mayor Ada Roe and former minister Colin Poe said so.",
            ["Both Mayor Ada Roe and former minister Colin Poe"],
            "Ada Roe and Colin Poe",
        ),
        (
            "The rivals, Ada Roe and Colin Poe, said so.",
            ["The rivals, Ada Roe and Colin Poe"],
            "Ada Roe and Colin Poe",
        ),
        (
            "Ada Roe, director of the HBC, and Colin Poe said so.",
            ["Ada Roe, director of the HBC, and Colin Poe"],
            "Ada Roe and Colin Poe",
        ),
        ("Ada Roe met Colin Poe, each saying so.", ["each"], "Ada Roe and Colin Poe"),
        ("Xan Moe met Ada Roe and Colin Poe. Both men said so.", ["Both men"], "Ada Roe and Colin Poe"),
        ("It polled Democrats and Republicans, who said so.", ["who"], "Democrats and Republicans"),
        ("It asked 95 generals and admirals, who said so.", ["who"], "95 generals and admirals"),
    ],
)  # fmt: skip
def test_joined_names_are_a_group(text: str, sources: list[str], expected: str) -> None:
    found = resolve(text, *sources)
    assert found is not None
    assert (found.agent.name, found.agent.kind) == (expected, AgentKind.GROUP)


@pytest.mark.parametrize("source", ["ones", "together", "having", "many cases", "recently", "he"])
def test_what_cannot_speak_is_no_speaker(source: str) -> None:
    assert name(f"Prices rose, {source} saying so.", source) is None


def test_a_name_like_a_pronoun_is_a_name() -> None:
    assert name("The US said so.", "The US") == "US"


def test_a_source_is_widened_to_its_whole_list() -> None:
    text = "Today France, Germany and Spain said so."
    layout = Layout(text)
    resolver = Resolver(Discourse(text, Cast(text, layout.paragraphs), layout.index))
    assert resolver.widened(Span(6, 12), ()).text(text) == "France, Germany and Spain"
    assert resolver.widened(Span(6, 12), (Span(14, 21),)).text(text) == "France"


def test_they_inside_a_quotation_are_whom_it_names() -> None:
    text = "Harrow Mills said so. “I asked the engineers, and they told me,” Ada Roe said."
    assert name(text, "Harrow Mills", "they") == "the engineers"


def test_the_last_speaker_comes_before_another_subject_of_the_sentence_before() -> None:
    text = "Xan Moe’s welcome of Colin Poe is “the latest sign,” said Bob Roe. But he warned of more."
    assert name(text, "Bob Roe", "he") == "Bob Roe"


def test_it_is_the_organisation_that_spoke() -> None:
    text = "Harrow Motors said that Fenland Bank paid. It said more."
    assert name(text, "Harrow Motors", "It") == "Harrow Motors"
    text = "Analysts praised Harrow Motors in spring, Fenland Bank said. It said more."
    assert name(text, "Fenland Bank", "It") == "Fenland Bank"


def test_the_chain_leads_from_the_pronoun_to_the_introduction() -> None:
    text = ROE + "Roe said so. “No,” she said."
    found = resolve(text, "Roe", "she")
    assert found is not None
    chain = [s.text(text) for s in found.evidence]
    assert chain[0] == "she"
    assert chain[-1].startswith("Ada Roe, director of the Fenland Institute")
    assert found.agent.organisation == "Fenland Institute"


def test_an_unnamed_group_or_source_is_never_a_person() -> None:
    found = resolve("Two officials said so.", "Two officials")
    assert found is not None
    assert found.agent.kind is AgentKind.GROUP
    found = resolve("A source close to the talks said so.", "A source close to the talks")
    assert found is not None
    assert found.agent.kind is AgentKind.ANONYMOUS


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("Ada Roe left. The Fenland teacher said so.", ["The Fenland teacher"], "Fenland teacher"),
        ("Ada Roe, a former pilot, left. The Fen mayor said so.", ["The Fen mayor"], "Fen mayor"),
        ("Ada Roe, a pilot, left. The former mayor said so.", ["The former mayor"], "pilot"),
        ("Ada Roe left. The Fen mayor said so. She said no.", ["The Fen mayor", "She"], "Fen mayor"),
    ],
)
def test_a_description_is_the_role_of_whom_it_means(text: str, sources: list[str], expected: str) -> None:
    found = resolve(text, *sources)
    assert found is not None
    assert found.agent.role == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("The Fenland Budget Office said so. Later the agency left.", "the agency", "Fenland Budget Office"),
        ("The FWB said so. Then Harrow Motors left, and the agency said so.", "the agency", "FWB"),
        ("The Fenland Dyke Committee met. Later the panel left.", "the panel", "Fenland Dyke Committee"),
        (
            "The Fenland Rowers Association met. Later the union left.",
            "the union",
            "Fenland Rowers Association",
        ),
        ("Fenland University shut. Later the school left.", "the school", "Fenland University"),
        ("Poe told the Fenland Herald so. The newspaper said so.", "The newspaper", "Fenland Herald"),
        ("Velder Quay reopened. The bank said so.", "The bank", "Velder Quay"),
    ],
)
def test_a_sort_of_body_means_the_one_named_before(text: str, source: str, expected: str) -> None:
    assert name(text, source) == expected


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The agency", AgentKind.ANONYMOUS),
        ("A union of pilots", AgentKind.ANONYMOUS),
        ("one research firm", AgentKind.ANONYMOUS),
        ("The transport ministry", AgentKind.ORGANISATION),
        ("The Senate", AgentKind.ORGANISATION),
        ("Fenland Republicans", AgentKind.GROUP),
        ("House Republicans", AgentKind.GROUP),
    ],
)
def test_a_body_without_a_name_is_no_organisation_of_that_name(source: str, kind: AgentKind) -> None:
    found = resolve(f"{source} said so.", source)
    assert found
    assert found.agent.kind is kind


def test_any_number_of_unnamed_people_in_a_row_ends() -> None:
    assert name("The former official walked home. " * 500 + "He said so.", "He") == "The former official"


def test_it_is_the_company_that_nobody_names() -> None:
    assert name("The company shut. It said so.", "The company", "It") == "The company"


def test_a_dangling_word_does_not_end_a_description() -> None:
    assert name("The ministry in Harrow over the week said so.", "The ministry in Harrow over") == (
        "The ministry in Harrow"
    )
