"""Operations on assessment_line_items."""

from timeback_runtime.deferred import defer_submodules

defer_submodules(__name__)
