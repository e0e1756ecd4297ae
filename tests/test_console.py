"""What the command line prints, Vietnamese first."""

import pytest

from analysis import console
from analysis.problems import problem
from analysis.run import Outcome

ENDINGS = [
    (Outcome("toy", "done"), "toy: xong.", "out"),
    (Outcome("toy", "unchanged"), "toy: không có gì thay đổi", "out"),
    (Outcome("toy", "busy"), "một lần chạy khác", "err"),
    (Outcome("toy", "file_open", detail=("report.vi.docx",)), "report.vi.docx đang mở", "err"),
    (Outcome("toy", "crashed", detail=("OSError: no space",)), "OSError: no space", "err"),
    (
        Outcome("toy", "room_failed", detail=("3_score", "Điểm", "KeyError: 'a'", "x.ipynb")),
        "3_score dừng ở phần “Điểm”",
        "err",
    ),
    (Outcome("toy", "data_errors", (problem("file_missing", file="results.csv"),)), "dữ liệu có 1 lỗi", "err"),
]


@pytest.mark.parametrize(("outcome", "words", "stream"), ENDINGS)
def test_every_ending_is_told_in_both_languages(outcome, words, stream, capsys):
    console.report(outcome)
    lines = getattr(capsys.readouterr(), stream).splitlines()
    assert words in lines[-2] and lines[-1] != lines[-2] and len(lines) == 2


def test_a_problem_stands_in_both_languages(capsys):
    console.list_problems([problem("file_missing", file="results.csv")])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("LỖI  results.csv") and second.strip().startswith("results.csv: there is no such file")


def test_of_very_many_problems_only_the_first_are_shown_and_the_rest_are_counted(capsys):
    console.list_problems([problem("file_missing", file=f"{place}.csv") for place in range(console.SHOWN_PROBLEMS + 5)])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 * console.SHOWN_PROBLEMS + 2
    assert lines[-2:] == ["… và 5 dòng nữa không in ra ở đây.", "… and 5 more, not printed here."]
