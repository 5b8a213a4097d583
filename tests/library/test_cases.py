"""Cases saved, found, brought back: the same on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from roi_model.library.errors import ConflictError, LibraryError
from roi_model.library.library import Library
from tests.library.plans import DEARER, PLAN


def test_what_is_saved_is_shown_as_it_was(library: Library) -> None:
    first = library.save("Client A", "Spring", PLAN, author="Ana", note="as told by phone")
    second = library.save("Client A", "Spring", DEARER, author="Ben", base=1)
    assert (first.number, second.number) == (1, 2)
    assert library.show("Client A", "Spring").scenario == DEARER
    old = library.show("Client A", "Spring", 1)
    assert (old.scenario, old.author, old.note) == (PLAN, "Ana", "as told by phone")
    assert [one.number for one in library.history("Client A", "Spring")] == [2, 1]
    assert library.history("Client A", "Spring")[0].saved_at >= old.saved_at


def test_an_older_version_is_brought_back_as_a_new_one(library: Library) -> None:
    library.save("W", "N", PLAN, author="Ana")
    library.save("W", "N", DEARER, author="Ana")
    assert library.restore("W", "N", 1, author="Ben").number == 3
    assert library.show("W", "N").scenario == PLAN
    assert library.show("W", "N", 2).scenario == DEARER


def test_who_saves_second_is_told(library: Library) -> None:
    library.save("W", "N", PLAN, author="Ana", base=0)
    library.save("W", "N", DEARER, author="Ana", base=1)
    for base in (0, 1):
        with pytest.raises(ConflictError) as told:
            library.save("W", "N", PLAN, author="Ben", base=base)
        assert (told.value.base, told.value.head) == (base, 2)
    assert [one.author for one in library.history("W", "N")] == ["Ana", "Ana"]


def test_of_many_at_once_each_gets_a_version_of_its_own(library: Library) -> None:
    def save(number: int) -> int:
        return library.save("W", "N", PLAN, author=str(number)).number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(save, range(80)))
    assert sorted(numbers) == list(range(1, 81))
    told = {one.number: one.author for one in library.history("W", "N")}
    assert told == {number: str(at) for at, number in enumerate(numbers)}


def test_of_many_who_changed_the_same_version_one_is_first(library: Library) -> None:
    library.save("W", "N", PLAN, author="Ana")

    def save(number: int) -> bool:
        try:
            library.save("W", "N", DEARER, author=str(number), base=1)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(save, range(40))) == 1
    assert library.show("W", "N").number == 2


def test_cases_are_found_by_words_of_name_and_client(library: Library) -> None:
    for client, name in (("Älpha", "Spring 100 %"), ("Älpha", "Autumn"), ("Beta_x", "Spring")):
        library.save(client, name, PLAN, author="Ana")

    def found(search: str, **more: str) -> list[tuple[str, str]]:
        return [(one.workspace, one.name) for one in library.cases(search=search, **more)]

    assert found("spring") == [("Beta_x", "Spring"), ("Älpha", "Spring 100 %")]
    assert found("ALPHA sprïng") == [("Älpha", "Spring 100 %")]
    assert found("spring beta") == [("Beta_x", "Spring")]
    assert found("%") == [("Älpha", "Spring 100 %")]  # data, no pattern
    assert found("_") == [("Beta_x", "Spring")]
    assert found("", workspace="Älpha") == [("Älpha", "Autumn"), ("Älpha", "Spring 100 %")]
    assert [one.versions for one in library.cases(most=1)] == [1]
    assert library.workspaces() == ["Beta_x", "Älpha"]


def test_a_case_is_renamed_and_put_out_of_sight(library: Library) -> None:
    library.save("W", "N", PLAN, author="Ana")
    library.save("W", "Other", PLAN, author="Ana")
    with pytest.raises(LibraryError, match="Other"):
        library.rename("W", "N", "Other")
    library.rename("W", "N", "Ne\u202ew")
    library.archive("W", "New")
    assert [one.name for one in library.cases()] == ["Other"]
    assert [one.name for one in library.cases(archived=True)] == ["New"]
    library.save("W", "New", DEARER, author="Ana")
    assert {one.name for one in library.cases()} == {"Other", "New"}
    for act in (library.archive, library.history, library.show):
        with pytest.raises(LibraryError, match="“N”"):
            act("W", "N")


@pytest.mark.parametrize("name", ["", " \x00 ", "x" * 121])
def test_a_name_is_data_and_not_empty(library: Library, name: str) -> None:
    with pytest.raises(LibraryError):
        library.save("W", name, PLAN, author="Ana")
    assert library.cases() == []


def test_a_copy_of_a_case_begins_anew(library: Library) -> None:
    library.save("W", "N", PLAN)
    library.save("W", "N", DEARER)
    made = library.duplicate("W", "N", "N (2)", to_workspace="Other")
    assert (made.workspace, made.name, made.number) == ("Other", "N (2)", 1)
    assert library.show("Other", "N (2)").scenario == DEARER
    assert library.show("W", "N").number == 2
    with pytest.raises(ConflictError):
        library.duplicate("W", "N", "N (2)", to_workspace="Other")
