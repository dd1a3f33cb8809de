"""Every figure of the published articles that the examples carry, one by one: of each the paragraph of the article, what it says
there, and what the notice says.

Hưng Yên: the article of 11/07/2019 on the results of 2018. Đắk Nông: the article of 13/01/2020 on Quyết định số 47/QĐ-UBND.

What the examples do not carry, and the notice therefore does not say: Hưng Yên's eleven departments at «Khá» (only one has a total
there) and its four best districts in policy (no points); Đắk Nông's 71 communes (two are named) and the one commune of 2018.
"""

SO_NGANH = [
    ("Hạ tầng kỹ thuật", "có 6 đơn vị đạt điểm tối đa (50 điểm)", "Hạ tầng kỹ thuật công nghệ thông tin (tối đa 50 điểm): cả 6 đơn vị có điểm (Sở Kế hoạch và Đầu tư; Sở Nội vụ; Sở Nông nghiệp và Phát triển nông thôn; Sở Tài chính; Sở Thông tin và Truyền thông; Sở Tư pháp) đều đạt điểm tối đa"),
    ("Ứng dụng", "điểm tối đa 100 điểm", "Ứng dụng công nghệ thông tin trong hoạt động của cơ quan (tối đa 100 điểm)"),
    ("Ứng dụng", "điểm cao nhất là Sở Tư pháp (95 điểm)", "cao nhất là Sở Tư pháp (95 điểm)"),
    ("Ứng dụng", "tiếp đến là Ban quản lý các khu công nghiệp tỉnh (85,5 điểm)", "tiếp đến là Ban quản lý các khu công nghiệp tỉnh (85,5 điểm)"),
    ("Ứng dụng", "thấp nhất là Thanh tra tỉnh (39,2 điểm)", "thấp nhất là Thanh tra tỉnh (39,2 điểm)"),
    ("Trang/Cổng", "điểm tối đa là 100 điểm", "Trang/Cổng thông tin điện tử (tối đa 100 điểm)"),
    ("Trang/Cổng", "cao nhất là Sở Công thương (93 điểm)", "cao nhất là Sở Công thương (93 điểm)"),
    ("Trang/Cổng", "tiếp đến là Sở Tài chính (86,75 điểm)", "tiếp đến là Sở Tài chính (86,75 điểm)"),
    ("Trang/Cổng", "thấp nhất là Sở Văn hóa, Thể thao và Du lịch (56,5 điểm)", "thấp nhất là Sở Văn hóa, Thể thao và Du lịch (56,5 điểm)"),
    ("Dịch vụ công", "điểm tối đa là 100 điểm", "Cung cấp dịch vụ công trực tuyến (tối đa 100 điểm)"),
    ("Dịch vụ công", "cao nhất là Sở Kế hoạch và Đầu tư (97,8 điểm)", "cao nhất là Sở Kế hoạch và Đầu tư (97,8 điểm)"),
    ("Dịch vụ công", "tiếp đến là Sở Giao thông vận tải (92 điểm)", "tiếp đến là Sở Giao thông vận tải (92 điểm)"),
    ("Dịch vụ công", "10 đơn vị thấp nhất - 0 điểm", "10 đơn vị (Sở Công thương; Sở Giáo dục và Đào tạo; Sở Khoa học và Công nghệ; Sở Lao động – Thương binh và Xã hội; Sở Nội vụ; Sở Nông nghiệp và Phát triển nông thôn; Sở Tài chính; Sở Tư pháp; Sở Xây dựng; Thanh tra tỉnh) được 0 điểm"),
    ("Cơ chế, chính sách", "điểm tối đa là 100 điểm", "Cơ chế, chính sách và các quy định cho ứng dụng công nghệ thông tin (tối đa 100 điểm)"),
    ("Cơ chế, chính sách", "đơn vị đạt điểm tối đa là Sở Tài chính, Sở Giáo dục và Đào tạo, Sở Nội vụ", "3 đơn vị (Sở Giáo dục và Đào tạo; Sở Nội vụ; Sở Tài chính) đạt điểm tối đa"),
    ("Cơ chế, chính sách", "thấp nhất là Sở Khoa học và Công nghệ (29 điểm)", "thấp nhất là Sở Khoa học và Công nghệ (29 điểm)"),
    ("Nhân lực", "điểm tối đa là 50 điểm", "Nhân lực cho ứng dụng công nghệ thông tin (tối đa 50 điểm)"),
    ("Nhân lực", "có 9 đơn vị đạt điểm tối đa", "9 đơn vị (Ban quản lý các khu công nghiệp tỉnh; Sở Giáo dục và Đào tạo; Sở Kế hoạch và Đầu tư; Sở Nội vụ; Sở Nông nghiệp và Phát triển nông thôn; Sở Tài chính; Sở Thông tin và Truyền thông; Sở Y tế; Thanh tra tỉnh) đạt điểm tối đa"),
    ("Nhân lực", "thấp nhất là Sở Giao thông vận tải (30 điểm)", "thấp nhất là Sở Giao thông vận tải (30 điểm)"),
    ("Xếp hạng chung", "không có đơn vị xếp hạng loại Tốt", "Tốt: không có đơn vị nào"),
    ("Xếp hạng chung", "điểm cao nhất có Sở Kế hoạch và Đầu tư (417,30 điểm), loại Khá", "Xếp thứ 1: Sở Kế hoạch và Đầu tư, 417,3 điểm (Khá)"),
    ("Xếp hạng chung", "6 đơn vị xếp hạng Trung bình", "Trung bình, theo mức đã công bố: 6 đơn vị (Sở Khoa học và Công nghệ; Sở Lao động – Thương binh và Xã hội; Sở Nông nghiệp và Phát triển nông thôn; Sở Văn hóa, Thể thao và Du lịch; Sở Xây dựng; Thanh tra tỉnh)"),
]  # fmt: skip
HUYEN = [
    ("Hạ tầng", "điểm tối đa là 30 điểm", "Hạ tầng công nghệ thông tin (tối đa 30 điểm)"),
    ("Hạ tầng", "cao nhất là thành phố Hưng Yên (26,4 điểm)", "cao nhất là Thành phố Hưng Yên (26,4 điểm)"),
    ("Hạ tầng", "tiếp đến là huyện Yên Mỹ (25,8 điểm)", "tiếp đến là Huyện Yên Mỹ (25,8 điểm)"),
    ("Hạ tầng", "thấp nhất là huyện Phù Cừ (23,7 điểm)", "thấp nhất là Huyện Phù Cừ (23,7 điểm)"),
    ("Nhân lực", "điểm tối đa 12 điểm", "Nhân lực công nghệ thông tin (tối đa 12 điểm)"),
    ("Nhân lực", "cao nhất là thành phố Hưng Yên (11 điểm)", "cao nhất là Thành phố Hưng Yên (11 điểm)"),
    ("Nhân lực", "tiếp đến là huyện Văn Lâm (9,3 điểm)", "tiếp đến là Huyện Văn Lâm (9,3 điểm)"),
    ("Nhân lực", "thấp nhất là huyện Phù Cừ (6,74 điểm)", "thấp nhất là Huyện Phù Cừ (6,74 điểm)"),
    ("Môi trường", "điểm tối đa là 8 điểm", "Môi trường chính sách (tối đa 8 điểm)"),
    ("Môi trường", "thấp nhất là huyện Văn Giang (5 điểm)", "chỉ Huyện Văn Giang có điểm (5 điểm)"),
    ("Hiện diện", "điểm tối đa là 40 điểm", "Mức độ hiện diện (tối đa 40 điểm)"),
    ("Hiện diện", "cao nhất là huyện Tiên Lữ (33 điểm)", "cao nhất là Huyện Tiên Lữ (33 điểm)"),
    ("Hiện diện", "tiếp đến thành phố Hưng Yên (32 điểm)", "tiếp đến là Thành phố Hưng Yên (32 điểm)"),
    ("Hiện diện", "thấp nhất là huyện Mỹ Hào (14 điểm)", "thấp nhất là Huyện Mỹ Hào (14 điểm)"),
    ("Tương tác", "điểm tối đa là 35 điểm", "Mức độ tương tác (tối đa 35 điểm)"),
    ("Tương tác", "cao nhất là thành phố Hưng Yên (27,8 điểm)", "cao nhất là Thành phố Hưng Yên (27,8 điểm)"),
    ("Tương tác", "tiếp đến là huyện Văn Lâm (27 điểm)", "tiếp đến là Huyện Văn Lâm (27 điểm)"),
    ("Tương tác", "thấp nhất là huyện Khoái Châu (17,39 điểm)", "thấp nhất là Huyện Khoái Châu (17,39 điểm)"),
    ("Giao dịch", "điểm tối đa là 20 điểm", "Mức độ giao dịch (tối đa 20 điểm)"),
    ("Giao dịch", "cao nhất là huyện Văn Lâm (5,9 điểm)", "cao nhất là Huyện Văn Lâm (5,9 điểm)"),
    ("Giao dịch", "tiếp đến là huyện Tiên Lữ (4, 72 điểm)", "tiếp đến là Huyện Tiên Lữ (4,72 điểm)"),
    ("Chuyển đổi", "điểm tối đa là 5 điểm", "Mức độ chuyển đổi (tối đa 5 điểm)"),
    ("Chuyển đổi", "huyện Văn Giang đạt 1 điểm", "cao nhất là Huyện Văn Giang (1 điểm)"),
    ("Chuyển đổi", "huyện Văn Lâm đạt 0,3 điểm", "tiếp đến là Huyện Văn Lâm (0,3 điểm)"),
    ("Xếp hạng chung", "02 đơn vị được xếp hạng loại Khá", "Khá: 2 đơn vị (Huyện Văn Lâm; Thành phố Hưng Yên)"),
    ("Xếp hạng chung", "thành phố Hưng Yên – 106,42 điểm", "Thành phố Hưng Yên, 106,42 điểm (Khá)"),
    ("Xếp hạng chung", "huyện Văn Lâm – 105 điểm", "Huyện Văn Lâm, 105 điểm (Khá)"),
    ("Xếp hạng chung", "8 đơn vị xếp hạng loại Trung bình", "Trung bình, theo mức đã công bố: 8 đơn vị (Huyện Ân Thi; Huyện Khoái Châu; Huyện Kim Động; Huyện Mỹ Hào; Huyện Phù Cừ; Huyện Tiên Lữ; Huyện Văn Giang; Huyện Yên Mỹ)"),
]  # fmt: skip
DAK_NONG = [
    ("Đoạn 2", "08/08 huyện, thành phố", "Bảng số liệu có 8 đơn vị."),
    ("Đoạn 4", "có 03 đơn vị được xếp hạng (tăng 02 đơn vị so với 2018)", "Có 3 đơn vị được xếp hạng trong số 8 đơn vị, tăng 2 đơn vị so với năm 2018."),
    ("Đoạn 4", "Gia Nghĩa xếp thứ 1 với 43,80 điểm (Mức II), giảm 1,9 điểm", "Xếp thứ 1: Thành phố Gia Nghĩa, 43,8 điểm (Mức II), giảm 1,9 điểm so với năm 2018."),
    ("Đoạn 4", "Cư Jút xếp thứ 2 với 40,23 điểm (Mức II), tăng 2,365 điểm", "Xếp thứ 2: Huyện Cư Jút, 40,23 điểm (Mức II), tăng 2,365 điểm so với năm 2018."),
    ("Đoạn 4", "Đắk R'lấp xếp thứ 3 với 37,42 điểm (Mức IV), tăng 1,84 điểm", "Xếp thứ 3: Huyện Đắk R'lấp, 37,42 điểm (Mức IV), tăng 1,84 điểm so với năm 2018."),
    ("Đoạn 4", "Các đơn vị còn lại không xếp hạng", "Không xếp hạng: 5 đơn vị (Huyện Đắk Glong; Huyện Đắk Mil; Huyện Đắk Song; Huyện Krông Nô; Huyện Tuy Đức)."),
    ("Đoạn 5", "có 02 đơn vị được xếp hạng (tăng 01 đơn vị so với 2018)", "Có 2 đơn vị được xếp hạng trong số 8 đơn vị, tăng 1 đơn vị so với năm 2018."),
    ("Đoạn 5", "Gia Nghĩa xếp thứ 1 với 81,75 điểm (Mức III), giảm 2,2 điểm", "Xếp thứ 1: Thành phố Gia Nghĩa, 81,75 điểm (Mức III), giảm 2,2 điểm so với năm 2018."),
    ("Đoạn 5", "Krông Nô xếp thứ 2 với 71,18 điểm (Mức IV), tăng 1,69 điểm", "Xếp thứ 2: Huyện Krông Nô, 71,18 điểm (Mức IV), tăng 1,69 điểm so với năm 2018."),
    ("Đoạn 5", "Các đơn vị còn lại không xếp hạng", "Không xếp hạng: 6 đơn vị (Huyện Cư Jút; Huyện Đắk Glong; Huyện Đắk Mil; Huyện Đắk R'lấp; Huyện Đắk Song; Huyện Tuy Đức)."),
]  # fmt: skip
DAK_NONG_XA = [
    ("Đoạn 6", "không có đơn vị nào được xếp hạng đánh giá kết quả", "Không có đơn vị nào được xếp hạng"),
    ("Đoạn 6", "về điều kiện sẵn sàng chỉ có 02 đơn vị được xếp hạng, tăng 01 đơn vị so với 2018", "Có 2 đơn vị được xếp hạng trong số 2 đơn vị, tăng 1 đơn vị so với năm 2018."),
    ("Đoạn 6", "Nâm Njang xếp thứ 1 với 21,5 điểm (Mức IV), tăng 3 điểm", "Xếp thứ 1: Xã Nâm Njang, 21,5 điểm (Mức IV), tăng 3 điểm so với năm 2018."),
    ("Đoạn 6", "Tâm Thắng xếp thứ 2 với 21,4 điểm (Mức IV), tăng 0,3 điểm", "Xếp thứ 2: Xã Tâm Thắng, 21,4 điểm (Mức IV), tăng 0,3 điểm so với năm 2018."),
]  # fmt: skip
LISTED = [
    *(("hung-yen-2018-so-nganh", None, *figure) for figure in SO_NGANH),
    *(("hung-yen-2018-huyen", None, *figure) for figure in HUYEN),
    *(("dak-nong-2019-huyen", "dak-nong-2018-huyen", *figure) for figure in DAK_NONG),
    *(("dak-nong-2019-xa", "dak-nong-2018-xa", *figure) for figure in DAK_NONG_XA),
]
