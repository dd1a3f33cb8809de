"""The site's settings for tests: a data folder that lasts for one run, cheap passwords, plain static files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="thuocdo-tests-"))
(FOLDER / "static").mkdir()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["THUOCDO_DATA"] = str(FOLDER)
os.environ["THUOCDO_SECRET_KEY"] = "only the tests use this key, and they say so in fifty characters"
for variable in ("THUOCDO_HOSTS", "THUOCDO_HTTPS", "THUOCDO_DEMO", "DATABASE_URL", "STORAGE_URL", "EMAIL_URL"):
    os.environ.pop(variable, None)
for variable in ("THUOCDO_FILE_LIMIT", "THUOCDO_AGENCY_LIMIT", "THUOCDO_SCANNER"):
    os.environ.pop(variable, None)

from scripts.translations import compile_all  # noqa: E402

compile_all()

from thuocdo.web.site.settings import *  # noqa: E402, F403
from thuocdo.web.site.settings import DATABASES, STORAGES  # noqa: E402

# A file, not memory: threads and browsers reach it as they would in use. Nothing here must survive a power cut.
DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
DATABASES["default"]["OPTIONS"]["init_command"] = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON"
)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
