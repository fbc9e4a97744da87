"""The helpers that error texts and checks of arguments share."""

import pytest

from timeback.errors import ConfigurationError, InvalidRequestError
from timeback_runtime.arguments import whole_number
from timeback_runtime.extras import missing_package
from timeback_runtime.suggestions import closest, did_you_mean


@pytest.mark.parametrize("value", [True, 1.0, "1", None, -1])
def test_what_is_not_a_whole_number_is_refused(value: object) -> None:
    with pytest.raises(InvalidRequestError, match=r"limit: .*0 or more"):
        whole_number("limit", value, 0)
    with pytest.raises(ConfigurationError, match="limit"):
        whole_number("limit", value, 0, error=ConfigurationError)


def test_a_whole_number_is_returned() -> None:
    assert whole_number("limit", 0, 0) == 0
    assert whole_number("offset", -5) == -5


def test_a_value_is_not_quoted() -> None:
    with pytest.raises(InvalidRequestError) as refused:
        whole_number("limit", -2025, 0)
    assert "2025" not in str(refused.value)


def test_the_closest_name_is_suggested() -> None:
    names = ["users", "classes", "givenName"]
    assert closest("userz", names) == "users"
    assert closest("cla", names) == "classes"
    assert closest("xyz", names) is None
    assert did_you_mean("givenname", names) == " Did you mean 'givenName'?"
    assert did_you_mean("xyz", names) == ""


def test_the_command_that_installs_an_extra_is_quoted_for_every_shell() -> None:
    assert missing_package("to_arrow()", "pyarrow", "arrow").endswith("pip install 'timeback-client[arrow]'")
