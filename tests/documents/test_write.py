"""Both forms of a document, twice the same, and as an office program sets them."""

import re
import shutil
import subprocess

import pytest
from documents.sample import DETAILS, PARTS

from analysis.documents.document import document
from analysis.documents.write import write


def test_both_files_are_written_and_are_the_same_in_another_folder(tmp_path):
    made = document("bao_cao", PARTS, DETAILS)
    one, other = (write(tmp_path / folder, "bao_cao", made) for folder in ("một", "hai"))
    assert [path.name for path in one] == ["bao_cao.docx", "bao_cao.pdf"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_the_word_file_has_as_many_pages_as_the_pdf_where_an_office_program_sets_it(tmp_path):
    office, info = shutil.which("soffice"), shutil.which("pdfinfo")
    if office is None or info is None:
        pytest.skip("LibreOffice or pdfinfo is not installed: the Word file is not set")
    made = document("cong_van", ["Nội dung.", "Sở Nội vụ đề nghị đơn vị giải trình."], DETAILS)
    word, pdf = write(tmp_path, "cong_van", made)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path / "set"), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    asked = [[info, str(path)] for path in (pdf, tmp_path / "set" / "cong_van.pdf")]
    told = [subprocess.run(one, capture_output=True, check=True).stdout.decode() for one in asked]
    assert [re.search(r"Pages:\s+(\d+)", text)[1] for text in told] == ["1", "1"]
