"""The three formats of a report: the same bytes everywhere, A4, marked on every page, nothing lost."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import matplotlib
import pytest
import typst
from docx.oxml.ns import qn
from docx.shared import Cm

from analysis import render as render_module
from analysis.render import RenderError, ReportDetails, render
from analysis.report_assets.document_tree import DOCX_ROOM, Need, column_shares, crowding

matplotlib.use("Agg")

LETTERS = "ạảãàáâậầấẩẫăắằặẳẵ đ Đ éèẻẽẹêếềểễệ íìỉĩị óòỏõọôốồổỗộơớờởỡợ úùủũụưứừửữự ýỳỷỹỵ ẶẪỮỢ"
UNITS = ["Sở Nội vụ", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "Sở Kế hoạch và Đầu tư"]
HEAD = "toy · DỮ LIỆU MÔ PHỎNG, KHÔNG PHẢI SỐ LIỆU THẬT"
SUFFIXES = (".html", ".docx", ".pdf")
DETAILS = {
    "vi": ReportDetails("Đánh giá: số liệu thử", "vi", HEAD, True, datetime(2023, 12, 25, tzinfo=UTC), "Mục lục"),
    "en": ReportDetails("Evaluation", "en", "toy · published", False, datetime(2023, 12, 25), "Contents"),
}


def markdown(language: str) -> str:
    """A report with long names, comma numbers to the right, a tall figure, a wide and a long table."""
    rows = [f"| {name} | {85.3 - index:.2f} | Tốt |".replace(".", ",") for index, name in enumerate(UNITS * 20)]
    years = [f"PAPI {year}" for year in range(2006, 2024)]
    return "\n".join([
        "# Tóm tắt\n",
        f"{LETTERS} ≥ − × “ngoặc” a@b.vn [trang](https://www.example.org/trang).\n",
        "## Bảng\n",
        "Table: Bảng 1. Điểm\n",
        "| Cơ quan | Điểm | Xếp loại |",
        "|---|---:|:---:|",
        *rows,
        "",
        "Table: Bảng 2. Nhiều cột\n",
        "| Đơn vị | " + " | ".join(years) + " |",
        "|---|" + "---:|" * len(years),
        "| Thành phố Hồ Chí Minh | " + " | ".join(["34,1234"] * len(years)) + " |",
        "",
        f"![Hình 1. Khoảng thứ hạng, 63 dòng](figures/tall_{language})\n",
        "Công thức $x^2$. <!-- ghi chú -->\n",
    ])  # fmt: skip


def write_figure(folder: Path, language: str) -> None:
    """Save a tall figure with Vietnamese labels as SVG and PNG."""
    import matplotlib.pyplot as pyplot

    folder.mkdir(parents=True, exist_ok=True)
    with matplotlib.rc_context({"svg.hashsalt": "test"}):
        figure, axes = pyplot.subplots(figsize=(6.7, 15), layout="constrained")
        axes.plot(range(63), range(63), "ko")
        axes.set_yticks(range(63), [UNITS[index % 3] for index in range(63)])
        axes.set_title("Khoảng thứ hạng: ặ ẫ ữ ợ đ")
        figure.savefig(folder / f"tall_{language}.svg", metadata={"Date": None})
        figure.savefig(folder / f"tall_{language}.png", dpi=60)
        pyplot.close(figure)


def write_sample(folder: Path) -> Path:
    """Fill a folder with the Markdown and the figures of both languages."""
    for language in DETAILS:
        write_figure(folder / "figures", language)
        (folder / f"report.{language}.md").write_text(markdown(language), encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder whose name has spaces and marks, with both reports rendered."""
    place = write_sample(tmp_path_factory.mktemp("first") / "Báo cáo thử")
    for language, details in DETAILS.items():
        assert render(place, language, details) == [place / f"report.{language}{suffix}" for suffix in SUFFIXES]
    return place


def test_same_bytes_in_another_folder_and_process(folder, tmp_path):
    other = write_sample(tmp_path / "other")
    call = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[2:]; import test_render as sample;"
        "[sample.render(Path(sys.argv[1]), *each) for each in sample.DETAILS.items()]"
    )
    environment = os.environ | {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}
    source = Path(render_module.__file__).parents[1]
    places = [str(other), str(source), str(Path(__file__).parent)]
    subprocess.run([sys.executable, "-c", call, *places], env=environment, cwd=tmp_path, check=True)
    names = [f"report.{language}{suffix}" for language in DETAILS for suffix in SUFFIXES]
    assert [name for name in names if (folder / name).read_bytes() != (other / name).read_bytes()] == []


def test_no_path_of_the_machine_is_written(folder):
    contents = [(folder / f"report.vi{suffix}").read_bytes() for suffix in (".html", ".pdf")]
    with zipfile.ZipFile(folder / "report.vi.docx") as archive:
        contents += [archive.read(name) for name in archive.namelist()]
    traces = [folder.name, folder.parent.name, str(Path(render_module.__file__).parents[2]), str(Path.home())]
    for content in contents:
        assert [trace for trace in traces if trace.encode() in content] == []


@pytest.mark.parametrize(("language", "words"), [("vi", ("Trang ", "/")), ("en", ("Page ", " of "))])
def test_word_pages(folder, language, words):
    document = docx.Document(str(folder / f"report.{language}.docx"))
    for section in document.sections:
        assert abs(section.page_width - Cm(21.0)) < Cm(0.01)
        assert abs(section.page_height - Cm(29.7)) < Cm(0.01)
        assert section.header.paragraphs[0].text == DETAILS[language].running_head
        footer = section.footer.paragraphs[0]
        assert tuple(run.text for run in footer.runs) == words
        assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == [
            "PAGE",
            "NUMPAGES",
        ]
    properties = document.core_properties
    assert (properties.title, properties.author) == (DETAILS[language].title, "")
    assert properties.created.isoformat().startswith("2023-12-25T00:00:00")


def test_word_text_and_tables(folder):
    document = docx.Document(str(folder / "report.vi.docx"))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert any(LETTERS in line for line in text)
    assert text.index("Mục lục") < text.index("Tóm tắt")
    assert [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables] == [
        True,
        True,
    ]
    styles = {paragraph.style.name for table in document.tables for paragraph in table._cells[0].paragraphs}
    assert styles == {"Table Text 9.5", "Table Text 5 Kept"}
    fonts = document.styles["Heading 1"].element.find(f".//{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert document.inline_shapes[0].height < Cm(22)


def test_web_page_stands_alone(folder):
    page = (folder / "report.vi.html").read_text(encoding="utf-8")
    assert '<html lang="vi">' in page
    assert f'<p class="running-head synthetic">{HEAD}</p>' in page
    assert LETTERS in page and "<math" in page and "data:image/svg+xml" in page
    assert "ghi chú" not in page
    assert re.findall(r'<(?:script|link|iframe)\b|src="(?!data:)|url\(|@import', page) == []
    assert re.findall(r'href="(?!#)([^"]*)"', page) == ["https://www.example.org/trang"]
    assert 'class="running-head">' in (folder / "report.en.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_printed_pages(folder, language):
    pdf = (folder / f"report.{language}.pdf").read_bytes()
    pages = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(pages) > 2
    assert {(round(float(width)), round(float(height))) for width, height in pages} == {(595, 842)}
    assert b"D:20231225000000" in pdf
    assert len(running_heads(folder, language)) == len(pages)


def running_heads(folder: Path, language: str) -> list[str]:
    """The running head of each page, asked of typst."""
    source, details = folder / f"report.{language}.md", DETAILS[language]
    tree = render_module._read(source, details)
    text, inputs = render_module._typst_source(source, details, tree)
    found = typst.query(text, "<running-head>", field="value", root=folder, ignore_system_fonts=True, sys_inputs=inputs)
    heads = re.findall(r'"((?:[^"\\]|\\.)*)"', found)
    assert set(heads) == {details.running_head}
    return heads


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("![Hình 9. Thiếu](figures/missing_vi)", "figures/missing_vi"),
        ("![Hình 9. Mạng](https://www.example.org/a.png)", "https://www.example.org/a"),
        ("![Hình 9. Ngoài](../a)", "../a"),
        ("Chữ <script>x</script>", "<script>"),
        ("[a]: b\n\n[a]: c\n\n[a]", "Duplicate link reference"),
    ],
)
def test_what_cannot_be_shown_stops(tmp_path, text, named):
    (tmp_path / "report.vi.md").write_text(text, encoding="utf-8")
    with pytest.raises(RenderError, match=re.escape(named)) as error:
        render(tmp_path, "vi", DETAILS["vi"])
    assert "report.vi.md" in str(error.value)


def test_missing_or_mistaken_report_stops(tmp_path):
    with pytest.raises(RenderError, match=r"report\.vi\.md: not found"):
        render(tmp_path, "vi", DETAILS["vi"])
    with pytest.raises(RenderError, match="language 'en'"):
        render(tmp_path, "en", DETAILS["vi"])


@pytest.mark.parametrize(
    ("file", "named"), [("tall_vi.svg", "typst"), ("tall_vi.png", "not a PNG picture: tall_vi.png")]
)
def test_broken_figure_stops(folder, tmp_path, file, named):
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy" / "figures" / file).write_text("not a picture", encoding="utf-8")
    with pytest.raises(RenderError, match=r"report\.vi\.md: " + named):
        render(tmp_path / "copy", "vi", DETAILS["vi"])


def test_details_are_printed_as_they_are(tmp_path):
    title = 'A <b> & "c" $x$ #let _y_ \\n'
    (tmp_path / "report.en.md").write_text("---\ntitle: other\nauthor: nobody\n---\n\nText", encoding="utf-8")
    render(tmp_path, "en", replace(DETAILS["en"], title=title, running_head=title, synthetic=True))
    page = (tmp_path / "report.en.html").read_text(encoding="utf-8")
    assert '<h1 class="title">A &lt;b&gt; &amp; &quot;c&quot; $x$ #let _y_ \\n</h1>' in page
    assert "nobody" not in page
    assert docx.Document(str(tmp_path / "report.en.docx")).paragraphs[0].text == title


def test_column_shares():
    name, points, comment = Need(8, 8, 60, 60), Need(8, 8, 8, 20), Need(10, 10, 160, 160)
    assert column_shares([Need(8, 8, 20, 20), points], 100) == pytest.approx([0.2, 0.2])
    wide = column_shares([name, points, comment], 100)
    assert sum(wide) == pytest.approx(1)
    assert wide[1] == pytest.approx(0.08) and wide[0] > 0.08 and wide[2] > wide[0]
    assert crowding([points] * 20, DOCX_ROOM) == pytest.approx(DOCX_ROOM / 160)
    assert Need().with_cell("72-so-noi-vu 2012-2023", heading=False).word == len("2012-2023") + 3


def test_a_heading_takes_few_lines_before_a_long_name_gets_more_room():
    name, share = Need().with_cell("x " * 80, heading=False), Need().with_cell("phần trăm đạt mức tối đa", heading=True)
    assert (share.word, share.head, share.body, share.line) == (7, 11, 11, 27)
    assert column_shares([name, *[share] * 5], 100)[1] == pytest.approx(0.11)
