"""Chromium without a screen, asked through its debugging port: opens a page, presses keys, notes requests and errors."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import time

import pytest
from tornado.websocket import websocket_connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WAIT = 30
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
         "--remote-debugging-port=0", "--window-size=1100,1400"]  # fmt: skip
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowRight": 39, "PageUp": 33}


def found():
    """Return the program, or skip the test with a visible line; where CI is set it is required and the test fails."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program:
        return program
    line = f"no {' / '.join(NAMES[:3])} on this machine: install Debian's chromium to hold the page's ranks to Python's"
    if os.environ.get("CI"):
        pytest.fail(line)
    pytest.skip(line)
    return None


class Page:
    """One page: `requests` are the addresses it asked for, `errors` what its console complained of."""

    def __init__(self, loop, socket):
        self.loop, self.socket, self.count, self.session = loop, socket, 0, None
        self.requests, self.errors = [], []

    def ask(self, method, **values):
        """Return the answer of the browser to a command; what it tells in between is noted."""
        return self.loop.run_until_complete(asyncio.wait_for(self._ask(method, values), WAIT))

    async def _ask(self, method, values):
        self.count += 1
        session = {"sessionId": self.session} if self.session else {}
        message = {"id": self.count, "method": method, "params": values} | session
        await self.socket.write_message(json.dumps(message))
        while True:
            answer = json.loads(await self.socket.read_message())
            self._note(answer)
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]

    def _note(self, told):
        values = told.get("params", {})
        if told.get("method") == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])
        if told.get("method") == "Runtime.exceptionThrown":
            self.errors.append(str(values["exceptionDetails"].get("exception", values["exceptionDetails"])))
        if told.get("method") == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning", "assert"):
            self.errors.append(str(values["args"]))
        if told.get("method") == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
            self.errors.append(values["entry"]["text"])

    def open(self, path):
        """Open a file and wait until it stands."""
        self.ask("Page.navigate", url=path.as_uri())
        self.until(f"document.readyState === 'complete' && location.href === {json.dumps(path.as_uri())}")
        return self

    def run(self, expression):
        """Return the value of an expression in the page."""
        found = self.ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, expression):
        """Wait until an expression is true."""
        end = time.monotonic() + WAIT
        while not self.run(expression):
            assert time.monotonic() < end, expression
            time.sleep(0.02)

    def press(self, key, times=1, shift=False):
        """Press a key as a person would."""
        values = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key], "modifiers": 8 if shift else 0}
        text = {"text": "\r"} if key == "Enter" else {}
        for _ in range(times):
            self.ask("Input.dispatchKeyEvent", type="keyDown", **values, **text)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **values)


@contextlib.contextmanager
def browser(folder):
    """Give an open browser page; files that it saves go to folder/saved."""
    program, profile, saved = found(), folder / "profile", folder / "saved"
    profile.mkdir(parents=True)
    saved.mkdir()
    process = subprocess.Popen(
        [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    loop = asyncio.new_event_loop()
    try:
        address = _address(profile / "DevToolsActivePort", process)
        socket = loop.run_until_complete(_connected(address))
        page = Page(loop, socket)
        target = page.ask("Target.createTarget", url="about:blank")["targetId"]
        page.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(saved))
        page.session = page.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for part in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            page.ask(f"{part}.enable")
        # Without a screen no window has the focus of its own.
        page.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        page.saved = saved
        yield page
        socket.close()
    finally:
        process.terminate()
        process.wait(WAIT)
        loop.close()


async def _connected(address):
    return await websocket_connect(address, max_message_size=1 << 28)


def _address(file, process):
    end = time.monotonic() + WAIT
    while not (file.exists() and file.read_text().count("\n")):
        assert process.poll() is None and time.monotonic() < end, "Chromium does not start"
        time.sleep(0.02)
    port, path = file.read_text().split("\n")[:2]
    return f"ws://127.0.0.1:{port}{path}"
