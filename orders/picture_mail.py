"""A mail as text and as a page whose pictures travel inside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from typing import Any

from django.core.mail import EmailMultiAlternatives

from catalog.papers.png import HEIGHT_PX, WIDTH_PX, picture_png
from catalog.pictures import Picture

RELATED, ALTERNATIVE = "related", "multipart/alternative"


@dataclass(frozen=True, slots=True)
class MailPicture:
    """A picture inside a mail; the page names it `cid:{cid}` and says `label` where it is not shown.

    `width` and `height` are what the page gives it: half its pixels, so that it is sharp.
    """

    cid: str
    label: str
    png: bytes
    width: int = WIDTH_PX // 2
    height: int = HEIGHT_PX // 2


def mail_picture(picture: Picture | None, cid: str) -> MailPicture | None:
    """Draw a picture for a mail; None where there is none."""
    return MailPicture(cid, picture.label, picture_png(picture)) if picture else None


class PictureMail(EmailMultiAlternatives):
    """A mail whose page, its last alternative, shows pictures that are in none of its texts.

    Mail programs block SVG and what they would have to fetch, so pictures are PNG and go along,
    related to the page as RFC 2387 says: they are no attachments of their own.
    """

    def __init__(self, *args: Any, pictures: Iterable[MailPicture], **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.pictures = list(pictures)

    def message(self, **policy: Any) -> Any:
        """Return the whole mail, its page and pictures in one part."""
        whole = super().message(**policy)
        if self.pictures:
            alternative = next(
                part for part in whole.walk() if part.get_content_type() == ALTERNATIVE
            )
            texts: Any = alternative.get_payload()
            texts[-1] = self._with_pictures(texts[-1])
        return whole

    def _with_pictures(self, page: Message) -> Message:
        related = MIMEMultipart(RELATED, type=page.get_content_type())
        related.attach(page)
        for picture in self.pictures:
            image = MIMEImage(picture.png, "png")
            image.add_header("Content-ID", f"<{picture.cid}>")
            image.add_header("Content-Disposition", "inline", filename=f"{picture.cid}.png")
            related.attach(image)
        return related
