"""What a timestamp of the talk means in seconds, and that the committed table holds every one."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.conversion.timestamps import (
    AMBIGUOUS,
    FRAMES,
    HOURS,
    Moment,
    as_frames,
    as_hours,
    find_raws,
    main,
    read_csv,
    read_moment,
    read_occurrences,
    split,
    write_csv,
)

TABLE = (Path(__file__).parents[2] / "seed" / "talk" / "timestamps.csv").read_text(encoding="utf-8")
OCCURRENCES = read_csv(TABLE)


@pytest.mark.parametrize(
    ("raw", "seconds"), [("07:44:00", 464), ("30:01:00", 1801), ("04:02:49", 242), ("16:16:16", 976), ("03:00:59", 180)]
)
def test_a_first_pair_that_cannot_be_hours_counts_minutes_seconds_and_frames(raw: str, seconds: int) -> None:
    assert read_moment(1, raw, set()) == Moment(seconds, FRAMES)


def test_hours_in_the_first_text_are_believed_if_the_second_names_a_moment_within_two_minutes() -> None:
    assert read_moment(1, "01:13:11", {4391 + 120}) == Moment(4391, HOURS)


def test_hours_in_the_first_text_that_nothing_confirms_are_ambiguous_with_both_values() -> None:
    assert read_moment(1, "01:13:11", {4391 + 121}) == Moment(4391, AMBIGUOUS, 73)


def test_the_second_text_always_means_hours() -> None:
    assert read_moment(2, "00:00:22", set()) == Moment(22, HOURS)


def test_a_moment_has_an_address_that_plays_the_recording_whose_id_begins_with_a_hyphen() -> None:
    assert Moment(464, FRAMES).link == "https://www.youtube.com/watch?v=-KQokCATILo&t=464s"


@pytest.mark.parametrize("raw", ["7:44:00", "07:44", "soon", "07:44:00 "])
def test_anything_else_is_not_a_timestamp(raw: str) -> None:
    with pytest.raises(ValueError, match="is not a timestamp"):
        split(raw)


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_both_readings_follow_the_clock(first: int, second: int, third: int) -> None:
    raw = f"{first:02}:{second:02}:{third:02}"
    assert as_hours(raw) == first * 3600 + second * 60 + third
    assert as_frames(raw) == first * 60 + second


def test_every_occurrence_stands_in_the_table_in_reading_order() -> None:
    assert Counter(one.text for one in OCCURRENCES) == {1: 50, 2: 135}
    for text in (1, 2):
        assert [one.position for one in OCCURRENCES if one.text == text] == list(range(1, {1: 50, 2: 135}[text] + 1))
    assert len({(one.text, one.raw) for one in OCCURRENCES}) == 176


def test_the_table_follows_from_what_the_texts_write() -> None:
    first, second = ([one.raw for one in OCCURRENCES if one.text == text] for text in (1, 2))
    assert write_csv(read_occurrences(first, second)) == TABLE


def test_two_moments_of_the_table_are_ambiguous_and_seventeen_count_frames() -> None:
    assert Counter(one.moment.reading for one in OCCURRENCES) == {HOURS: 166, FRAMES: 17, AMBIGUOUS: 2}
    assert [
        (one.text, one.raw, one.moment.alternative) for one in OCCURRENCES if one.moment.alternative is not None
    ] == [
        (1, "02:13:15", 133),
        (1, "02:15:51", 135),
    ]


def test_no_moment_is_after_the_end_of_a_recording_of_about_two_hours_and_twenty_minutes() -> None:
    assert max(one.moment.seconds for one in OCCURRENCES) == 8151


def test_the_table_is_written_from_two_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text('a <a class="yt-timestamp" data-t="07:44:00">[07:44:00]</a>', encoding="utf-8")
    second.write_text('b <a class="yt-timestamp" data-t="00:16:16">[00:16:16]</a>', encoding="utf-8")
    main([str(first), str(second)])
    assert capsys.readouterr().out == (
        "text,position,raw,seconds,alternative,reading\n"
        "1,1,07:44:00,464,,minutes-seconds-frames\n"
        "2,1,00:16:16,976,,hours-minutes-seconds\n"
    )


def test_a_page_gives_its_timestamps_in_reading_order() -> None:
    assert find_raws('<a data-t="00:00:02">[00:00:02]</a> then <a data-t="00:00:01">[00:00:01]</a>') == [
        "00:00:02",
        "00:00:01",
    ]
