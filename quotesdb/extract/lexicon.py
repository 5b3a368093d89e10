"""Closed lists of English words that the rules of this package go by.

They hold kinds of words, never names of particular people or organisations; given names are only
used to tell a person from an organisation and "she" from "he".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from quotesdb.text.folding import word_set as word_set

TITLES = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count rev reverend fr "
    "sister sen senator rep representative gov governor president judge justice sgt sergeant lt "
    "lieutenant capt captain col colonel gen general maj major cmdr commander adm admiral cllr "
    "councillor hon pope king queen prince princess imam rabbi bishop archbishop cardinal sheikh "
    "detective inspector constable superintendent"
)
MALE_TITLES = word_set("mr sir lord baron count king prince fr bishop pope imam")
FEMALE_TITLES = word_set("mrs ms miss dame lady baroness queen princess sister")

ROLE_NOUNS = word_set(
    "activist actor actress adviser advisor advocate agent aide ambassador analyst anchor "
    "archaeologist architect artist assistant associate astronaut astronomer athlete attorney auditor "
    "author banker baker biologist boss broker builder buyer campaigner candidate captain carer "
    "cashier ceo cfo chair chairman chairperson chairwoman chancellor champion chef chemist chief cio "
    "clerk climatologist coach co-author co-chair co-chairman co-director co-founder co-owner coo "
    "colleague columnist comedian commander commissioner composer conductor congressman congresswoman "
    "conservationist consultant contractor controller coordinator co-ordinator coroner correspondent "
    "councillor councilman councilwoman counsel counsellor cto curator cyclist dean defender delegate "
    "democrat deputy designer detective developer diplomat director doctor donor driver ecologist "
    "economist editor educator engineer entrepreneur envoy epidemiologist executive expert farmer "
    "father fellow filmmaker firefighter fisherman footballer forecaster forward foreman founder "
    "friend geologist geographer goalkeeper governor grandfather grandmother guard guide guitarist "
    "head headteacher historian host hydrologist imam inspector instructor investigator investor "
    "journalist judge justice lawmaker lawyer leader lecturer legislator librarian lobbyist "
    "magistrate manager mathematician mayor medic member mep meteorologist midfielder minister "
    "moderator monk mother mp msp musician negotiator neighbour neighbor neurologist nominee novelist "
    "nurse nutritionist officer official oncologist operator organiser organizer owner paramedic "
    "parent partner pastor pathologist patient patrolman pediatrician pharmacist philosopher "
    "photographer physician physicist pilot planner player poet politician pollster postman premier "
    "presenter president priest principal prisoner producer professor programmer prosecutor "
    "psychiatrist psychologist publisher quarterback rabbi radiologist ranger receptionist rector "
    "referee registrar regulator reporter representative republican researcher resident scholar "
    "scientist scout screenwriter secretary seismologist senator sergeant sheriff singer skipper "
    "sociologist solicitor speaker specialist spokesman spokesperson spokeswoman spouse staffer "
    "statistician steward strategist striker student superintendent supervisor supporter surgeon "
    "surveyor survivor suspect taoiseach teacher technician theologian toxicologist trader trainer "
    "translator treasurer trustee undersecretary urologist veteran vet vicar vice-chair "
    "vice-president virologist volunteer volcanologist warden whistleblower widow winger winner "
    "witness worker writer zoologist husband wife son daughter brother sister uncle aunt cousin "
    "girlfriend boyfriend defendant plaintiff policeman policewoman fireman mp's chaplain undertaker "
    "landlord tenant shopkeeper fundraiser creator master keeper substitute keyworker incumbent "
    "ally apprentice archivist barber barrister bartender bassist billionaire blogger boxer brewer "
    "broadcaster businessman businesswoman butcher carpenter caretaker challenger columnist commentator "
    "confidant contender counselor courier dancer dentist documentarian drummer electrician firebrand "
    "florist gardener golfer graduate grocer gymnast hairdresser headmaster headmistress hopeful intern "
    "janitor jockey juror laureate marathoner mechanic mentor midwife miner mogul neuroscientist "
    "nun opponent optician paralegal philanthropist physiotherapist plumber prankster prosecutor provost "
    "psychotherapist pundit pupil rapper rival rower runner sailor schoolteacher sculptor seamstress "
    "settler shareholder shepherd skater skier socialite soldier songwriter sprinter stepfather stepmother "
    "subcontractor surrogate swimmer tailor therapist trucker tutor tycoon typist violinist pianist "
    "waiter waitress welder whip wrestler youtuber zookeeper "
    "founder-director choreographer defenseman pitcher catcher goalie linebacker tackle"
)
FEMALE_ROLES = word_set(
    "actress chairwoman congresswoman councilwoman mother grandmother spokeswoman wife daughter "
    "sister aunt girlfriend widow policewoman woman girl businesswoman queen heroine"
)
MALE_ROLES = word_set(
    "actor chairman congressman councilman father grandfather spokesman husband son brother uncle "
    "boyfriend policeman fireman fisherman postman man boy businessman king foreman patrolman"
)
OFFICES = word_set(
    "cllr councillor gov governor sen senator rep president mayor judge justice sheriff king queen pope"
)
_ROLE_ENDINGS = ("ologist", "ician", "ographer", "keeper", "woman", "person", "-general", "-in-chief")
ROLE_MODIFIERS = word_set(
    "acting assistant associate chief deputy executive former general interim junior lead managing "
    "principal retired senior vice veteran then ex outgoing incoming new prime first second national "
    "regional federal foreign finance health education defence defense home interior justice trade "
    "transport environment energy agriculture labour labor housing state county city district shadow "
    "opposition head non-executive founding technical creative artistic medical scientific political "
    "financial commercial"
)
ORGANISATION_WORDS = word_set(
    "academy administration agency airline airlines airport airways alliance army assembly associates "
    "broadcasting association authority bank bbc board brigade bureau business cabinet campaign capital care "
    "cathedral circuit district centre center chamber charity church city's clinic club co coalition college "
    "commission committee communications community companies company computers confederation "
    "conference congress consortium consultancy consulting corp corporation corps council court daily "
    "department dept directorate division economics electric embassy energy enforcement enterprises "
    "entertainment exchange executive express farms federation fire firm force forces forum foundation front "
    "fund games gazette government group guild healthcare herald holdings hospital hotels house inc "
    "industries infirmary initiative institute institution insurance international investments journal "
    "laboratory laboratories labs lab league limited llc llp ltd magazine media mail ministry mission "
    "mosque movement motors museum navy network networks news newspaper observer office oil online opera "
    "orchestra organisation organization parliament partners partnership party pharma pharmaceuticals "
    "plc police post press project radio railway railways records regulator report republic research "
    "resources review royal school schools secretariat securities senate service services society "
    "software solutions staff standard station steel store stores studio studios sun supermarkets "
    "surveillance syndicate systems tech technologies technology telegraph television theatre theater "
    "times treasury tribune tribunal trust tv union united universities university ventures watchdog "
    "weekly works zoo airforce nhs un eu"
)
ORGANISATION_NOUNS = word_set(
    "agency airline army association authority bank board bureau campaign centre center chain charity "
    "church club college commission committee company consortium conglomerate corporation council "
    "country court department developer embassy federation firm force foundation fund government "
    "group hospital institute institution insurer journal laboratory league maker manufacturer "
    "ministry museum network newspaper office organisation organization outlet panel parliament party "
    "police publisher regulator retailer school senate service society start-up startup station "
    "studio supplier team think-tank treasury tank tribunal trust union unit university utility watchdog "
    "website white-house operator carrier magazine paper broadcaster partnership cooperative "
    "co-operative administration secretariat carmaker automaker giant"
)
GROUP_NOUNS = word_set(
    "activists actors advisers advisors advocates agents aides allies analysts attorneys authorities bankers "
    "bosses brokers campaigners candidates celebrities chiefs citizens clinicians coaches colleagues "
    "comedians commentators companies conservatives consumers correspondents councillors countries critics "
    "customers defenders delegates democrats detectives developers diplomats directors doctors drivers "
    "economists editors employees employers engineers environmentalists executives experts families "
    "fans farmers fighters firefighters firms forecasters friends governments groups historians "
    "insiders inspectors investigators investors journalists judges lawmakers lawyers leaders "
    "liberals locals managers members ministers mps negotiators neighbours neighbors nurses observers "
    "officers officials onlookers operators opponents organisers organizers parents participants "
    "partners passengers patients people physicians pilots players police politicians pollsters "
    "producers professors prosecutors protesters pundits pupils readers relatives reporters "
    "representatives republicans rescuers researchers residents respondents rivals scholars "
    "scientists senators settlers shareholders soldiers some others many spokesmen staff states "
    "strategists students supporters surgeons survivors teachers tenants traders troops unions users "
    "veterans victims villagers volunteers voters watchers witnesses women workers writers men "
    "children both several most two three four five"
)
ANONYMOUS_NOUNS = word_set("source sources insider someone somebody")
DOCUMENT_NOUNS = word_set(
    "article book brief caption complaint data document documents email e-mail evidence figures file "
    "files filing findings indictment judgment judgement lawsuit leaflet letter memo memorandum "
    "message motion notice paper papers petition placard poll polls post press-release release report "
    "reports research review ruling sign signs statement statistics study studies survey surveys "
    "tweet tweets website index analysis note notes transcript affidavit banner"
)
SENTENCE_OPENERS = word_set(
    "the a an but and however although though while when after before as if in on at for from with by "
    "to of it he she they we i you this that these those there here what who which why how where his "
    "her its their our my your one two three some many most several few both all each every another "
    "other no not yet so then now also even still just only once since until because meanwhile "
    "moreover instead despite during under over about according earlier later last next today "
    "yesterday tomorrow nor or either neither perhaps maybe like unlike among between within without "
    "against through throughout around across into upon is are was were be been has have had do does "
    "did will would can could should may might must let asked speaking writing saying adding noting "
    "citing referring responding given such more much less least rather indeed thus therefore hence "
    "nevertheless nonetheless besides further finally first second third recently currently "
    "previously originally additionally similarly overall elsewhere nearly almost roughly up down out "
    "off well yes oh q very any anyone everyone nobody nothing everything something somebody someone "
    "people men women whether whatever whenever"
)
_DEMONYM_NOUNS = word_set(
    "afghan african african-american albanian algerian american angolan arab argentine armenian asian "
    "asian-american australian austrian bangladeshi belarusian belgian bolivian bosnian brazilian "
    "bulgarian californian cambodian canadian catalan chilean colombian croatian cuban cypriot czech "
    "dane egyptian eritrean estonian ethiopian european fijian filipino finn georgian german ghanaian "
    "greek haitian hawaiian hungarian icelander indian indonesian iranian iraqi israeli italian "
    "jamaican jordanian kenyan korean kurd kuwaiti latvian lebanese liberian libyan lithuanian "
    "malaysian mexican moldovan mongolian moroccan namibian nepali nigerian norwegian pakistani "
    "palestinian peruvian pole portuguese romanian russian rwandan saudi scandinavian scot serb "
    "serbian sicilian singaporean slovak slovenian somali spaniard sudanese swede syrian taiwanese "
    "tanzanian texan thai tibetan tunisian turk ugandan ukrainian uruguayan uzbek venezuelan "
    "vietnamese yemeni zambian zimbabwean latino latina hispanic anglican baptist buddhist catholic "
    "christian evangelical hindu islamist jew jihadist mormon muslim protestant sikh sunni shiite "
    "communist conservative democrat fascist liberal libertarian marxist nazi progressive republican "
    "socialist tory unionist westerner"
)
_DEMONYM_ADJECTIVES = word_set(
    "british chinese danish dutch english finnish french icelandic irish japanese jewish kurdish "
    "maltese polish scottish shia slovene spanish swedish swiss turkish welsh burmese congolese "
    "islamic democratic tories"
)
DEMONYMS = _DEMONYM_NOUNS | {noun + "s" for noun in _DEMONYM_NOUNS} | _DEMONYM_ADJECTIVES
COMPASS_WORDS = word_set(
    "central eastern western southern northern north south east west middle non-western south-east "
    "southeastern latin anglo"
)
THING_WORDS = word_set(
    "accord act agreement album amendment anthem article award awards bible bill bowl bridge chronicles "
    "constitution convention crisis cup day days deal declaration derby doctrine era event "
    "experience festival final finals flag game gate guide jubilee law laws lecture match medal "
    "memorial model month night novel olympics pact plan plans poll prize programme proposal protocol "
    "rebellion revolution road row rule rules scandal series show song standard statute "
    "storm street summit survey test tour tower towers treaty trial trophy war wars week"
)
NAMES_OF_PLACES_TOO = word_set(
    "adelaide alexandria austin carolina charlotte chelsea cleveland dakota dallas florence georgia "
    "houston jackson jordan lincoln logan madison orlando preston savannah sydney victoria virginia "
    "washington april may june august autumn summer"
)
CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december christmas easter jan feb mar apr jun jul aug sep "
    "sept oct nov dec"
)
DAY_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february july september october "
    "november december"
)
SHORT_FORMS = {
    "bill": ("william",),
    "billy": ("william",),
    "bob": ("robert",),
    "bobby": ("robert",),
    "chuck": ("charles",),
    "dick": ("richard",),
    "rick": ("richard",),
    "jack": ("john",),
    "jim": ("james",),
    "jimmy": ("james",),
    "joe": ("joseph",),
    "mike": ("michael",),
    "ned": ("edward",),
    "ted": ("edward", "theodore"),
    "tony": ("anthony",),
    "hank": ("henry",),
    "harry": ("henry",),
    "larry": ("lawrence", "laurence"),
    "jerry": ("gerald", "jerome"),
    "steve": ("stephen", "steven"),
    "dave": ("david",),
    "betty": ("elizabeth",),
    "beth": ("elizabeth",),
    "liz": ("elizabeth",),
    "kate": ("katherine", "catherine"),
    "kathy": ("katherine", "kathleen"),
    "peggy": ("margaret",),
    "meg": ("margaret",),
    "maggie": ("margaret",),
    "sue": ("susan",),
    "becky": ("rebecca",),
    "debbie": ("deborah",),
}
CAMPAIGN_WORDS = word_set("campaign administration camp")
PARTIES = word_set("democrat republican conservative independent labour liberal socialist tory unionist")
SHORT_TITLES = word_set("sen rep gov dr prof gen lt sgt col capt maj cmdr adm rev hon cllr")
FULL_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "dr": "doctor", "prof": "professor",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "col": "colonel", "gen": "general",
    "maj": "major", "cmdr": "commander", "adm": "admiral", "cllr": "councillor", "rev": "reverend",
    "justice": "judge", "pm": "minister", "secretary-general": "secretary",
}  # fmt: skip
SPORT_ROLES = word_set(
    "boss captain catcher coach cornerback defender defenseman forward fullback goalie goalkeeper "
    "half-back keeper linebacker manager midfielder pitcher player quarterback skipper striker substitute "
    "tackle winger"
)
QUALIFIERS = word_set(
    "former ex acting interim retired outgoing incoming longtime long-time veteran then onetime one-time"
)
BODY_WITH_ON = word_set(
    "caucus center centre commission committee conference convention council institute panel subcommittee"
)
_ORGANISATION_MODIFIERS = word_set(
    "business capital care economics energy fire health international investments media oil police "
    "records research securities service services royal standard steel technology trust union united"
)
PLACE_WORDS = word_set("county island islands valley beach province river peninsula")
ADJECTIVE_PARTS = word_set(
    "affiliated aligned area backed based born bound controlled dominated educated enabled era funded held "
    "inspired leaning led like linked oriented owned related run speaking sponsored style supported trained "
    "winning"
)
SUFFIXES = word_set("jr sr ii iii iv")
_NUMBERS = word_set("twenty thirty forty fifty sixty seventy eighty ninety")
ORGANISATION_HEADS = ORGANISATION_WORDS - _ORGANISATION_MODIFIERS
NAME_PARTICLES = word_set("de da del della der den di dos du el al bin ibn la le van von ten ter y e san st")
MALE_PRONOUNS = word_set("he him his himself")
FEMALE_PRONOUNS = word_set("she her hers herself")
NEUTER_PRONOUNS = word_set("it its itself")
PLURAL_PRONOUNS = word_set("they them their themselves")
FIRST_PRONOUNS = word_set("i we me us my our you")
RELATIVES = word_set("who which that whose whom")
PRONOUNS = MALE_PRONOUNS | FEMALE_PRONOUNS | NEUTER_PRONOUNS | PLURAL_PRONOUNS | FIRST_PRONOUNS | RELATIVES


def is_demonym(words: Iterable[str]) -> bool:
    """Whether words only tell a nation, party or faith: "South Asian", "Republicans".

    >>> is_demonym(["south", "asian"]), is_demonym(["european", "commission"]), is_demonym(["south"])
    (True, False, False)
    """
    keys = list(words)
    return all(k in DEMONYMS | COMPASS_WORDS for k in keys) and any(k in DEMONYMS for k in keys)


def is_number(word: str) -> bool:
    """Whether a word is a number like "twenty-two"."""
    return word.partition("-")[0] in _NUMBERS


def is_role_noun(word: str) -> bool:
    """Whether a lower-case word names somebody's job, office or part.

    >>> is_role_noun("pulmonologist"), is_role_noun("table")
    (True, False)
    """
    return word.removeprefix("co-") in ROLE_NOUNS or (len(word) > 8 and word.endswith(_ROLE_ENDINGS))


@cache
def given_names() -> dict[str, str]:
    """Common given names, lower case, with "f", "m" or "u" (either)."""
    out: dict[str, str] = {}
    for line in files("quotesdb.extract").joinpath("given_names.txt").read_text(encoding="utf8").splitlines():
        gender, _, names = line.partition(":")
        if gender in ("f", "m", "u"):
            out.update(dict.fromkeys(names.split(), gender))
    return out


_PLACES = frozenset(
    name.replace("_", " ")
    for name in word_set(
        "afghanistan africa alabama alaska albania algeria america angola argentina arizona "
        "arkansas armenia asia atlanta australia austria azerbaijan bahrain baltimore "
        "bangladesh beijing belarus belfast belgium berlin bolivia bosnia boston botswana "
        "brazil britain brussels bulgaria california cambodia cameroon canada capitol_hill cardiff chad "
        "chicago chile china colombia colorado congo connecticut costa_rica crimea croatia "
        "cuba cyprus czech_republic dallas delaware denmark denver detroit dubai dublin "
        "east_timor ecuador edinburgh egypt el_salvador england estonia ethiopia europe fiji "
        "finland florida france gaza georgia germany ghana glasgow great_britain greece "
        "guatemala guinea haiti hawaii holland honduras hong_kong houston hungary iceland "
        "idaho illinois india indiana indonesia iowa iran iraq ireland israel italy "
        "ivory_coast jamaica japan jordan kansas kazakhstan kentucky kenya kosovo kuwait laos "
        "latvia lebanon liberia libya lithuania london los_angeles louisiana luxembourg "
        "madagascar maine malawi malaysia mali malta manchester maryland massachusetts mexico "
        "miami michigan minnesota mississippi missouri moldova mongolia montana montenegro "
        "morocco moscow mozambique myanmar namibia nebraska nepal netherlands nevada "
        "new_hampshire new_jersey new_mexico new_york new_york_city new_zealand nicaragua niger "
        "nigeria north_carolina north_dakota north_korea northern_ireland norway ohio oklahoma "
        "oman oregon pakistan palestine panama paraguay paris pennsylvania peru philadelphia "
        "philippines poland portugal qatar rhode_island romania rome russia rwanda "
        "san_francisco saudi_arabia scotland seattle senegal serbia sierra_leone singapore "
        "slovakia slovenia somalia south_africa south_carolina south_dakota south_korea spain "
        "sri_lanka sudan sweden switzerland sydney syria taiwan tajikistan tanzania tennessee "
        "texas thailand tibet tokyo tunisia turkey uganda uk ukraine united_arab_emirates "
        "united_kingdom united_states uruguay us usa utah uzbekistan venezuela vermont vietnam "
        "virginia wales washington west_virginia western_australia wisconsin wyoming yemen "
        "zambia zimbabwe"
    )
)


def is_place(name: str) -> bool:
    """Whether a folded name is a well-known country, state or city (as an agent: its government)."""
    return name in _PLACES
