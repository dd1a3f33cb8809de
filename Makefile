# Everything a newcomer or a contributor runs. `make` alone says what there is.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)
# Once for what pip has to say beyond its errors, twice for its warnings about its own settings.
INSTALL = $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet --constraint constraints.txt
DECLARED := pyproject.toml constraints.txt
LIBRARY = $(notdir $(patsubst %/set.yaml,%,$(wildcard src/thuocdo/library/*/set.yaml)))

.PHONY: help demo tour test check golden constraints bench screenshots translations
.DEFAULT_GOAL := help

help:
	@echo "make demo         cài đặt, nạp dữ liệu mẫu, chạy trang web     | set up, fill, serve http://localhost:8000"
	@echo "make tour         các lệnh tính điểm trên số liệu đã công bố   | the scoring commands on published figures"
	@echo "make test         cài đặt rồi chạy mọi kiểm thử                | set up, then run every test"
	@echo "make check        định dạng, lỗi, kiểu, hướng phụ thuộc        | format, lint, types, import contracts"
	@echo "make golden       ghi lại các văn bản mẫu để đọc bằng git diff | write kept texts anew, to be read as a diff"
	@echo "make translations lấy câu chữ mới vào các tệp .po               | take new texts into the .po files"
	@echo "make constraints  ghi lại phiên bản các gói                    | resolve constraints.txt anew"
	@echo "make bench        đo tốc độ                                    | benchmarks, budgets, peers"
	@echo "make screenshots  chụp các trang                               | pictures of the pages for docs/vi"

# Stamps: each is newer than what it was installed from, so a second run installs nothing.

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Cần Python 3.11 trở lên. Python 3.11 or newer is needed (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "Không tạo được .venv. Could not make .venv (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@touch $@

$(VENV)/.core: $(VENV)/.made $(DECLARED)
	@echo "Installing thuocdo into $(VENV)"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.demo: $(VENV)/.made $(DECLARED)
	@echo "Installing thuocdo and what its site needs into $(VENV) (half a minute the first time)"
	@$(INSTALL) --editable '.[demo]'
	@touch $@ $(VENV)/.core

$(VENV)/.test: $(VENV)/.made $(DECLARED)
	@echo "Installing thuocdo and what its tests need into $(VENV) (a minute or two the first time)"
	@$(INSTALL) --editable '.[test]'
	@touch $@ $(VENV)/.core $(VENV)/.demo

$(VENV)/.check: $(VENV)/.test
	@echo "Installing what looks at the code into $(VENV)"
	@$(INSTALL) --editable '.[check]'
	@touch $@

# Django reads compiled texts; they are compiled anew where a .po file has changed.
$(VENV)/.translated: $(VENV)/.demo $(wildcard src/thuocdo/web/*/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python scripts/translations.py
	@touch $@

translations:
	@$(BIN)/python scripts/translations.py update

# One process for each core; a file stays together, so that what its tests share is made once. Slow ones come first (tests/conftest.py).
test: $(VENV)/.test
	@$(BIN)/python scripts/system_programs.py
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder $(ARGS)

# Each looks even where another has found something.
check: $(VENV)/.check
	@found=0; \
	$(BIN)/ruff format --check . || found=1; \
	$(BIN)/ruff check . || found=1; \
	$(BIN)/mypy || found=1; \
	$(BIN)/lint-imports || found=1; \
	$(BIN)/python scripts/tracked_files.py || found=1; \
	exit $$found

golden: $(VENV)/.test
	@$(BIN)/python -m pytest -m golden --renew-golden $(ARGS)
	@git status --short

constraints: $(VENV)/.made
	@$(BIN)/python scripts/resolve_constraints.py

# Saving is measured on the databases of the tests.
$(VENV)/.bench: $(VENV)/.test bench/requirements.txt
	@echo "Installing what scoring is measured against into $(VENV)"
	@$(INSTALL) --editable '.[spark]' --requirement bench/requirements.txt
	@touch $@

bench: $(VENV)/.bench
	@$(BIN)/python scripts/system_programs.py
	@$(BIN)/python -m bench $(ARGS)

screenshots: $(VENV)/.test $(VENV)/.translated
	@$(BIN)/python -m scripts.screenshots $(ARGS)

# $(call show,what it shows,arguments of thuocdo)
define show
	@printf '\n── %s\n$$ thuocdo %s\n\n' '$(1)' '$(2)'
	@$(BIN)/thuocdo $(2)

endef

# `exec`, so that Ctrl+C is answered by the site alone: it ends in order, and make has nothing to report.
demo: $(VENV)/.demo $(VENV)/.translated
	@exec $(BIN)/thuocdo demo $(ARGS)

tour: $(VENV)/.core
	$(call show,Các bộ tiêu chí có sẵn,sets)
	$(foreach set,$(LIBRARY),$(call show,Kiểm tra bộ tiêu chí,check $(set)))
	$(foreach set,$(LIBRARY),$(call show,Chạy các ví dụ kèm theo bộ tiêu chí,test $(set)))
	$(call show,Hai lỗi có sẵn trong bảng cấp xã của An Giang,check an-giang-2018-xa)
	$(call show,Bảng đã công bố của Đắk Nông; so với năm trước,score dak-nong-2019-huyen examples/dak-nong-2019-huyen.csv --previous examples/dak-nong-2018-huyen.csv)
	$(call show,Bảng đã công bố của Hưng Yên; sở và ngành,score hung-yen-2018-so-nganh examples/hung-yen-2018-so-nganh.csv)
	$(call show,Bảng đã công bố của Hưng Yên; cấp huyện,score hung-yen-2018-huyen examples/hung-yen-2018-huyen.csv)
