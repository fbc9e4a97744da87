"""OneRoster operations that the OpenAPI documents cannot describe: credentials, agents, export, demographics,
course structures.

Whatever an `x-` key of a document can express does not belong here.
"""

from __future__ import annotations

import uuid

from timeback.sandbox.errors import ApiError
from timeback.sandbox.fake_data.common_cartridge import cartridge
from timeback.sandbox.operations.course_structures import CourseStructures
from timeback.sandbox.operations.crud import find_object
from timeback.sandbox.operations.extensions import ServiceExtension
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store
from timeback_runtime.numbers import loads_exactly

__all__ = ["oneroster_extensions"]


def oneroster_extensions(store: Store) -> list[ServiceExtension]:
    def user_with_demographics(request: OperationRequest) -> OperationResponse:
        names = request.selected_fields()
        user = loads_exactly(find_object(store, request))
        user["demographics"] = store.get("demographics", user["sourcedId"])
        if names is not None:
            user = {name: user[name] for name in names if name in user}
        return request.json_response({request.operation.unwrap[0]: user})

    def register_credentials(request: OperationRequest) -> OperationResponse:
        body = request.body or {}
        credential_id, profile, new = store.put_credential(
            {
                "id": str(uuid.uuid4()),
                "profile": str(uuid.uuid4()),
                "user": request.path["userId"],
                "application": body["applicationName"],
                "username": body["credentials"]["username"],
                "password": body["credentials"]["password"],
            }
        )
        message = "Credentials registered." if new else "Password of the credentials replaced."
        reply = {"userProfileId": profile, "credentialId": credential_id, "message": message}
        return OperationResponse(201 if new else 200, as_json(reply))

    def decrypt_credential(request: OperationRequest) -> OperationResponse:
        credential_id = request.path["credentialId"]
        password = store.password(request.path["userId"], credential_id)
        if password is None:
            raise ApiError(404, f"credentialId: this user has no credentials with the id {credential_id}.")
        return request.json_response({"password": password})

    def add_agent(request: OperationRequest) -> OperationResponse:
        agent = (request.body or {})["agentSourcedId"]
        with store.transaction():
            if not store.has("users", agent):
                raise refuse([("agentSourcedId", f"there is no {agent} in users")])
            user = store.get("users", request.path["userSourcedId"]) or {}
            agents = user.get("agents") or []
            if agent not in [known["sourcedId"] for known in agents]:
                store.put("users", {**user, "agents": [*agents, {"sourcedId": agent}]})
        return OperationResponse(request.operation.status)

    def remove_agent(request: OperationRequest) -> OperationResponse:
        agent = request.path["agentSourcedId"]
        with store.transaction():
            user = store.get("users", request.path["userSourcedId"]) or {}
            agents = user.get("agents") or []
            left = [known for known in agents if known["sourcedId"] != agent]
            if len(left) == len(agents):
                raise ApiError(404, f"agentSourcedId: {agent} is not an agent of this user.")
            store.put("users", {**user, "agents": left})
        return OperationResponse(request.operation.status)

    def export_resource(request: OperationRequest) -> OperationResponse:
        resource = store.get("resources", request.path["sourceId"]) or {}
        headers = {"Content-Type": "application/zip", "Content-Disposition": 'attachment; filename="resource.imscc"'}
        return OperationResponse(request.operation.status, cartridge(resource), headers)

    rostering = {
        "addAgentToUser": add_agent,
        "removeAgentFromUser": remove_agent,
        "getUserWithDemographics": user_with_demographics,
        "registerStudentCredentials": register_credentials,
        "decryptCredential": decrypt_credential,
        "createCourseStructure": CourseStructures(store).create,
    }
    return [
        ServiceExtension("rostering", rostering),
        ServiceExtension("resources", {"exportResourceToCommonCartridge": export_resource}),
    ]
