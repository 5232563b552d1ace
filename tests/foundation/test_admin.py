import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from foundation.models import Account, CustomerGroup, User

pytestmark = pytest.mark.django_db

ACCOUNTS = "admin:foundation_account_changelist"


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("root"))
    return client


def move(admin, accounts, group):
    fields = {"action": "move_to_group", "to_group": group, "_selected_action": accounts}
    answer = admin.post(reverse(ACCOUNTS), fields)
    return str(list(get_messages(answer.wsgi_request))[-1])


def test_customers_are_moved_to_a_group_and_back(admin):
    group = CustomerGroup.objects.create(code="trade", name="Trade")
    accounts = [Account.objects.create(name=name).pk for name in ("Ada", "Ben")]

    told = move(admin, accounts, group.pk)
    assert told == "2 moved to Trade. Their prices follow at once."
    assert group.accounts.count() == 2

    assert move(admin, accounts[:1], "") == "1 moved to retail. Their prices follow at once."
    assert group.accounts.count() == 1


def test_group_that_is_gone_is_refused(admin):
    account = Account.objects.create(name="Ada")

    assert move(admin, [account.pk], 99) == "No action selected."


def test_group_tells_how_many_customers_it_has(admin):
    group = CustomerGroup.objects.create(code="trade", name="Trade")
    Account.objects.create(name="Ada", customer_group=group)

    page = admin.get(reverse("admin:foundation_customergroup_changelist")).content.decode()

    assert f'?customer_group__id__exact={group.pk}">1</a>' in page
