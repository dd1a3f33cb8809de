"""Small documents behind answers: one page of PDF that says of itself that it is a sample and no document of anybody."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Final

from thuocdo.vietnamese.names import search_key
from thuocdo.web.accounts.models import Person
from thuocdo.web.files.keep import keep
from thuocdo.web.files.models import StoredFile
from thuocdo.web.files.receiving import ReceivedFile
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.attach_evidence import attach_evidence
from thuocdo.web.submissions.describe_evidence import describe_evidence
from thuocdo.web.submissions.description import Description
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.use_evidence import use_evidence

DATED: Final = date(2026, 9, 30)
BEHIND: Final = 3  # criteria that one document stands behind


def attach_documents(submission: Submission, many: int, officer: Person, at: datetime) -> None:
    """The first criteria, three to a document."""
    ids = list(sheet_of(submission).asked)
    for number in range(1, many + 1):
        name = f"Báo cáo số {number} (dữ liệu minh hoạ).pdf"
        title = search_key(f"{submission.name}, bao cao so {number}").upper()
        first, *others = ids[BEHIND * (number - 1) : BEHIND * number]
        evidence = attach_evidence(
            submission=submission, file=_kept(title, name, at), name=name, criterion=first, actor=officer, at=at
        )
        said = Description(f"{10 + number}/BC-UBND", DATED, "Mục I", "1")
        describe_evidence(evidence=evidence, criterion=first, said=said, seen=Description(), actor=officer, at=at)
        for id in others:
            use_evidence(evidence=evidence, criterion=id, actor=officer, at=at)


def _kept(title: str, name: str, at: datetime) -> StoredFile:
    content = page_of_pdf(("DU LIEU MINH HOA - SAMPLE DATA", "Khong phai van ban cua co quan nao.", title))
    file = ReceivedFile(name, "application/pdf", len(content), None, {})
    file.write(content)
    file.sha256 = hashlib.sha256(content).hexdigest()
    return keep(file, name, at)


def page_of_pdf(lines: tuple[str, ...]) -> bytes:
    """One page with some lines of plain letters."""
    shown = " ".join(f"({_escaped(line)}) Tj 0 -28 Td" for line in lines)
    text = f"BT /F1 16 Tf 56 760 Td {shown} ET".encode("ascii", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
