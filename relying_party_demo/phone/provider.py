"""The provider's `/app/…` endpoints, as a client."""

from collections.abc import Mapping
from typing import Any

import requests

_JOSE = "application/jose"
_SECONDS = 10


class No(RuntimeError):
    """The provider's refusal, by its error code; `fields`: what is wrong, by member."""

    def __init__(self, word: str, fields: Mapping[str, str] | None = None) -> None:
        self.word = word
        self.fields = dict(fields or {})
        super().__init__(word)


class Provider:
    """`issuer` is its address and the audience of all signed messages."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def tell(self, path: str, value: Mapping[str, Any], *, lang: str = "vi") -> Any:  # noqa: ANN401
        """POST a JSON object, with the language of the answer.

        Raises No, and RequestException when there is no answer.
        """
        headers = {"Accept-Language": lang}
        answer = requests.post(self.issuer + path, json=value, headers=headers, timeout=_SECONDS)
        return _answer(answer)

    def say(self, path: str, word: str, *, lang: str = "vi") -> Any:  # noqa: ANN401 - JSON
        """POST a signed message, with the language of the answer. Raises the same."""
        return _answer(self._posted(path, word, lang))

    def file(self, path: str, word: str) -> bytes:
        """POST a signed message that a file answers. Raises the same."""
        answer = self._posted(path, word, "vi")
        if not answer.ok:
            _answer(answer)
        return answer.content

    def _posted(self, path: str, word: str, lang: str) -> requests.Response:
        headers = {"Content-Type": _JOSE, "Accept-Language": lang}
        return requests.post(
            self.issuer + path, data=word.encode(), headers=headers, timeout=_SECONDS
        )


def _answer(response: requests.Response) -> Any:  # noqa: ANN401 - the provider's JSON
    try:
        value = response.json()
    except ValueError:
        value = {"error": "unreadable"}
    if not response.ok:
        raise No(str(value.get("error", "unreadable")), value.get("fields"))
    return value
