"""Pictures for sharing: the right size, every Vietnamese letter, and no text beyond its room."""

import io
from decimal import Decimal

import pytest
from PIL import Image, ImageFont

from thuocdo.reports.picture.card import Band, Card, Fact, Label, Line
from thuocdo.reports.picture.draw import EDGE, HEIGHT, PAPER, ROOM, WIDTH, png_of
from thuocdo.reports.picture.typeface import BOLD, MORE, REGULAR, cut, fitted, font, wrapped

LETTERS = "ĂÂĐÊÔƠƯăâđêôơưÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ0123456789,.·−–/«»…"
BANDS = (Band(Decimal(0), Decimal(80), "none"), Band(Decimal(80), Decimal(20), "1"))
LINE = Line("Thành phố Gia Nghĩa", "1", "43,80", "Mức II", "2", BANDS, Decimal("87.6"))
LONG = "Mức độ chuyển đổi số của các sở, ban, ngành và Ủy ban nhân dân các xã, phường, đặc khu trên địa bàn tỉnh " * 3
CARDS = {
    "ranking": Card("Kết quả", "Mức độ", "Theo Quyết định", (Fact("3 / 8", "đơn vị"),), (LINE, LINE, LINE), "Phiên bản 1"),
    "agency": Card("Kết quả", "Gia Nghĩa", "", (Fact("1", "hạng"),), (Line("", "", "", "", "none", BANDS, Decimal(5), (Label(Decimal(0), "0"), Label(Decimal(1), "0,5"))),), "x"),
    "sections": Card("Kết quả", "Gia Nghĩa", "", (), (LINE, LINE), "x", "dữ liệu minh hoạ"),
    "long": Card(LONG, LONG, LONG, (Fact(LONG, LONG),) * 4, (Line(LONG, "3.321", "1.000,00", LONG, "4", BANDS, Decimal(100)),) * 3, LONG, "dữ liệu minh hoạ"),
    "long sections": Card(LONG, LONG, LONG, (), (Line(LONG, "", "1.000,00", LONG, "mid", BANDS, None, note=LONG),) * 3, LONG),
    "empty": Card("", "", "", (), (), ""),
}  # fmt: skip


def drawn(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(png_of(card)))


@pytest.mark.parametrize("name", CARDS)
def test_it_has_the_size_that_portals_show_and_a_clear_edge(name: str) -> None:
    image = drawn(CARDS[name])
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    for box in ((0, 0, EDGE - 4, HEIGHT), (WIDTH - EDGE + 8, 0, WIDTH, HEIGHT), (0, HEIGHT - 20, WIDTH, HEIGHT)):
        assert image.crop(box).getcolors() == [(image.crop(box).size[0] * image.crop(box).size[1], (255, 255, 255))]
    assert PAPER == "#ffffff"


def test_the_same_card_gives_the_same_bytes() -> None:
    assert png_of.__wrapped__(CARDS["ranking"]) == png_of.__wrapped__(CARDS["ranking"])
    assert png_of(CARDS["ranking"]) != png_of(CARDS["agency"])


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_the_typeface_has_every_vietnamese_letter(weight: str) -> None:
    of = font(weight, 40)
    assert isinstance(of, ImageFont.FreeTypeFont)
    unknown = bytes(of.getmask("\uffff"))
    assert [letter for letter in LETTERS if bytes(of.getmask(letter)) == unknown] == []


def test_long_texts_are_made_smaller_then_cut() -> None:
    of, lines = fitted(LONG, BOLD, 52, ROOM, 2)
    assert of.size == 36
    assert len(lines) == 2
    assert lines[-1].endswith(MORE)
    assert all(of.getlength(line) <= ROOM for line in lines)
    assert fitted("Gia Nghĩa", BOLD, 52, ROOM, 2)[1] == ["Gia Nghĩa"]
    assert cut("Gia Nghĩa", of, 10) == MORE
    assert " ".join(wrapped(LONG, REGULAR, 25, ROOM)) == LONG.strip()
