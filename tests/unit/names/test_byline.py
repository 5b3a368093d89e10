import pytest

from quotesdb.names.byline import Name, authors, parse_name, split_bylines


@pytest.mark.parametrize(
    ("printed", "given", "family", "suffix"),
    [
        ("Ada Quill", "Ada", "Quill", ""),
        ("  Ada   Quill ", "Ada", "Quill", ""),
        ("Jane van der Berg", "Jane", "van der Berg", ""),
        ("Teo De Marchi", "Teo", "De Marchi", ""),
        ("María José García López", "María José", "García López", ""),
        ("Ana García Pérez", "Ana", "García Pérez", ""),
        ("Ada B. C. Quill", "Ada B. C.", "Quill", ""),
        ("Mary Ann Tarrant", "Mary Ann", "Tarrant", ""),
        ("Owen Tarrant Jr.", "Owen", "Tarrant", "Jr."),
        ("Owen Tarrant, Jr", "Owen", "Tarrant", "Jr"),
        ("Owen Tarrant III", "Owen", "Tarrant", "III"),
        ("Quill, Ada", "Ada", "Quill", ""),
        ("van der Berg, Jane", "Jane", "van der Berg", ""),
        ("Jean-Luc O'Farrell", "Jean-Luc", "O'Farrell", ""),
        ("Luz Quill y Tarrant", "Luz", "Quill y Tarrant", ""),
        ("Ada E. Tarrant", "Ada E.", "Tarrant", ""),
        ("Ada St. Quill", "Ada", "St. Quill", ""),
        ("Pieter 't Quill", "Pieter", "'t Quill", ""),
        ("Pieter in ’t Quill", "Pieter", "in ’t Quill", ""),
        ("Luz San Quillo", "Luz", "San Quillo", ""),
        ("Luc Le Quill", "Luc", "Le Quill", ""),
        ("Samir al Quill", "Samir", "al Quill", ""),
        ("Sir Owen Tarrant", "Owen", "Tarrant", ""),
        ("Rev. Dr. Ada Quill", "Ada", "Quill", ""),
        ("Ada Quill M.D.", "Ada", "Quill", "M.D."),
        ("Ada Quill, PhD", "Ada", "Quill", "PhD"),
        ("Owen Tarrant Jr., Ph.D.", "Owen", "Tarrant", "Jr., Ph.D."),
        ("Owen Tarrant V", "Owen", "Tarrant", "V"),
        ("Quill, Ada, M.D.", "Ada", "Quill", "M.D."),
        ("Wei Sun", "Wei", "Sun", ""),
        ("JD Quill", "JD", "Quill", ""),
        ("Siobhán Ó Quillin", "Siobhán", "Ó Quillin", ""),
        ("Máire Ní Quillin", "Máire", "Ní Quillin", ""),
        ("Nóra Áine Nic Quillin", "Nóra Áine", "Nic Quillin", ""),
        ("Úna Uí Quillin", "Úna", "Uí Quillin", ""),
        ("Mac Quillin, Seán", "Seán", "Mac Quillin", ""),
        # What looks like such a word and is a given name, an initial, or part of a word.
        ("Mac Quill", "Mac", "Quill", ""),
        ("Nic Ada Quill", "Nic Ada", "Quill", ""),
        ("Ada O. Quill", "Ada O.", "Quill", ""),
        ("Quill, Mac", "Mac", "Quill", ""),
        ("Ada MacQuill", "Ada", "MacQuill", ""),
        ("Rory Mac", "Rory", "Mac", ""),
    ],
)
def test_a_person_is_cut_into_parts(printed: str, given: str, family: str, suffix: str) -> None:
    assert parse_name(printed) == Name(family=family, given=given, suffix=suffix)


@pytest.mark.parametrize(
    "printed",
    [
        "Staff",
        "Lantern",
        "Lantern Press Agency",
        "Lantern staff and agencies",
        "The Northgate Courier",
        "Courier Reporters",
        "Council of Harbours",
        "Quay & Sons",
        "Ada Quill and Ben Rook",
        "courier.com",
        "Ada Quill, Senior Correspondent",
        "Ada Quill, Lantern",
        "Channel 9",
        "Agence France-Presse",
        "Quaylands International",
        "Skerry Observer",
        "QPA Deutschland",
        "de Quill",
    ],
)
def test_what_is_no_single_person_stays_whole(printed: str) -> None:
    assert parse_name(printed) == Name(literal=printed)


def test_blank_names_are_left_out_of_a_byline() -> None:
    assert [name.label for name in authors(["Ada Quill", " ", "", "Staff"])] == ["Quill", "Staff"]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Di Quill", ("Di Quill",)),
        ("Di Quill and Ben Rook", ("Di Quill", "Ben Rook")),
        ("Di Quill, Ben Rook", ("Di Quill", "Ben Rook")),
        ("Ada Quill, Di Rook, Ben Tarrant", ("Ada Quill", "Di Rook", "Ben Tarrant")),
        ("De La Quill, Maria", ("De La Quill, Maria",)),
        ("De La Quill, Maria Elena", ("De La Quill, Maria Elena",)),
        ("Van Quill, Peter", ("Van Quill, Peter",)),
        ("Van Quill, P.", ("Van Quill, P.",)),
        # A sign before a whole name, an agency, a place, a post.
        ("Di Maria Quill", ("Maria Quill",)),
        ("Di Maria Quill, Ben Rook", ("Maria Quill", "Ben Rook")),
        ("Di ANSA", ("ANSA",)),
        ("Von Ada Quill", ("Ada Quill",)),
        ("Ada de la Quill, Ben Rook", ("Ada de la Quill", "Ben Rook")),
        ("El Faro, Northgate", ("El Faro",)),
        ("De La Quill, Science Editor", ("De La Quill",)),
    ],
)
def test_a_particle_that_begins_a_byline_is_a_sign_a_given_name_or_a_family_name(byline, names):
    assert split_bylines([byline]) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        # Where from, in what post, for whom.
        ("By Ada Quill, in Skelby, and Otto Rook, in Corrin", ("Ada Quill", "Otto Rook")),
        ("By Ada Quill, Data Editor, and Otto Rook", ("Ada Quill", "Otto Rook")),
        ("By ADA QUILL; Post Staff Writer", ("ADA QUILL",)),
        ("our political editor Ada Quill", ("Ada Quill",)),
        ("Ada Quill and agencies", ("Ada Quill",)),
        ("Ada Quill|Example Post", ("Ada Quill",)),
        ("REPORTED BY ADA QUILL", ("ADA QUILL",)),
        # Capitals, families first.
        ("BY ADA QUILL AND OTTO ROOK", ("ADA QUILL", "OTTO ROOK")),
        ("ADA QUILL, OTTO ROOK AND JANE TARRANT", ("ADA QUILL", "OTTO ROOK", "JANE TARRANT")),
        ("Quill, Ada and Rook, Otto", ("Quill, Ada", "Rook, Otto")),
        ("Quill, A. & Rook, O.", ("Quill, A.", "Rook, O.")),
        ("Brook, Rose, and Vale, Heather", ("Brook, Rose", "Vale, Heather")),
        # Days and what others did.
        ("Ada Quill Published April 3, 2024", ("Ada Quill",)),
        ("Ada Quill · Apr 3, 2024 · 5 min read", ("Ada Quill",)),
        ("By Ada Quill and Otto Rook - Monday 3 April 2024, 10:15", ("Ada Quill", "Otto Rook")),
        ("Ada Quill Photos by Otto Rook", ("Ada Quill",)),
        ("By Ada Quill. Photographs by Otto Rook", ("Ada Quill",)),
        # What says nothing.
        ("nan", ()),
        ("N/A", ()),
        ("—", ()),
        ("Nan Quill", ("Nan Quill",)),
        ("The Unknown", ("The Unknown",)),
        ("Ada Quill ada@velda.example", ("Ada Quill",)),
        ("Ada Quill, ada@velda.example", ("Ada Quill",)),
        ("Ada Quill (ada@velda.example) and Otto Rook", ("Ada Quill", "Otto Rook")),
        ("ada@velda.example", ()),
        # No such lists.
        ("SEA AND RIVER AGENCY", ("SEA AND RIVER AGENCY",)),
        ("BOARD OF TRADE AND INDUSTRY", ("BOARD OF TRADE AND INDUSTRY",)),
        ("ROCK AND ROLL NEWS", ("ROCK AND ROLL NEWS",)),
        ("BILL AND BEN TOY COMPANY", ("BILL AND BEN TOY COMPANY",)),
        ("Skelby, Corrin and Rook, Otto", ("Skelby, Corrin and Rook, Otto",)),
        ("Quill, Ada and Otto", ("Quill, Ada and Otto",)),
        ("Quill, Rook and Partners", ("Quill, Rook and Partners",)),
        ("Photos by Otto Rook", ("Photos by Otto Rook",)),
        ("Stand by Me Productions", ("Stand by Me Productions",)),
        ("Ada April", ("Ada April",)),
        ("Ada Posted", ("Ada Posted",)),
        ("Ada Photos", ("Ada Photos",)),
        ("May Day 2024 Committee", ("May Day 2024 Committee",)),
    ],
)
def test_what_stands_around_authors_is_no_part_of_their_names(byline, names):
    assert split_bylines([byline]) == names
