"""Good files of every kind, and bad ones, made here byte by byte so that each says what is wrong with it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

import openpyxl
import xlsxwriter

from thuocdo.web.files.bad_file import Why

WORD_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_MAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PAGE: Final = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def pdf(inside: bytes = b"", behind: bytes = b"") -> bytes:
    """A page that says nothing; `inside` stands in a comment right behind the header."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    made, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + (b"%" + inside + b"\n" if inside else b""), []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + b"xref\n0 4\n0000000000 65535 f \n" + table + end + behind


def pdf_with(*objects: bytes) -> bytes:
    """A page with more objects behind it."""
    more = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 10))
    whole = pdf()
    at = whole.index(b"xref\n")
    return whole[:at] + more + whole[at:]


def object_stream(content: bytes, filter: bytes = b"/FlateDecode", *, packed: bool = True) -> bytes:
    data = zlib.compress(content) if packed else content
    said = b"/Filter " + filter if filter else b""
    return b"<< /Type /ObjStm /N 1 /First 5 %s /Length %d >>\nstream\r\n%s\nendstream" % (said, len(data), data)


SCRIPT: Final = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def zipped(entries: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(more: Mapping[str, bytes] | None = None, main: str = WORD_MAIN) -> bytes:
    types = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>"""
    relations = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
    document = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
<w:t>Kế hoạch chuyển đổi số</w:t></w:r></w:p></w:body></w:document>"""
    texts = {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document}
    return zipped({name: text.encode() for name, text in texts.items()} | dict(more or {}))


def xlsx() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Số văn bản", 12])
    book.save(made)
    return made.getvalue()


def written_xlsx() -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for row in range(2000):
        sheet.write(row, 0, "cùng một ô")
    book.close()
    return made.getvalue()


def opendocument(kind: str, manifest: bytes = b"<manifest/>", more: Mapping[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office:document-content/>")
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return made.getvalue()


SECTOR: Final = 512
FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """A container of 97-2003: header, one sector of FAT, the directory, the streams (each at least 4096 bytes long)."""
    names = ["Root Entry", *storages, *streams]
    directory_sectors = -(-len(names) * 128 // SECTOR)
    fat = [FAT_SECTOR, *range(2, directory_sectors + 1), END]
    entries, data = [_entry("Root Entry", 5, 1, END, 0)], b""
    for number, name in enumerate(names[1:], 1):
        following = number + 1 if number + 1 < len(names) else NONE
        if name in storages:
            entries.append(_entry(name, 1, NONE, END, 0, following))
            continue
        content = streams[name].ljust(4096, b"\0")
        content += bytes(-len(content) % SECTOR)
        first, count = len(fat), len(content) // SECTOR
        fat += [*range(first + 1, first + count), END]
        entries.append(_entry(name, 2, NONE, first, len(content), following))
        data += content
    assert len(fat) <= SECTOR // 4
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    directory = b"".join(entries)
    directory += bytes(directory_sectors * SECTOR - len(directory))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, END, 0, END, 0),
        *[0, *[FREE] * 108],
    )
    return header + table + directory + data


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = NONE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", text.ljust(64, b"\0"), len(text), kind, 1, NONE, right, child, 0, start, size
    )


def doc(flags: int = 0, *storages: str) -> bytes:
    return compound({"WordDocument": struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags)}, storages)


def xls(*records: tuple[int, bytes], storages: tuple[str, ...] = ()) -> bytes:
    start, end = (0x0809, bytes(16)), (0x0A, b"")
    sheet = (0x85, struct.pack("<IBB", 0, 0, 0) + b"\x05\0Sheet")
    book = b"".join(struct.pack("<HH", number, len(text)) + text for number, text in (start, *records, sheet, end))
    return compound({"Workbook": book}, storages)


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + b"\x55\x88\xaa" * min(width, 64) for _ in range(min(height, 64)))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg(behind: bytes = b"") -> bytes:
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return head + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\x34" + b"\xff\xd9" + behind


def webp(behind: bytes = b"") -> bytes:
    body = b"WEBPVP8L" + struct.pack("<I", 4) + b"\x2f\0\0\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body + behind


def tiff(width: int = 2) -> bytes:
    entries = [(256, 3, 1, width), (257, 3, 1, 2), (273, 4, 1, 8)]
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II" + struct.pack("<HIH", 42, 8, len(entries)) + directory + bytes(4)


def bomb(unpacked: int = 64 << 20) -> bytes:
    """A document that is a thousand times larger than it looks."""
    return docx({"word/media/image1.bin": bytes(unpacked)})


def lying_bomb() -> bytes:
    """An archive that says its entry is ten bytes long."""
    made = bytearray(docx({"word/zero.bin": bytes(1 << 20)}))
    for sign, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = made.rindex(
            sign, 0, made.rindex(b"word/zero.bin") if sign == b"PK\x01\x02" else made.index(b"word/zero.bin")
        )
        assert made[place + name_at :].startswith(b"word/zero.bin")
        made[place + size_at : place + size_at + 4] = struct.pack("<I", 10)
    return bytes(made)


def overlapping_bomb() -> bytes:
    """Two names for one piece of data, as archives do that unpack to more than they hold."""
    made = bytearray(docx({"word/a.bin": b"a", "word/b.bin": b"b"}))
    first, second = (made.rindex(name) - 46 for name in (b"word/a.bin", b"word/b.bin"))
    made[second + 42 : second + 46] = made[first + 42 : first + 46]
    return bytes(made)


GOOD: Final[Mapping[str, bytes]] = {
    "Quyết định 123.pdf": pdf(),
    "tro-lai.PDF": pdf(behind=b"\r\n\0\0"),
    "lien-ket.pdf": pdf_with(b"<< /S /URI /URI (https://xa.example.vn/JavaScript/Launch) >>", b"(/JS)"),
    "nen-doi-tuong.pdf": pdf_with(object_stream(b"11 0  << /Title (Ke hoach) >>" * 90_000)),
    "khoa-in.pdf": pdf_with(b"<< /Encrypt 12 0 R >>", object_stream(b"khong doc duoc", packed=False)),
    "Kế hoạch.docx": docx(),
    "nhung-bang-tinh.docx": docx({"word/embeddings/Microsoft_Excel_Sheet.xlsx": xlsx()}),
    "nhung-doi-tuong.docx": docx({"word/embeddings/oleObject1.bin": compound({"CONTENTS": b"x"})}),
    "Bảng điểm.xlsx": xlsx(),
    "bang-ghi.xlsx": written_xlsx(),
    "Báo cáo.odt": opendocument("text"),
    "Bảng.ods": opendocument("spreadsheet"),
    "cu.doc": doc(),
    "cu.xls": xls(),
    "anh.png": png(),
    "anh.jpg": jpeg(),
    "hai-anh.jpeg": jpeg(behind=jpeg()),
    "anh.webp": webp(),
    "quet.tif": tiff(),
    "ghi-chu.txt": "Ghi chú: đã ban hành.\r\n".encode(),
    "ghi-chu-16.txt": "Ghi chú".encode("utf-16"),
    "so-lieu.csv": "﻿Đơn vị;Điểm\r\nPhường Xuân Hương;46,5\r\n".encode(),
}
BAD: Final[Mapping[str, tuple[Why, bytes]]] = {
    "rong.pdf": (Why.EMPTY, b""),
    "khong-duoi": (Why.KIND, pdf()),
    "chuong-trinh.exe": (Why.KIND, b"MZ" + bytes(200)),
    "anh.svg": (Why.KIND, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    "trang.html": (Why.KIND, PAGE),
    "macro.docm": (Why.KIND, docx({"word/vbaProject.bin": b"x"})),
    "macro.xlsm": (Why.KIND, xlsx()),
    "nen.zip": (Why.KIND, zipped({"a": b"a"})),
    # the extension is not what the content is
    "chuong-trinh.pdf": (Why.CONTENT, b"MZ\x90\0" + bytes(500)),
    "anh.pdf": (Why.CONTENT, png()),
    "bang.docx": (Why.CONTENT, xlsx()),
    "van-ban.xlsx": (Why.CONTENT, docx()),
    "van-ban.odt": (Why.CONTENT, opendocument("spreadsheet")),
    "nen.docx": (Why.CONTENT, zipped({"a.txt": b"a"})),
    "bang.doc": (Why.CONTENT, xls()),
    "van-ban.xls": (Why.CONTENT, doc()),
    "anh.png": (Why.CONTENT, jpeg()),
    "nhi-phan.txt": (Why.CONTENT, bytes(range(256))),
    "tcvn3.csv": (Why.CONTENT, "Đơn vị".encode("cp1258", "replace") + b"\xfe\xff"),
    "trang.txt": (Why.MIXED, PAGE),
    "anh.csv": (Why.MIXED, b" \n<svg onload=alert(1)>"),
    "mau.docx": (Why.CONTENT, docx(main=WORD_MAIN.replace("document.main", "template.main"))),
    # broken
    "cut.pdf": (Why.CONTENT, pdf()[:-10]),
    "cut.docx": (Why.CONTENT, docx()[:-30]),
    "cut.xls": (Why.CONTENT, xls()[:700]),
    "cut.png": (Why.CONTENT, png()[:-14]),
    "cut.jpg": (Why.CONTENT, jpeg()[:18]),
    "cut.webp": (Why.CONTENT, webp()[:-6]),
    "cut.tif": (Why.CONTENT, tiff()[:20]),
    # two things at once
    "trang-trong.pdf": (Why.MIXED, pdf(inside=PAGE)),
    "trang-sau.pdf": (Why.MIXED, pdf(behind=PAGE)),
    "nen-sau.pdf": (Why.MIXED, pdf(behind=zipped({"a": b"a"}))),
    "nen-sau.png": (Why.MIXED, png() + zipped({"a": b"a"})),
    "nen-sau.jpg": (Why.MIXED, jpeg(behind=zipped({"a": b"a"}))),
    "nen-sau.webp": (Why.MIXED, webp(behind=zipped({"a": b"a"}))),
    "nen-sau.tif": (Why.MIXED, tiff() + zipped({"a": b"a"})),
    "nen-sau.xls": (Why.MIXED, xls() + zipped({"a": b"a"})),
    "trang-sau.jpg": (Why.MIXED, jpeg(behind=PAGE)),
    "trang-sau.docx": (Why.MIXED, docx() + PAGE),
    "truoc.docx": (Why.CONTENT, PAGE + docx()),
    "chuong-trinh-trong.docx": (Why.MIXED, docx({"word/embeddings/a.bin": b"MZ" + bytes(300)})),
    "ten-chuong-trinh.docx": (Why.MIXED, docx({"word/embeddings/a.js": b"alert(1)"})),
    "duong-dan.docx": (Why.MIXED, docx({"../../etc/passwd": b"x"})),
    # a PDF that does something, or holds something
    "ma-lenh.pdf": (Why.MACRO, pdf_with(SCRIPT)),
    "ma-lenh-ten-so.pdf": (Why.MACRO, pdf_with(b"<</#53/J#61v#61Script/JS 12 0 R>>")),
    "ma-lenh-chu-thich.pdf": (Why.MACRO, pdf_with(b"<< /S % muon khong thay\n/JavaScript >>")),
    "ma-lenh-khi-mo.pdf": (Why.MACRO, pdf_with(b"<< /Names << /JavaScript 12 0 R >> >>")),
    "ma-lenh-nen.pdf": (Why.MACRO, pdf_with(object_stream(b" " * 1_048_570 + SCRIPT))),
    "ma-lenh-khoa-gia.pdf": (Why.MACRO, pdf_with(b"<< /Encrypt 12 0 R >>", object_stream(SCRIPT))),
    "ma-lenh-khong-ten.pdf": (Why.MACRO, pdf_with(object_stream(SCRIPT).replace(b"/Type /ObjStm ", b""))),
    "ma-lenh-xa.pdf": (Why.MACRO, pdf_with(b"(" + b"x" * 1_048_400 + b")", SCRIPT)),
    "chay-chuong-trinh.pdf": (Why.MACRO, pdf_with(b"<< /S /Launch /F (cmd.exe) >>")),
    "kem-tep.pdf": (Why.MIXED, pdf_with(b"<< /Names << /EmbeddedFiles 12 0 R >> >>")),
    "kem-tep-mot.pdf": (Why.MIXED, pdf_with(b"<< /Type /Filespec /EF << /F 12 0 R >> >>")),
    "nen-la.pdf": (Why.CONTENT, pdf_with(object_stream(SCRIPT.hex().encode(), b"/ASCIIHexDecode", packed=False))),
    "nen-hong.pdf": (Why.CONTENT, pdf_with(object_stream(b"khong nen", packed=False))),
    # macros
    "macro.docx": (Why.MACRO, docx({"word/vbaProject.bin": b"x"})),
    "ten-khac.docx": (Why.MACRO, docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
    "macro-4.docx": (Why.MACRO, docx({"xl/macrosheets/sheet1.xml": b"<x/>"})),
    "macro-long.docx": (Why.MACRO, docx({"word/embeddings/a.docx": docx({"word/vbaProject.bin": b"x"})})),
    "macro-doi-tuong.docx": (Why.MACRO, docx({"word/embeddings/oleObject1.bin": doc(0, "Macros")})),
    "macro.odt": (Why.MACRO, opendocument("text", more={"Basic/Standard/Module1.xml": b"<x/>"})),
    "macro.doc": (Why.MACRO, doc(0, "Macros")),
    "macro.xls": (Why.MACRO, xls(storages=("_VBA_PROJECT_CUR",))),
    "macro-4.xls": (Why.MACRO, xls((0x85, struct.pack("<IBB", 0, 2, 1) + b"\x06\0Macro1"))),
    # locked
    "khoa.docx": (Why.LOCKED, compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})),
    "khoa.doc": (Why.LOCKED, doc(0x0100)),
    "khoa.xls": (Why.LOCKED, xls((0x2F, bytes(6)))),
    "khoa.ods": (Why.LOCKED, opendocument("spreadsheet", manifest=b"<manifest:encryption-data/>")),
    # bombs
    "no.docx": (Why.UNPACKS, bomb()),
    "no-doi.docx": (Why.CONTENT, lying_bomb()),
    "no-chong.docx": (Why.UNPACKS, overlapping_bomb()),
    "no-nhieu.docx": (Why.UNPACKS, docx({f"word/{number}.xml": b"" for number in range(10_001)})),
    "no-long.docx": (Why.UNPACKS, docx({"a.docx": docx({"b.docx": docx()})})),
    "no.png": (Why.UNPACKS, png(100_000, 100_000)),
    "no.tif": (
        Why.UNPACKS,
        tiff(width=65_535).replace(struct.pack("<HHII", 257, 3, 1, 2), struct.pack("<HHII", 257, 4, 1, 65_535)),
    ),
}
# As people, or somebody else, may name a file -> as it is kept.
NAMES: Final[Mapping[str, str]] = {
    "Quyết định số 12.pdf": "Quyết định số 12.pdf",
    "Quyết định.pdf": "Quyết định.pdf",  # decomposed
    "../../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\An\\Báo cáo.docx": "Báo cáo.docx",
    "hop-dong\u202efdp.exe": "hop-dongfdp.exe",
    "\u2067ẩn\u2069\u200b.pdf": "ẩn.pdf",
    "dòng\r\nmới\t.pdf": "dòng mới.pdf",
    "null\0.pdf": "null.pdf",
    '<a href="x">?*|.pdf': "-a href=-x-----.pdf",
    "..": "",
    " .pdf. ": "pdf",
    "ê" * 300 + ".pdf": "ê" * 88 + ".pdf",
    "x" * 400: "x" * 180,
}
