"""httpx for servers of plain HTTP.

For every client, and so for every `httpx.get`, it reads the certificates of the world, which takes longer than most of
the tests that ask a server on this machine.
"""

from functools import partial

import httpx

Client = partial(httpx.Client, verify=False)
delete = partial(httpx.delete, verify=False)
get = partial(httpx.get, verify=False)
post = partial(httpx.post, verify=False)
put = partial(httpx.put, verify=False)
request = partial(httpx.request, verify=False)
