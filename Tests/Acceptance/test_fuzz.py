"""A little of what `make fuzz` does, always the same: the corpus, random lessons, and an author's random edits."""

import pytest

from fuzz import CORPUS, Fuzzer


@pytest.fixture
def fuzzer(stepwise) -> Fuzzer:
    return Fuzzer(stepwise.binary, seed=20240101)


def test_the_corpus(fuzzer):
    assert not fuzzer.fault([path.read_bytes() for path in sorted(CORPUS.glob("*.md"))])


def test_random_lessons(fuzzer):
    assert not fuzzer.fault(fuzzer.random(24))


def test_an_authors_edits(fuzzer):
    assert not fuzzer.fault(fuzzer.edits(60))
