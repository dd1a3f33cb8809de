"""What the log's page calls each act; a test knows every act there is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "grant_role": _("Giao vai trò"),
    "accept_invitation": _("Nhận lời mời"),
    "appoint_first_manager": _("Cử người quản trị đầu tiên"),
    "deactivate_person": _("Ngừng tài khoản"),
    "reactivate_person": _("Mở lại tài khoản"),
    "end_role": _("Kết thúc vai trò"),
    "invite_person": _("Mời người dùng"),
    "withdraw_invitation": _("Thu hồi lời mời"),
    "rename_person": _("Sửa tên người dùng"),
    "choose_language": _("Chọn ngôn ngữ"),
    "import_agencies": _("Nhập danh sách đơn vị"),
    "rename_agency": _("Đổi tên đơn vị"),
    "succeed_agencies": _("Sáp nhập, chia tách đơn vị"),
    "move_agency": _("Chuyển khối đơn vị"),
    "make_block": _("Lập khối"),
    "change_block": _("Sửa khối"),
    "import_set": _("Nhập bộ tiêu chí"),
    "prepare_round": _("Chuẩn bị đợt đánh giá"),
    "change_round": _("Sửa đợt đánh giá"),
    "assign_reviewer": _("Phân công thẩm định"),
    "end_assignment": _("Kết thúc phân công"),
    "remind_agencies": _("Nhắc nộp"),
    "open_round": _("Mở đợt đánh giá"),
    "extend_deadline": _("Gia hạn nộp"),
    "exclude_agency": _("Không đánh giá đơn vị"),
    "close_round": _("Khép tự đánh giá"),
    "save_answer": _("Kê khai"),
    "hand_over": _("Trình thủ trưởng"),
    "send_back": _("Trả lại cán bộ"),
    "submit": _("Nộp phiếu"),
    "withdraw": _("Rút phiếu"),
    "verify_answer": _("Thẩm định một tiêu chí"),
    "accept_answers": _("Chấp nhận nhiều tiêu chí"),
    "undo_verification": _("Hoàn tác thẩm định"),
    "return_answer": _("Trả lại để giải trình"),
    "begin_explaining": _("Chuyển sang giải trình"),
    "explain_finding": _("Giải trình"),
    "settle_finding": _("Kết luận sau giải trình"),
    "close_submission": _("Khép phiếu đã thẩm định"),
    "reopen_submission": _("Mở lại phiếu đã khép"),
    "void_report": _("Không tính điểm cả phiếu"),
    "enter_marks": _("Nhập điểm của cơ quan chủ trì"),
    "compute_results": _("Tính kết quả"),
    "submit_for_approval": _("Trình phê duyệt"),
    "approve_results": _("Phê duyệt kết quả"),
    "send_back_results": _("Trả lại kết quả"),
    "reopen_round": _("Mở lại đợt đánh giá"),
    "publish_results": _("Công bố kết quả"),
    "publish_earlier": _("Công bố kết quả kỳ trước"),
    "bring_in_result": _("Nhập kết quả đã công bố"),
    "attach_evidence": _("Đính kèm tài liệu"),
    "describe_evidence": _("Ghi thông tin tài liệu"),
    "use_evidence": _("Dùng tài liệu cho tiêu chí"),
    "stop_using_evidence": _("Thôi dùng tài liệu ở tiêu chí"),
    "replace_evidence": _("Thay tài liệu"),
    "remove_evidence": _("Gỡ tài liệu"),
}


def words(act: str) -> str:
    """The words for an act, or its own name."""
    return str(WORDS.get(act, act))
