"""Operations on learning_reports."""

from timeback_runtime.deferred import defer_submodules

defer_submodules(__name__)
