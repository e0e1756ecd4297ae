"""The HTML of a sheet."""

from html.parser import HTMLParser

from sheets.sample_book import BOOK, SHEETS

from analysis.sheets.web import page, write


class Read(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def read(text):
    reader = Read()
    reader.feed(text)
    return reader


def test_every_word_is_shown_as_it_stands_and_makes_no_tag_of_its_own():
    reader = read(page(BOOK, SHEETS[0]))
    said = "".join(reader.words)
    for words in ("Được công nhận <5 điểm.", "1.1 Kế hoạch <b>", "Kết quả & lý do", 'Sở Ấn "Độ"'):
        assert words in said
    assert "b" not in [tag for tag, _ in reader.tags]


def test_a_page_needs_no_other_file_and_runs_nothing():
    reader = read(page(BOOK, SHEETS[0]))
    assert not {tag for tag, _ in reader.tags} & {"script", "img", "link", "iframe", "object"}
    assert not any(name in attributes for _, attributes in reader.tags for name in ("src", "href"))


def test_made_up_figures_say_so_and_others_do_not():
    assert '<p class="mark">DỮ LIỆU MÔ PHỎNG</p>' in page(BOOK, SHEETS[0])
    assert 'class="mark"' not in page(BOOK._replace(mark=""), SHEETS[0])


def test_a_screen_reader_finds_the_language_one_title_and_heads_of_rows_and_columns():
    reader = read(page(BOOK, SHEETS[0]))
    assert ("html", {"lang": "vi"}) in reader.tags and [tag for tag, _ in reader.tags].count("h1") == 1
    assert {attributes.get("scope") for tag, attributes in reader.tags if tag == "th"} == {"col", "row"}


def test_the_same_sheet_gives_the_same_bytes_in_another_folder(tmp_path):
    one, other = (write(tmp_path / folder / "a.html", BOOK, SHEETS[0]) for folder in ("một", "hai"))
    assert one.read_bytes() == other.read_bytes()
