import pytest
from django.utils import timezone
from rest_framework.test import APIRequestFactory

from foundation.api import ApiKeyAuthentication, RequireScope
from foundation.errors import InvalidInput, NotAuthenticated, NotPermitted
from foundation.models import ApiKey
from foundation.services.accounts import create_account, issue_api_key

pytestmark = pytest.mark.django_db


def authenticate(header):
    request = APIRequestFactory().get("/", headers={"Authorization": header} if header else {})
    return ApiKeyAuthentication().authenticate(request)


def test_a_known_key_gives_its_account():
    account = create_account(name="Ada")
    key = issue_api_key(account=account, name="laptop", scopes=["orders"])

    _, found = authenticate(f"Bearer {key}")

    assert found.account == account
    assert key not in str(ApiKey.objects.values())


def test_no_header_stays_anonymous():
    assert authenticate("") is None


@pytest.mark.parametrize("header", ["Bearer", "Basic abc", "Bearer tl_unknown", "Bearer \u00e9"])
def test_a_header_without_a_known_key_is_refused(header):
    with pytest.raises(NotAuthenticated):
        authenticate(header)


def test_a_revoked_key_is_refused():
    key = issue_api_key(account=create_account(name="Ada"), name="laptop", scopes=[])
    ApiKey.objects.update(revoked_at=timezone.now())

    with pytest.raises(NotAuthenticated):
        authenticate(f"Bearer {key}")


def test_issue_api_key_refuses_an_unknown_scope():
    with pytest.raises(InvalidInput):
        issue_api_key(account=create_account(name="Ada"), name="laptop", scopes=["everything"])


def test_require_scope_refuses_a_key_without_it():
    key = issue_api_key(account=create_account(name="Ada"), name="laptop", scopes=["orders"])
    request = APIRequestFactory().get("/", headers={"Authorization": f"Bearer {key}"})
    request.auth = ApiKeyAuthentication().authenticate(request)[1]

    assert RequireScope.named("orders")().has_permission(request, None)
    with pytest.raises(NotPermitted):
        RequireScope.named("staff")().has_permission(request, None)
