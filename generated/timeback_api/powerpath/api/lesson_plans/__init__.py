"""Operations on lesson_plans."""

from timeback_runtime.deferred import defer_submodules

defer_submodules(__name__)
