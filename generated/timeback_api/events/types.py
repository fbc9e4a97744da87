"""The classes of requests and replies, the same in every package."""

from timeback_runtime.messages import Iteration, Operation, Reply, Request, Response

__all__ = ["Iteration", "Operation", "Reply", "Request", "Response"]
