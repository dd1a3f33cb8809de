"""What a browser test asks of every page: axe finds nothing, nothing breaks the content policy, nothing scrolls sideways."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

Scheme = Literal["light", "dark"]

WATCH_POLICY: Final = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.policyViolations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
INLINE: Final = {
    "a style attribute": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    # A block of data is no script: no browser runs it, and the policy does not ask about it.
    "a script without src": re.compile(
        r"""<script\b(?![^>]*\bsrc=)(?![^>]*\btype="application/json")""", re.IGNORECASE
    ),
    "an event handler": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"""(?:href|action)\s*=\s*["']?javascript:""", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    width: int
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


LOOKS: Final = [Look(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]


@dataclass
class Heard:
    """What a page complained of while it was open."""

    console: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.console.append(f"{message.type}: {message.text}")


def assert_accessible(page: Page) -> None:
    page.evaluate(Axe().axe_script)
    violations = page.evaluate("axe.run({resultTypes: ['violations']}).then((found) => found.violations)")
    told = [f"{one['id']} ({one['impact']}): {node['html']}" for one in violations for node in one["nodes"]]
    assert told == [], "\n".join([page.url, *told])


def assert_no_csp_violation(page: Page) -> None:
    violations = page.evaluate("window.policyViolations")
    assert violations == [], f"{page.url}: {violations}"


def assert_no_sideways_scroll(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def assert_nothing_inline(html: str) -> None:
    """Looks at what the server sent, not at what scripts made of it."""
    found = [f"{name}: {match.group()}" for name, pattern in INLINE.items() if (match := pattern.search(html))]
    assert found == [], found


def assert_good(page: Page) -> None:
    """All of it, for a page that is open."""
    assert_no_csp_violation(page)
    assert_nothing_inline(page.request.get(page.url).text())
    assert_no_sideways_scroll(page)
    assert_accessible(page)
