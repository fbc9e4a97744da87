"""A hook that makes a client of an Airflow connection.

The connection ``timeback_default`` has the client id as login and the secret as password. Its extras are the other
settings of the client, such as ``{"environment": "production"}``. The host, if there is one, is the address of the API.
"""

from __future__ import annotations

from airflow.sdk.bases.hook import BaseHook

from timeback import TimeBackClient


class TimeBackHook(BaseHook):
    """Connects to the TimeBack platform or another OneRoster server."""

    conn_name_attr = "timeback_conn_id"
    default_conn_name = "timeback_default"

    def __init__(self, timeback_conn_id: str = default_conn_name) -> None:
        super().__init__()
        self.timeback_conn_id = timeback_conn_id

    def get_conn(self) -> TimeBackClient:
        """Return a client. The caller closes it."""
        connection = self.get_connection(self.timeback_conn_id)
        settings = dict(connection.extra_dejson)
        if connection.host:
            settings["api_url"] = connection.host
        return TimeBackClient(client_id=connection.login, client_secret=connection.password, **settings)
