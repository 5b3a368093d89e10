"""Where a host is: its addresses are looked up once, and those alone are connected to that are public.

A name that is public when it is looked at and private when it is connected to (DNS rebinding) gains nothing:
the connection is made to the address that was looked at.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult

from quotesdb.fetch.errors import FetchError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST = 4
"""Addresses of a host that are tried."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Place:
    """An address and a port to connect to."""

    address: str
    port: int


def look_up(parts: SplitResult, port: int, until: float, *, allow_private: bool) -> list[Place]:
    """The places of a host.

    Raises:
        FetchError: if there are none, or one of them is not public and only public ones are allowed.
    """
    host = parts.hostname or ""
    found = list(dict.fromkeys(_asked(host, port, until)))[:_MOST]
    for address in found:
        if not (allow_private or is_public(address)):
            raise FetchError(f"{host} is at {address}, which is not public (--allow-private)")
    return [Place(address, port) for address in found]


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet.

    >>> [is_public(one) for one in ("93.184.216.34", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1")]
    [True, False, False, False, False]
    >>> [is_public(one) for one in ("::ffff:10.0.0.1", "64:ff9b::7f00:1", "fe80::1", "224.0.0.1", "0.0.0.0")]
    [False, False, False, False, False]
    """
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _inner(ip) or ip
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The older address that an address stands for."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)


def _asked(host: str, port: int, until: float) -> list[str]:
    """Ask the system, which has no bound of its own in time."""
    answer: list[list[str] | OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.append([str(where[0]) for *_, where in found])
        except (OSError, UnicodeError) as error:
            answer.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, until - time.monotonic()))
    if not answer:
        raise FetchError(f"nobody says in time where {host} is")
    if isinstance(answer[0], list):
        return answer[0]
    raise FetchError(f"{host} is not known") from answer[0]
