"""What somebody sees when a page fails, an address is wrong or an act is refused."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from thuocdo.web.audit.refusal import NotAllowed, Refused, WrongState
from thuocdo.web.site import urls as site

FAULTS: dict[str, Exception] = {
    "400": SuspiciousOperation("no"),
    "403": PermissionDenied("no"),
    "500": RuntimeError("a secret of the program"),
    "not-allowed": NotAllowed("Chỉ thủ trưởng được nộp."),
    "wrong-state": WrongState("Đã quá hạn <nộp>."),
}


def fail(_request: HttpRequest, fault: str) -> HttpResponse:
    raise FAULTS[fault]


def form(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("fail/<str:fault>/", fail),
    path("form/", form),
    *site.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address, status, said",
    [
        ("/fail/400/", 400, "Yêu cầu không đọc được"),
        ("/ket-qua/mot/don-vi/%00/", 400, "Yêu cầu không đọc được"),
        ("/ket-qua/?tim=a%00b", 400, "Yêu cầu không đọc được"),
        ("/fail/403/", 403, "Bạn không có quyền xem trang này"),
        ("/khong-co/", 404, "Không có trang này"),
        ("/fail/500/", 500, "Trang gặp lỗi"),
        ("/fail/not-allowed/", 403, "Chỉ thủ trưởng được nộp."),
        ("/fail/wrong-state/", 409, "Đã quá hạn &lt;nộp&gt;."),
    ],
)
def test_it_says_what_happened_and_shows_a_way_out(address: str, status: int, said: str, client: Client) -> None:
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert 'href="/"' in page
    assert "secret" not in page


@pytest.mark.parametrize("fault", ["not-allowed", "wrong-state"])
def test_it_answers_a_part_of_a_page_with_a_part(fault: str, client: Client) -> None:
    answer = client.post(f"/fail/{fault}/", headers={"HX-Request": "true"})
    assert answer.status_code == getattr(FAULTS[fault], "status", 0)
    assert answer.content.decode().startswith('<p class="notice error" role="alert">')


def test_it_explains_a_form_without_its_token() -> None:
    answer = Client(enforce_csrf_checks=True).post("/form/")
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hiệu lực" in answer.content.decode()


def test_every_refusal_has_a_status_that_means_something() -> None:
    waiting: list[type[Refused]] = [Refused]
    while waiting:
        refusal = waiting.pop()
        waiting += refusal.__subclasses__()
        assert refusal.status in {403, 404, 409, 413, 422, 429, 503}
