"""Annexes made by tests: spreadsheets of rows and Word files of tables."""

import docx
import xlsxwriter

HEADING = ["STT", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Cách tính điểm", "Tài liệu kiểm chứng"]


def spreadsheet(path, sheets):
    """Write {sheet: rows}; a date is written as a cell that shows day and month."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "d.m"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    if hasattr(value, "year"):
                        sheet.write_datetime(line, column, value, day)
                    elif value != "":
                        sheet.write(line, column, value)
    return path


def word_file(path, *parts):
    """Write a Word file: a text becomes a paragraph, a list of rows a table."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for line, row in enumerate(part):
            for column, words in enumerate(row):
                table.cell(line, column).text = words
    document.save(path)
    return path
