"""Methods of ``client.powerpath.lesson_plans``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.lesson_plans import (
    create_lesson_plan,
    delete_lesson_plans_by_course_id,
    get_course_progress,
    get_lesson_plan,
    get_lesson_plan_structure,
    get_operations,
    get_tree,
    recreate_lesson_plan,
    start_test_out,
    store_operation,
    sync_course_lesson_plans,
    sync_operations,
    update_student_item_response,
)


class _LessonPlans:
    """Lesson plans: a student's own copy of a course, and the operations that changed it."""

    create_lesson_plan = operation(create_lesson_plan)
    get_lesson_plan = operation(get_lesson_plan)
    get_structure = operation(get_lesson_plan_structure)
    get_tree = operation(get_tree)
    list_operations = operation(get_operations)
    store_operation = operation(store_operation)
    sync_operations = operation(sync_operations)
    recreate_lesson_plan = operation(recreate_lesson_plan)
    sync_course = operation(sync_course_lesson_plans)
    delete_course_lesson_plans = operation(delete_lesson_plans_by_course_id)
    get_course_progress = operation(get_course_progress)
    update_student_item_response = operation(update_student_item_response)
    start_test_out = operation(start_test_out)


class LessonPlans(_LessonPlans, SyncResource):
    __doc__ = _LessonPlans.__doc__


class AsyncLessonPlans(_LessonPlans, AsyncResource):
    __doc__ = _LessonPlans.__doc__
