"""The application in a process of `thuocdo serve`: one that granian starts, waits for, and would leave behind if it were killed."""

import signal

from thuocdo.web.site.with_parent import end_with_parent
from thuocdo.web.site.wsgi import application

__all__ = ["application"]

end_with_parent(signal.SIGKILL)
