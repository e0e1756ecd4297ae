"""A project folder of its own for the tests of run.py and its set-up."""

import subprocess
import sys
from pathlib import Path

from analysis import environment

ROOT = Path(__file__).parents[1]


def own_folder(tmp_path, monkeypatch):
    """Make a folder with spaces and Vietnamese letters in its path, and let `environment` point to it."""
    root = tmp_path / "Sở Nội vụ đánh giá"
    root.mkdir()
    (root / "requirements.lock").write_text("numpy==2.4.6\n", encoding="utf-8")
    (root / "requirements-uv.lock").write_text("uv==9.8.7 \\\n    --hash=sha256:00\n", encoding="utf-8")
    for name in ("ENVIRONMENT", "TOOLS", "STAMP", "LOCK", "UV_LOCK"):
        monkeypatch.setattr(environment, name, root / getattr(environment, name).relative_to(environment.ROOT))
    monkeypatch.setattr(environment, "ROOT", root)
    return root


def fake_environment():
    """Make an environment whose Python starts, complete and stamped."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(environment.ENVIRONMENT)], check=True, timeout=60
    )
    environment.STAMP.write_text(environment.stamp(), encoding="utf-8")
