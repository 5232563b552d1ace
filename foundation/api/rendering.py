"""Write answers as JSON, parts of which may be written already."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

# Nobody can guess it, so no text of a customer is ever taken for a place to fill.
PLACE = f"json-{secrets.token_hex(16)}-"
FILLED = re.compile(rb'"' + PLACE.encode() + rb'([0-9]+)"')


@dataclass(frozen=True, slots=True)
class JsonText:
    """A value as the JSON it becomes: a part of an answer too large to be built twice."""

    text: str


class AnswerRenderer(JSONRenderer):
    """Write an answer, with every `JsonText` in it as it stands."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        parts: list[bytes] = []

        class Encoder(JSONEncoder):
            def default(self, obj: Any) -> Any:
                if not isinstance(obj, JsonText):
                    return super().default(obj)
                parts.append(obj.text.encode())
                return f"{PLACE}{len(parts) - 1}"

        self.encoder_class = Encoder  # type: ignore[misc]  # set for one answer
        written: bytes = super().render(data, accepted_media_type, renderer_context)
        return FILLED.sub(lambda place: parts[int(place[1])], written) if parts else written
