"""One address is asked for: what it answers, where it leads, or why it does not.

``HEAD`` first, which costs the other side least, and ``GET`` where that is refused. Single requests
for pages that people are sent to: no crawling, so robots.txt is not asked.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from gongkai.addresses import host_of, plain
from gongkai.checks.external import Answer, Outcome

MOST_REDIRECTS = 5
_TRY_GET = frozenset({400, 403, 404, 405, 406, 500, 501})
"""Answers to HEAD that often mean only that nobody thought of HEAD."""
_GONE = frozenset({404, 410})
MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu", "ac", "mil"})


class NoRedirect(HTTPRedirectHandler):
    """Redirects are followed here, one by one, so that each can be looked at."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    location: str = ""


class _Visitor:
    """Makes one request after the other, and rests between them."""

    def __init__(
        self, opener: OpenerDirector, seconds: float, agent: str, rest: Callable[[], object]
    ) -> None:
        self._opener, self._seconds, self._agent, self._rest = opener, seconds, agent, rest
        self._has_asked = False

    def reply(self, url: str, method: str) -> _Reply | Outcome:
        """What the server answers; why it does not."""
        if self._has_asked:
            self._rest()
        self._has_asked = True
        try:
            headers = {"User-Agent": self._agent}
            request = Request(encoded(url), method=method, headers=headers)
            with self._opener.open(request, timeout=self._seconds) as response:
                return _Reply(response.status, response.headers.get("Location", ""))
        except HTTPError as failure:
            with failure:
                return _Reply(failure.code, failure.headers.get("Location", ""))
        except URLError as failure:
            return _outcome(failure.reason)
        except (OSError, http.client.HTTPException, ValueError) as failure:
            return _outcome(failure)


Fetch = Callable[[str, float], Answer]


def fetch(
    url: str, seconds: float, agent: str = "gongkai", rest: Callable[[], object] = lambda: None
) -> Answer:
    """What comes of asking for an address; waits ``seconds`` at most for each step.

    ``rest`` is done between two requests: most of them go to the same host.
    """
    visitor = _Visitor(build_opener(NoRedirect), seconds, agent, rest)
    answer = _followed(visitor, url)
    if answer.is_good and not answer.moved_to and url.startswith("http://"):
        secure = _followed(visitor, f"https{url[4:]}")
        return Answer(answer.outcome, answer.status, is_secure_too=secure.is_good)
    return answer


def registered(host: str) -> str:
    """The part of a host's name that somebody owns (``xxgk.yundu.gov.cn`` → ``yundu.gov.cn``)."""
    labels = host.split(".")
    count = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-count:])


def _followed(visitor: _Visitor, url: str) -> Answer:
    here, is_for_good, status = plain(url), True, 0
    for _ in range(MOST_REDIRECTS + 1):
        if not here.startswith(("http://", "https://")):
            return Answer(Outcome.UNSAFE)
        reply = _asked(visitor, here)
        if isinstance(reply, Outcome):
            return Answer(reply)
        if reply.status in _GONE:
            return Answer(Outcome.GONE, reply.status)
        if reply.status not in MOVED:
            is_good = 200 <= reply.status < 400
            outcome = Outcome.GOOD if is_good else Outcome.UNKNOWN
            return Answer(outcome, reply.status, _moved(plain(url), here, is_for_good))
        status = reply.status
        is_for_good = is_for_good and status in _FOR_GOOD
        here = urljoin(here, plain(reply.location))
    return Answer(Outcome.UNKNOWN, status)


def _moved(url: str, end: str, is_for_good: bool) -> str:
    """The new address, where it is another site's or a page's for good; not what only adds s."""
    is_elsewhere = registered(host_of(url)) != registered(host_of(end))
    only_secure = end.partition("://")[2].rstrip("/") == url.partition("://")[2].rstrip("/")
    return end if is_elsewhere or (is_for_good and end != url and not only_secure) else ""


def _asked(visitor: _Visitor, url: str) -> _Reply | Outcome:
    reply: _Reply | Outcome = Outcome.UNKNOWN
    for method in ("HEAD", "GET"):
        reply = visitor.reply(url, method)
        if isinstance(reply, Outcome) or reply.status not in _TRY_GET:
            return reply
    return reply


def _outcome(reason: object) -> Outcome:
    if isinstance(reason, ssl.SSLError) and not isinstance(reason, TimeoutError):
        return Outcome.NO_TRUST
    if isinstance(reason, socket.gaierror):
        # Only a clear answer says that there is no such host: this machine may be offline.
        return Outcome.NO_HOST if reason.errno == socket.EAI_NONAME else Outcome.UNKNOWN
    if isinstance(reason, ConnectionRefusedError):
        return Outcome.REFUSED
    return Outcome.UNKNOWN


def encoded(url: str) -> str:
    """As it goes over the line: the host's name in ASCII, everything else percent-encoded."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port else ""
    netloc = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, netloc, path, query, ""))
