"""A headless Chromium driven over its debugging pipe: enough to open a page, run a script in it and take a picture."""

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1400,900",
    "--remote-debugging-pipe",
)

# The browser reads commands from descriptor 3 and writes answers to descriptor 4, whatever those are here.
LAUNCH = """
import fcntl, os, sys
commands, answers = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(commands, 3), os.dup2(answers, 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


def find_chromium() -> str | None:
    """The browser's command, or None where there is none."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


class Browser:
    """One browser with one page; what the page asked for and complained about is kept."""

    def __init__(self, command: str, profile: Path) -> None:
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                LAUNCH,
                str(to_browser),
                str(from_browser),
                command,
                *FLAGS,
                f"--user-data-dir={profile}",
            ],
            pass_fds=(to_browser, from_browser),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._reader = os.fdopen(self._in, "rb", buffering=0)
        self._buffer = b""
        self._number = 0
        self.requested: list[str] = []
        self.complaints: list[str] = []
        target = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._ask(f"{domain}.enable")

    def open(self, address: str) -> None:
        """Starts to load the page."""
        self._ask("Page.navigate", {"url": address})

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page; a promise is waited for."""
        answer = self._ask("Runtime.evaluate", {"expression": script, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait_for(self, script: str, seconds: float = 30.0) -> Any:
        """The first true value of the expression; raises `AssertionError` when there is none in time."""
        deadline = time.monotonic() + seconds
        settle = "new Promise(done => setTimeout(done, 100))"
        while not (value := self.run(script)):
            if time.monotonic() > deadline:
                raise AssertionError(f"never true: {script}\ncomplaints: {self.complaints}")
            self.run(settle)
        return value

    def picture(self, path: Path) -> None:
        """Saves what the page looks like as PNG."""
        path.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", {"format": "png"})["data"]))

    def close(self) -> None:
        """Ends the browser."""
        try:
            self._ask("Browser.close", session=False)
        finally:
            self._process.wait(timeout=20)
            os.close(self._out)
            self._reader.close()

    def _ask(self, method: str, parameters: dict[str, Any] | None = None, session: bool = True) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters or {}}
        if session and hasattr(self, "_session"):
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(answer["error"])
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        listen: dict[str, Callable[[dict[str, Any]], None]] = {
            "Network.requestWillBeSent": lambda p: self.requested.append(p["request"]["url"]),
            "Log.entryAdded": lambda p: self.complaints.append(f"{p['entry']['level']}: {p['entry']['text']}"),
            "Runtime.exceptionThrown": lambda p: self.complaints.append(str(p["exceptionDetails"])),
        }
        if (note := listen.get(event.get("method", ""))) is not None:
            note(event["params"])

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            chunk = self._reader.read(1 << 16)
            if not chunk:
                raise AssertionError("the browser ended")
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        return message
