"""A file group from the upload to the order: decoded, written anew, kept, erased, forgotten."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalog.choices import describe_choices
from catalog.models import CustomerFile
from catalog.snapshot import Snapshot, erase_texts, freeze, is_untouched, texts_of
from configurator.models import Configuration
from configurator.services.files import PER_HOUR, remove_unused_files, store_file
from configurator.tasks import remove_unused_files as removing
from foundation.errors import InvalidInput
from tests.factories.catalog import NOW
from tests.factories.kinds import published_tumbler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v1/files/"
PAGE = "/p/tumbler/?step=picture"


@pytest.fixture(autouse=True)
def tumbler():
    return published_tumbler()


def picture(kind="PNG", size=(40, 30), **more):
    written = BytesIO()
    Image.new("RGB", size, "#2f5d8a").save(written, kind, **more)
    return SimpleUploadedFile("me.png", written.getvalue(), content_type="image/png")


def stored(now=NOW):
    return store_file(sent=picture(), address="192.0.2.7", now=now)


def choose(client, file):
    body = {"product": "tumbler", "choices": {"picture": file}}
    return client.post("/api/v1/configurations/", body, content_type="application/json")


def test_picture_is_uploaded_chosen_and_served(client):
    answer = client.post(URL, {"file": picture()})
    file = answer.json()["id"]
    served = client.get(f"/files/{file}")

    assert answer.status_code == 201
    assert answer.json() == {"id": file, "width": 40, "height": 30}
    assert choose(client, file).json()["choices"]["picture"] == file
    assert served["Content-Type"] == "image/png"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in served.get("Vary", "")
    assert not served.cookies
    assert Image.open(BytesIO(served.content)).size == (40, 30)


def test_picture_is_written_anew_upright_and_without_metadata(client):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    file = client.post(URL, {"file": picture("JPEG", exif=exif)}).json()["id"]
    kept = CustomerFile.objects.get(pk=file)

    assert (kept.kind, kept.width, kept.height) == ("jpeg", 30, 40)
    assert b"taken at home" not in bytes(kept.content)
    assert dict(Image.open(BytesIO(bytes(kept.content))).getexif()) == {}


def cut_picture():
    whole = picture().read()
    return SimpleUploadedFile("cut.png", whole[:60], content_type="image/png")


def far_too_large():
    return SimpleUploadedFile("large.png", b"\x89PNG" + bytes(10 * 1024 * 1024))


@pytest.mark.parametrize(
    "sent",
    [
        lambda: SimpleUploadedFile("x.png", b"<svg onload='alert(1)'/>"),
        lambda: SimpleUploadedFile("x.png", b""),
        lambda: picture("GIF"),
        lambda: picture("TIFF"),
        lambda: picture("PNG", (5_001, 5_000)),
        cut_picture,
        far_too_large,
    ],
)
def test_what_is_no_fitting_picture_is_refused(client, sent):
    answer = client.post(URL, {"file": sent()})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/file"]
    assert not CustomerFile.objects.exists()


def test_upload_without_a_file_is_refused(client):
    assert client.post(URL, {}).status_code == 422


def test_one_address_sends_so_many_an_hour(client):
    for _time in range(PER_HOUR):
        store_file(sent=picture(), address="127.0.0.1", now=NOW)

    assert client.post(URL, {"file": picture()}).status_code == 429
    assert store_file(sent=picture(), address="192.0.2.8", now=NOW)
    assert store_file(sent=picture(), address="127.0.0.1", now=NOW + timedelta(hours=1))


@pytest.mark.parametrize("value", ["0" * 32, "me.png", "", 7, ["a"]])
def test_id_of_no_file_is_refused(client, value):
    expected = 201 if value == "" else 422

    assert choose(client, value).status_code == expected


@pytest.mark.parametrize("file", ["0" * 32, "me", "A" * 32])
def test_unknown_file_is_not_found(client, file):
    assert client.get(f"/files/{file}").status_code == 404


def test_page_takes_a_picture_without_scripts(client):
    before = client.get(PAGE).content.decode()
    client.post(PAGE, {"group": "picture", "act": "upload", "file": picture()})
    after = client.get(PAGE).content.decode()
    (kept,) = CustomerFile.objects.all()

    assert 'enctype="multipart/form-data"' in before
    assert 'type="file" accept="image/png,image/jpeg"' in before
    assert Configuration.objects.get().own == {"picture": kept.pk}
    assert f'src="/files/{kept.pk}"' in after


def test_page_says_what_is_wrong_with_a_file(client):
    sent = SimpleUploadedFile("x.png", b"no picture")
    answer = client.post(PAGE, {"group": "picture", "act": "upload", "file": sent})

    assert answer.status_code == 422
    assert "This is no picture. Send a PNG or JPEG." in answer.content.decode()


def test_snapshot_holds_a_reference_and_the_file_may_be_erased(tumbler, client):
    file = stored()
    snapshot = freeze(tumbler, {"ink": "brick", "finish": "matt", "picture": file.pk})

    assert snapshot.choices == {"ink": "brick", "finish": "matt"}
    assert snapshot.files == {"picture": {"ref": file.pk, "digest": file.digest}}
    assert is_untouched(Snapshot.from_json(snapshot.as_json()))
    assert texts_of(snapshot) == {"picture": file.pk}
    assert CustomerFile.objects.get().is_kept

    erase_texts(snapshot, now=NOW)

    assert texts_of(snapshot) == {"picture": ""}
    assert bytes(CustomerFile.objects.get().content) == b""
    assert client.get(f"/files/{file.pk}").status_code == 404
    assert is_untouched(snapshot)


def test_snapshot_without_files_is_what_it_was(tumbler):
    assert "files" not in freeze(tumbler, {"ink": "brick", "finish": "matt"}).as_json()


def test_snapshot_of_a_file_that_is_gone_is_refused(tumbler):
    file = stored()
    CustomerFile.objects.all().delete()

    with pytest.raises(InvalidInput, match="no longer here"):
        freeze(tumbler, {"picture": file.pk})


def test_words_name_the_picture(tumbler):
    described = describe_choices(tumbler.document, {"picture": "0" * 32}, "de")

    assert described == [("Picture", "Ihr Bild")]


def test_unused_files_go_after_a_week_and_others_stay(client, tumbler):
    unused, chosen, ordered = stored(), stored(), stored()
    choose(client, chosen.pk)
    freeze(tumbler, {"picture": ordered.pk})
    young = stored(NOW + timedelta(days=5))
    later = NOW + timedelta(days=8)

    assert remove_unused_files(now=later) == 1
    assert remove_unused_files(now=later) == 0
    left = set(CustomerFile.objects.values_list("pk", flat=True))
    assert left == {chosen.pk, ordered.pk, young.pk}
    assert unused.pk not in left


def test_removing_may_run_twice(client):
    stored(NOW - timedelta(days=30))

    removing()
    removing()

    assert not CustomerFile.objects.exists()
