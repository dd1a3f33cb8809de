"""Two questions of machines: is the process alive, can it do its work. No session, no cookie, no language.

/healthz   200 {"alive": true}
/readyz    200 or 503 {"ready": ..., "database": ..., "migrations": ..., "worker": ...}
"""

from __future__ import annotations

from http import HTTPStatus

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thuocdo.web.jobs.heartbeat import seen_lately


@require_safe
@never_cache
def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """The database is reached and up to date, and a job worker was seen lately."""
    found = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = True
        found["migrations"] = not missing_migrations()
        found["worker"] = found["migrations"] and seen_lately(timezone.now())
    except DatabaseError:
        connection.close()
    complete = all(found.values())
    status = HTTPStatus.OK if complete else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"ready": complete, **found}, status=status)


def missing_migrations() -> list[str]:
    """What the program expects of the database and has not been done there yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
