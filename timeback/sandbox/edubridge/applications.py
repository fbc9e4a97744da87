"""Learning applications, and the sources of their metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeback.sandbox.edubridge.storage import APPLICATIONS, METRICS, invalid
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import StoreOperation
from timeback.sandbox.operations.objects import find_objects
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]


def _application(store: Store, request: OperationRequest) -> str:
    sourced_id = request.path["applicationSourcedId"]
    if not store.has(APPLICATIONS, sourced_id):
        raise ApiError(404, "applicationSourcedId: there is no application with this id.")
    return sourced_id


def _view(metric: Mapping[str, Any]) -> StoredObject:
    return {
        "applicationSourcedId": metric["owner"],
        "metric": metric["metric"],
        "metricSource": metric["metricSource"],
    }


def _list(store: Store, request: OperationRequest) -> OperationResponse:
    return request.json_response({"applications": list(store.all(APPLICATIONS))})


def _list_metrics(store: Store, request: OperationRequest) -> OperationResponse:
    found = find_objects(store, METRICS, {"owner": _application(store, request)})
    return request.json_response({"data": [_view(each) for each in found]})


def _create_metric(store: Store, request: OperationRequest) -> OperationResponse:
    application = _application(store, request)
    given = (request.body or {})["applicationMetric"]
    sourced_id = f"{application}\n{given['metric']}"
    stored = store.get(METRICS, sourced_id)
    if stored is not None and stored["metricSource"] != given["metricSource"]:
        raise invalid(
            request, "applicationMetric.metric", f"{given['metric']} has another source already; delete that first"
        )
    chosen = {name: given[name] for name in ("metric", "metricSource")}
    metric = {"sourcedId": sourced_id, "owner": application, **chosen}
    return request.json_response({"data": _view(store.put(METRICS, metric))})


def _delete_metric(store: Store, request: OperationRequest) -> OperationResponse:
    application = _application(store, request)
    given = (request.body or {})["applicationMetric"]
    sourced_id = f"{application}\n{given['metric']}"
    stored = store.get(METRICS, sourced_id)
    if stored is None or stored["metricSource"] != given["metricSource"]:
        raise ApiError(404, "applicationMetric: the application does not have this metric from this source.")
    store.remove(METRICS, sourced_id)
    return OperationResponse(request.operation.status)


HANDLERS: Final[Mapping[str, StoreOperation]] = {
    "listApplications": _list,
    "listApplicationMetrics": _list_metrics,
    "createApplicationMetric": _create_metric,
    "deleteApplicationMetric": _delete_metric,
}
