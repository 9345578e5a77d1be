"""Which hosts may be asked: public addresses, checked where the connection is made."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PLATFORM = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Public by its number, but answered by the machine's own cloud (Azure's wire server)."""


class RefusedError(ValueError):
    """An address that is not asked; its message is a sentence for the reader."""


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever it is wrapped in."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return all(_global(one) for one in (found, *_within(found)))


def addresses(host: str, port: int, *, private: bool = False) -> list[str]:
    """Return the IP addresses of a host; raise :class:`RefusedError` if one is not public.

    One is enough: a name that leads to both is made to mislead. ``private`` allows all. A name
    without an address raises OSError.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    inner = [number for number in numbers if not public(number)]
    if inner and not private:
        it = f"{host} is" if host == inner[0] else f"{host} leads to {inner[0]},"
        raise RefusedError(
            f"{it} an address of this machine or its network, not of the public internet. "
            "Set DISPATCH_PRIVATE=1 to allow that."
        )
    return numbers


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to checked addresses only.

    The name is resolved once, and the very address that was checked is the one connected to: a
    name that changes its answer in between (DNS rebinding) gains nothing. Each redirect comes by
    here too, for every connection does.
    """

    def __init__(self, *, private: bool = False) -> None:
        self._backend = httpcore.SyncBackend()
        self._private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers."""
        try:
            numbers = addresses(host, port, private=self._private)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} has no address") from error
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for number in numbers:
            try:
                return self._backend.connect_tcp(
                    number, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """Refuse: no address of the web leads there."""
        raise RefusedError("Sockets of this machine are not asked.")

    def sleep(self, seconds: float) -> None:
        """Wait between attempts."""
        self._backend.sleep(seconds)


def _global(address: Address) -> bool:
    return address.is_global and not address.is_multicast and address not in _PLATFORM


def _within(address: Address) -> Iterable[Address]:
    """Yield the IPv4 addresses that an IPv6 address carries (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    for carried in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())):
        if carried is not None:
            yield carried
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
