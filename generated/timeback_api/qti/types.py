"""What requests and replies are made of; the same for every package."""

from timeback_runtime.messages import Iteration, Operation, Reply, Request, Response

__all__ = ["Iteration", "Operation", "Reply", "Request", "Response"]
