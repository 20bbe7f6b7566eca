"""The document of the admin API as a contract: what an answer of it breaks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from idp.web.admin.openapi import REASONS, document
from idp.web.admin.routes import OPERATIONS
from tests.support import json_schema

_SUCCESS = range(200, 300)


@dataclass(frozen=True)
class Contract:
    """`document` is that of an issuer."""

    document: Mapping[str, Any]

    @property
    def schemas(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.document["components"]["schemas"]
        return found

    def operation(self, method: str, path: str) -> Mapping[str, Any] | None:
        """What is said of the operation at a path, None where there is none."""
        for template, methods in self.document["paths"].items():
            pattern = re.sub(r"\\\{[^/]*\\\}", "[^/]*", re.escape(template))
            if re.fullmatch(pattern, path) and method.lower() in methods:
                found: Mapping[str, Any] = methods[method.lower()]
                return found
        return None

    def faults(
        self,
        operation: Mapping[str, Any],
        status: int,
        media_type: str,
        answer: Any,  # noqa: ANN401 - the JSON of an answer
    ) -> Iterator[str]:
        """Why an answer is not one that the document tells of."""
        told = operation["responses"].get(str(status))
        if told is None:
            yield f"{operation['operationId']}: the status {status} is not told: {answer}"
            return
        content = told["content"].get(media_type)
        if content is None:
            yield f"{operation['operationId']}: {status} as {media_type} is not told"
            return
        yield from json_schema.faults(content["schema"], answer, self.schemas)
        if REASONS in told:
            if answer["reason"] not in told[REASONS]:
                yield f"{operation['operationId']}: {answer['reason']} is not told of {status}"
            if answer["status"] != status:
                yield f"{operation['operationId']}: {answer['status']} is said of {status}"

    def unknown_request(
        self,
        operation: Mapping[str, Any],
        status: int,
        body: Any,  # noqa: ANN401 - the JSON of a request
    ) -> Iterator[str]:
        """Why a request that was done is not one that the document tells of."""
        if status in _SUCCESS and "requestBody" in operation:
            (schema, *_) = (each["schema"] for each in operation["requestBody"]["content"].values())
            yield from json_schema.faults(schema, body, self.schemas)


@cache
def contract(issuer: str) -> Contract:
    """The contract of an issuer's admin API."""
    return Contract(document(OPERATIONS, issuer=issuer))
