import json

import pytest

from foundation.api.rendering import PLACE, AnswerRenderer, JsonText


def test_answer_without_written_parts_is_plain_json() -> None:
    assert AnswerRenderer().render({"a": ["ä", None, 1]}) == '{"a":["ä",null,1]}'.encode()


def test_written_parts_stand_where_they_were_put() -> None:
    answer = {"first": JsonText('{"x":1}'), "list": [JsonText("[]"), JsonText('"ö"')]}

    assert AnswerRenderer().render(answer) == '{"first":{"x":1},"list":[[],"ö"]}'.encode()


def test_written_parts_stay_whole_when_an_indent_is_asked_for() -> None:
    written = AnswerRenderer().render(
        {"a": JsonText('{"b":"c"}')}, "application/json; indent=4", {}
    )

    assert json.loads(written) == {"a": {"b": "c"}}


def test_text_like_a_place_stays_a_text() -> None:
    answer = {"said": f"{PLACE[:-3]}0", "part": JsonText("1")}

    assert json.loads(AnswerRenderer().render(answer)) == {"said": answer["said"], "part": 1}


def test_value_that_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        AnswerRenderer().render({"a": object()})
