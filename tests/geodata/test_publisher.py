import pytest

from geodata.publisher import home, host, nation


@pytest.mark.parametrize(
    ("url", "town"),
    [
        ("https://www.thetowntalk.com/article/1", 4314550),
        ("https://blogs.kyivindependent.com/x", 703448),
        ("https://nobody.example/x", None),
        (None, None),
        ("http://[broken", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_publisher_has_its_town(url: str | None, town: int | None) -> None:
    assert home(url) == town


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.bbc.co.uk/news", "GB"),
        ("https://x.ua/", "UA"),
        ("https://x.com/", ""),
        ("", ""),
    ],
)
def test_a_domain_has_its_country(url: str, code: str) -> None:
    assert nation(url) == code


def test_a_host_is_lower_case() -> None:
    assert host("HTTPS://WWW.Example.COM:80/x") == "www.example.com"
