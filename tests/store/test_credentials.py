"""Who plangraph says it is, and that nothing secret is shown."""

from __future__ import annotations

import pytest

from plangraph.errors import UsageError
from plangraph.store.credentials import PASSWORD, TOKEN, Credentials, read_credentials, require_address

DIGEST = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm="MD5", opaque="x"'


def test_credentials_come_from_the_environment() -> None:
    assert read_credentials("", {PASSWORD: "p"}) == Credentials()
    assert read_credentials("me", {PASSWORD: "p"}) == Credentials("me", "p")
    assert read_credentials("", {TOKEN: "t"}).unasked() == "Bearer t"


@pytest.mark.parametrize("environment", [{}, {PASSWORD: "p", TOKEN: "t"}])
def test_half_or_twice_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        read_credentials("me", environment)


def test_secrets_are_not_printed() -> None:
    assert "secret" not in repr(Credentials("me", "secret", "secret"))


def test_digest_hides_the_password_and_basic_is_given_only_for_basic() -> None:
    me = Credentials("me", "secret")
    answer = me.answer(DIGEST, "PUT", "http://host/a?graph=b")
    assert answer.startswith('Digest username="me", realm="SPARQL", nonce="abc", uri="/a?graph=b"')
    assert "secret" not in answer
    assert me.answer('Basic realm="x"', "GET", "http://host/") == "Basic bWU6c2VjcmV0"
    assert Credentials().answer(DIGEST, "GET", "http://host/") == ""


@pytest.mark.parametrize(
    "address", ["host/sparql", "file:///etc/x", "http://", "http://u:p@host/", "http://[x/"]
)
def test_addresses_that_no_store_has_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="--store"):
        require_address(address, "--store")
    assert require_address("https://host:8443/sparql", "--store") == "https://host:8443/sparql"
