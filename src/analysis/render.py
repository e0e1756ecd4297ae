"""Writes one report, given in Markdown, as HTML, DOCX and PDF (all A4).

pandoc reads the Markdown into a document tree once; the tree is fitted to each format (figure files, column
widths, contents) and goes back to pandoc's writers; typst sets the PDF. The same Markdown, figures and
details give the same bytes in any folder.
"""

import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import typst

from analysis.report_assets.document_tree import TreeError, fit, for_docx, for_html, for_pdf, word_contents
from analysis.report_assets.word_document import finish, style_reference

ASSETS = Path(__file__).resolve().parent / "report_assets"
READER = "markdown-smart-citations"
PAGE_WORDS = {"vi": ("Trang ", "/"), "en": ("Page ", " of ")}


class RenderError(Exception):
    """A report could not be written; the message names the file."""


@dataclass(frozen=True)
class ReportDetails:
    """What a report says about itself outside its text.

    `language` is "vi" or "en". `running_head` stands on every page; when `synthetic` it is a coloured band
    and, in the PDF, a watermark. `contents_title` is empty for a text without a table of contents. `date` is the time
    stamp of all three files (no time zone: taken as UTC).
    """

    title: str
    language: str
    running_head: str
    synthetic: bool
    date: datetime
    contents_title: str


def render(folder: Path, language: str, details: ReportDetails, name: str = "report") -> list[Path]:
    """Write NAME.<language>.html, .docx and .pdf beside NAME.<language>.md; return the three paths.

    Figures are named without extension, relative to `folder`; HTML and PDF take the .svg, DOCX the .png.
    Metadata in the Markdown is ignored. Column widths follow from the cells, not from the Markdown's dashes.
    Raises RenderError when a figure is missing or pandoc or typst fails or warns.
    """
    source = folder / f"{name}.{language}.md"
    if language != details.language or language not in PAGE_WORDS:
        raise RenderError(f"{source.name}: no report details for language {language!r}")
    if not source.is_file():
        raise RenderError(f"{source.name}: not found")
    try:
        tree = _read(source, details)
        writers = (_write_html, _write_docx, _write_pdf)
        with ThreadPoolExecutor(len(writers)) as pool:
            return list(pool.map(lambda write: write(source, details, tree), writers))
    except TreeError as error:
        raise RenderError(f"{source.name}: {error}") from error


def pandoc_path() -> str:
    """Return the path of the pandoc that pypandoc carries, not of whatever newer one the machine has.

    Raises RenderError where it is not installed.
    """
    package = find_spec("pypandoc")
    name = "pandoc.exe" if os.name == "nt" else "pandoc"
    path = Path(package.origin).parent / "files" / name if package and package.origin else None
    if path is None or not path.is_file():
        raise RenderError(f"{name}: not found in the environment; pypandoc-binary is not installed")
    return str(path)


def _time(details: ReportDetails) -> datetime:
    return details.date if details.date.tzinfo else details.date.replace(tzinfo=UTC)


def _pandoc(source: Path, details: ReportDetails, arguments: list[str], tree: dict | None = None) -> bytes:
    """Standard output of pandoc, run inside the report's folder so that no path of the machine is written."""
    command = [pandoc_path(), f"--data-dir={ASSETS}", "--fail-if-warnings", "--wrap=none", *arguments]
    given = None if tree is None else json.dumps(tree, ensure_ascii=False).encode()
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(_time(details).timestamp()))}
    done = subprocess.run(command, input=given, capture_output=True, cwd=source.parent, env=environment, check=False)
    if done.returncode:
        raise RenderError(f"{source.name}: pandoc: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def _read(source: Path, details: ReportDetails) -> dict:
    return json.loads(_pandoc(source, details, ["-f", READER, "-t", "json", "--strip-comments", source.name]))


def _meta(**values: str | bool) -> dict:
    kinds = {str: "MetaString", bool: "MetaBool"}
    return {name.replace("_", "-"): {"t": kinds[type(value)], "c": value} for name, value in values.items()}


def _write_html(source: Path, details: ReportDetails, tree: dict) -> Path:
    target = source.with_suffix(".html")
    meta = _meta(
        title=details.title,
        lang=details.language,
        running_head=details.running_head,
        printed_head="".join(f"\\{ord(character):x} " for character in details.running_head),
        synthetic=details.synthetic,
        contents=details.contents_title,
    )
    fitted = fit(tree, for_html(source.parent)) | {"meta": meta}
    _pandoc(
        source,
        details,
        ["-f", "json", "-t", "html5", "-o", target.name, "--embed-resources", "--mathml"]
        + [f"--template={ASSETS / 'report.html'}", "--toc", "--toc-depth=3", "--shift-heading-level-by=1"],
        fitted,
    )
    return target


def _write_docx(source: Path, details: ReportDetails, tree: dict) -> Path:
    target = source.with_suffix(".docx")
    fitted = fit(tree, for_docx(source.parent))
    fitted["meta"] = _meta(title=details.title, lang=details.language)
    contents = word_contents(tree["blocks"], details.contents_title) if details.contents_title else []
    fitted["blocks"] = contents + fitted["blocks"]
    with tempfile.TemporaryDirectory() as scratch:
        reference = Path(scratch) / "reference.docx"
        reference.write_bytes(_pandoc(source, details, ["--print-default-data-file=reference.docx"]))
        style_reference(reference, details.running_head, details.synthetic, PAGE_WORDS[details.language])
        arguments = ["-f", "json", "-t", "docx", "-o", target.name, f"--reference-doc={reference}"]
        _pandoc(source, details, arguments, fitted)
    finish(target)
    return target


def _write_pdf(source: Path, details: ReportDetails, tree: dict) -> Path:
    text, inputs = _typst_source(source, details, tree)
    try:
        pdf, warnings = typst.compile_with_warnings(
            text,
            root=source.parent,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            timestamp=_time(details),
        )
    except typst.TypstError as error:
        raise RenderError(f"{source.name}: typst: {error}") from error
    if warnings:
        raise RenderError(f"{source.name}: typst: " + "; ".join(str(warning) for warning in warnings))
    target = source.with_suffix(".pdf")
    target.write_bytes(pdf)
    return target


def _typst_source(source: Path, details: ReportDetails, tree: dict) -> tuple[bytes, dict[str, str]]:
    fitted = fit(tree, for_pdf(source.parent)) | {"meta": {}}
    arguments = ["-f", "json", "-t", "typst-smart", "--standalone", f"--template={ASSETS / 'report.typ'}"]
    page, of = PAGE_WORDS[details.language]
    inputs = {
        "title": details.title,
        "language": details.language,
        "running-head": details.running_head,
        "synthetic": "yes" if details.synthetic else "no",
        "contents": details.contents_title,
        "page": page,
        "of": of,
    }
    return _pandoc(source, details, arguments, fitted), inputs
