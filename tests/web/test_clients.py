"""Who is who for limits, and in the log."""

from __future__ import annotations

import pytest

from plangraph.settings import Settings
from plangraph.web.clients import address_of, client_of


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_a_network_of_64_bits_is_one_client(address: str, client: str) -> None:
    environ = {"REMOTE_ADDR": address}
    assert client_of(environ, Settings()) == client
    assert address_of(environ, Settings()) == address, "the log tells the address itself"


def test_only_the_proxys_own_word_counts_and_only_where_there_is_one() -> None:
    environ = {"REMOTE_ADDR": "::1", "HTTP_X_FORWARDED_FOR": "2001:db8::1, 2001:db8:0:7::1"}
    assert client_of(environ, Settings()) == "::/64"
    assert client_of(environ, Settings(behind_proxy=True)) == "2001:db8:0:7::/64"
    assert address_of(environ, Settings(behind_proxy=True)) == "2001:db8:0:7::1"
