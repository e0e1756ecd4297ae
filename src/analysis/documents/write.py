"""Writes a document in both forms that leave an office: DOCX to be worked on, PDF to be read."""

from pathlib import Path

from analysis.documents import pdf, word
from analysis.documents.document import Document


def write(folder: Path, name: str, document: Document) -> list[Path]:
    """Write FOLDER/NAME.docx and FOLDER/NAME.pdf and return both paths; the same document gives the same bytes.

    Raises DocumentError if typst cannot set it, OSError if a file cannot be written.
    """
    folder = Path(folder)
    return [word.write(folder / f"{name}.docx", document), pdf.write(folder / f"{name}.pdf", document)]
