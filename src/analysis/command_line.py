"""The commands of the study, in one place for run.py and for `python -m analysis`.

Standard library only: run.py reads this file before any package is installed.
"""

import argparse
import re

from analysis.audiences import AUDIENCES, UNIT

TEXTS = {
    "description": (
        "Đánh giá cách chấm điểm cải cách hành chính: tính lại, kiểm tra và lập báo cáo.",
        "Evaluation of the scoring of administrative reform: recompute, audit and report.",
    ),
    "status": (
        "Mã kết thúc: 0 xong; 1 dữ liệu có lỗi; 2 gọi sai; 3 lần chạy bị hỏng hoặc bị dừng.",
        "Exit status: 0 done; 1 the data have errors; 2 wrong call; 3 the run failed or was stopped.",
    ),
    "more": ("Xem thêm về một lệnh: run.py COMMAND --help", "More about one command: run.py COMMAND --help"),
    "study": (
        "Chạy các nghiên cứu và lập báo cáo; không nêu tên thì chạy tất cả.",
        "Run studies and write their reports; without a name, run all of them.",
    ),
    "check": (
        "Kiểm tra dữ liệu của một nghiên cứu mà không chạy, hoặc một biểu tự đánh giá (.xlsx, .xls, .ods, .csv).",
        "Check the data of one study without running it, or one self-assessment form (.xlsx, .xls, .ods, .csv).",
    ),
    "template": (
        "Lập biểu tự đánh giá cho các đơn vị; biểu tự kiểm tra, không cần cài gì thêm.",
        "Write the self-assessment forms of the units; a form checks itself, with nothing to install.",
    ),
    "framework": (
        "Xem một bộ tiêu chí, hoặc đưa phụ lục của một quyết định vào thành bản nháp.",
        "Show a criteria set, or turn the annex of a decision into a draft.",
    ),
    "show": ("In một bộ tiêu chí thành bảng dễ đọc.", "Print a criteria set as a readable table."),
    "import": (
        "Đọc bảng phụ lục (.xlsx, .docx) thành bản nháp criteria.csv, kèm danh sách những chỗ chưa hiểu.",
        "Read an annex table (.xlsx, .docx) into a draft criteria.csv, with a list of what was not understood.",
    ),
    "framework_id": ("tên thư mục trong data/frameworks", "name of a folder in data/frameworks"),
    "annex": ("tệp phụ lục của quyết định (.xlsx hoặc .docx)", "file with the annex of the decision (.xlsx or .docx)"),
    "for_study": ("đợt đánh giá cần lập biểu", "the study that needs the forms"),
    "all_units": ("lập biểu cho mọi đơn vị", "write the forms of all units"),
    "one_unit": ("chỉ lập biểu của đơn vị có mã này", "write only the form of the unit with this code"),
    "study_or_file": (
        "tên thư mục trong data/studies, hoặc đường dẫn của một biểu",
        "name of a folder in data/studies, or the path of a form",
    ),
    "new": (
        "Tạo thư mục cho một nghiên cứu mới, theo mẫu của một nghiên cứu đã có.",
        "Make the folder of a new study in the shape of one that exists.",
    ),
    "screen": (
        "Gợi ý phương án sửa bộ tiêu chí từ chính số liệu của nghiên cứu, kèm kết quả thử từng phương án.",
        "Suggest changes of the criteria from the evidence of a study, each tried.",
    ),
    "verify": (
        "Chạy lại vào thư mục tạm và cho biết kết quả đang lưu có đúng với dữ liệu đầu vào hay không.",
        "Run again into a scratch folder and say whether the stored results are what the inputs produce.",
    ),
    "test": (
        "Chạy các phép kiểm thử; mọi tham số đứng sau được chuyển cho pytest.",
        "Run the tests; every argument after it goes to pytest.",
    ),
    "lab": (
        "Mở JupyterLab với các sổ tay tính toán, trong cùng môi trường.",
        "Open JupyterLab on the notebooks, in the same environment.",
    ),
    "study_id": ("tên thư mục trong data/studies", "name of a folder in data/studies"),
    "cluster": (
        "địa chỉ bộ điều phối Dask đang chạy (ví dụ tcp://may-chu:8786) để tính nhanh hơn; kết quả không đổi",
        "address of a running Dask scheduler (such as tcp://host:8786) to compute faster; results stay the same",
    ),
    "proposal": (
        "thử một phương án đề xuất của bộ tiêu chí (tên tệp trong proposals/, không có .yml); có thể nêu nhiều lần",
        "try a proposal to change the criteria (name of a file in proposals/, without .yml); may be given several times",
    ),
    "verify_proposal": (
        "kiểm tra kết quả của phương án đề xuất này thay cho kết quả chính thức",
        "verify the run of this proposal instead of the official one",
    ),
    "audience": (
        "ai đọc phiếu của từng đơn vị: internal (nội bộ), unit (chính đơn vị; mặc định), public (công khai, không có ý kiến,"
        "\n  kiến nghị và cơ quan thẩm định)",
        "who reads the sheets of the units: internal, unit (the unit itself; the default), public (no opinions, disputes"
        "\n  or appraisers)",
    ),
    "new_id": (
        "tên thư mục mới: chữ thường không dấu, chữ số, gạch nối",
        "name of the new folder: lower-case letters without marks, digits, hyphens",
    ),
    "like": ("nghiên cứu dùng làm mẫu", "the study to take as the pattern"),
    "pytest": ("tham số của pytest", "arguments of pytest"),
    "help": ("in phần trợ giúp này", "print this help"),
}

WRONG_CALLS = (
    (r"the following arguments are required: (.+)", "thiếu {0}"),
    (r"argument COMMAND: invalid choice: '?([^' ]*)'? .*", "không có lệnh '{0}'"),
    (r"argument (\S+): expected one argument", "thiếu giá trị sau {0}"),
    (r"argument (\S+): invalid choice: '?([^' ]*)'? \(choose from (.+)\)", "{0} không nhận '{1}'; chọn một trong: {2}"),
    (r"unrecognized arguments: (.+)", "không hiểu tham số: {0}"),
    (r"one of the arguments (.+) is required", "cần một trong các tham số {0}"),
    (r"argument (\S+): not allowed .*", "không dùng được tham số {0} ở đây"),
)


def in_vietnamese(message):
    """Return argparse's complaint in Vietnamese, or a general sentence for one that is not known here."""
    for pattern, translation in WRONG_CALLS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            # Versions of Python differ in whether they put quotes around the choices.
            return translation.format(*(group.replace("'", "") for group in found.groups()))
    return "tham số không hợp lệ"


def both(key):
    """Return the text of `key` in Vietnamese and English, one below the other."""
    return "\n".join(TEXTS[key])


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks both languages.

    `tail_name` names where to put everything that follows, unread.
    """

    tail_name = None

    def __init__(self, give_help=True, **settings):
        settings.setdefault("formatter_class", argparse.RawTextHelpFormatter)
        super().__init__(**settings, add_help=False, allow_abbrev=False)
        if give_help:
            self.add_argument("-h", "--help", action="help", help=both("help"))
            self._optionals.title = "Tùy chọn | Options"
            self._positionals.title = "Tham số | Arguments"

    def parse_known_args(self, args=None, namespace=None):
        """Read the arguments; a parser with a tail keeps them all as they are, but for a leading --help."""
        if self.tail_name is None or args[:1] in (["-h"], ["--help"]):
            return super().parse_known_args(args, namespace)
        namespace = argparse.Namespace() if namespace is None else namespace
        setattr(namespace, self.tail_name, [*args])
        return namespace, []

    def format_help(self):
        """Return the help, with the heading of the usage line in both languages."""
        return super().format_help().replace("usage:", "Cách gọi | Usage:", 1)

    def error(self, message):
        """Say in both languages what is wrong with the call, and leave with status 2."""
        vietnamese = f"Gọi sai: {in_vietnamese(message)}. Xem: {self.prog} --help"
        self.exit(2, f"{vietnamese}\nWrong call: {message}. See: {self.prog} --help\n")


def an_id(letters):
    """Return the settings of an argument that names a study."""
    return {"metavar": letters, "help": both("study_id")}


def add_command(commands, name, parents):
    """Add one command to the set of commands and return its parser."""
    return commands.add_parser(name, parents=parents, help=both(name), description=both(name))


def _add_form_commands(commands, parents):
    template = add_command(commands, "template", parents)
    template.add_argument("framework_id", metavar="FRAMEWORK", help=both("framework_id"))
    template.add_argument("--study", dest="study_id", metavar="ID", required=True, help=both("for_study"))
    units = template.add_mutually_exclusive_group(required=True)
    units.add_argument("--all", dest="unit_code", action="store_const", const="", help=both("all_units"))
    units.add_argument("--unit", dest="unit_code", metavar="CODE", help=both("one_unit"))
    kinds = add_command(commands, "framework", parents).add_subparsers(
        dest="framework_command", metavar="COMMAND", required=True, title="Lệnh | Commands"
    )
    add_command(kinds, "show", parents).add_argument("framework_id", metavar="ID", help=both("framework_id"))
    add_command(kinds, "import", parents).add_argument("annex", metavar="ANNEX", help=both("annex"))


def parser(program="run.py", parents=()):
    """Return the parser of all commands.

    `parents` are parsers (made without help) whose options every command takes too. The result of parsing
    has `command`, and for study `study_ids` (list, empty for all), `cluster` (empty for none), `proposals` (list) and
    `audience`; check (a name or the path of a form) and screen `study_id`; verify `study_id` and `proposal` (empty for the
    official run); new `study_id` and `like`; template `framework_id`, `study_id` and `unit_code` (empty for all units);
    framework `framework_command` with `framework_id` (show) or `annex` (import); test `pytest_arguments` (list).
    """
    whole = Parser(
        prog=program,
        parents=parents,
        description=both("description"),
        epilog=both("more") + "\n\n" + both("status"),
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, title="Lệnh | Commands")
    study = add_command(commands, "study", parents)
    study.add_argument("study_ids", **an_id("ID"), nargs="*")
    study.add_argument("--cluster", metavar="ADDRESS", default="", help=both("cluster"))
    study.add_argument(
        "--proposal", dest="proposals", metavar="SLUG", action="append", default=[], help=both("proposal")
    )
    study.add_argument("--audience", choices=AUDIENCES, default=UNIT, help=both("audience"))
    check = add_command(commands, "check", parents)
    check.add_argument("study_id", metavar="ID|FILE", help=both("study_or_file"))
    _add_form_commands(commands, parents)
    new = add_command(commands, "new", parents)
    new.add_argument("study_id", metavar="NEW", help=both("new_id"))
    new.add_argument("--like", metavar="OLD", required=True, help=both("like"))
    add_command(commands, "screen", parents).add_argument("study_id", **an_id("ID"))
    verify = add_command(commands, "verify", parents)
    verify.add_argument("study_id", **an_id("ID"))
    verify.add_argument("--proposal", metavar="SLUG", default="", help=both("verify_proposal"))
    test = add_command(commands, "test", parents)
    test.add_argument("pytest_arguments", metavar="...", nargs="*", help=both("pytest"))
    test.tail_name = "pytest_arguments"
    add_command(commands, "lab", parents)
    return whole
