"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.assessment_line_item import AssessmentLineItem as AssessmentLineItem
    from timeback_api.common.models.difficulty import Difficulty as Difficulty
    from timeback_api.common.models.grade import Grade as Grade
    from timeback_api.common.models.importance import Importance as Importance
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.learning_objective_result import LearningObjectiveResult as LearningObjectiveResult
    from timeback_api.common.models.learning_objective_score_set import (
        LearningObjectiveScoreSet as LearningObjectiveScoreSet,
    )
    from timeback_api.common.models.learning_objective_set import LearningObjectiveSet as LearningObjectiveSet
    from timeback_api.common.models.lesson_type import LessonType as LessonType
    from timeback_api.common.models.message import Message as Message
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.score_status import ScoreStatus as ScoreStatus
    from timeback_api.common.models.status import Status as Status
    from timeback_api.powerpath.models.add_custom_resource_command import (
        AddCustomResourceCommand as AddCustomResourceCommand,
    )
    from timeback_api.powerpath.models.assessment_bank import AssessmentBank as AssessmentBank
    from timeback_api.powerpath.models.assessment_progress import AssessmentProgress as AssessmentProgress
    from timeback_api.powerpath.models.assessment_result import AssessmentResult as AssessmentResult
    from timeback_api.powerpath.models.assigned_test_out import AssignedTestOut as AssignedTestOut
    from timeback_api.powerpath.models.assigned_test_out_status import AssignedTestOutStatus as AssignedTestOutStatus
    from timeback_api.powerpath.models.attempt import Attempt as Attempt
    from timeback_api.powerpath.models.attempt_list import AttemptList as AttemptList
    from timeback_api.powerpath.models.attempt_reply import AttemptReply as AttemptReply
    from timeback_api.powerpath.models.attempt_reset import AttemptReset as AttemptReset
    from timeback_api.powerpath.models.bulk_test_assignments import BulkTestAssignments as BulkTestAssignments
    from timeback_api.powerpath.models.change_item_parent_command import (
        ChangeItemParentCommand as ChangeItemParentCommand,
    )
    from timeback_api.powerpath.models.change_parent_payload import ChangeParentPayload as ChangeParentPayload
    from timeback_api.powerpath.models.component_line_item import ComponentLineItem as ComponentLineItem
    from timeback_api.powerpath.models.course import Course as Course
    from timeback_api.powerpath.models.course_progress import CourseProgress as CourseProgress
    from timeback_api.powerpath.models.course_summary import CourseSummary as CourseSummary
    from timeback_api.powerpath.models.course_syllabus import CourseSyllabus as CourseSyllabus
    from timeback_api.powerpath.models.course_sync import CourseSync as CourseSync
    from timeback_api.powerpath.models.course_tree import CourseTree as CourseTree
    from timeback_api.powerpath.models.created_lesson_plan import CreatedLessonPlan as CreatedLessonPlan
    from timeback_api.powerpath.models.created_test_assignment import CreatedTestAssignment as CreatedTestAssignment
    from timeback_api.powerpath.models.custom_resource_payload import CustomResourcePayload as CustomResourcePayload
    from timeback_api.powerpath.models.edulastic_result import EdulasticResult as EdulasticResult
    from timeback_api.powerpath.models.external_lesson_type import ExternalLessonType as ExternalLessonType
    from timeback_api.powerpath.models.external_test import ExternalTest as ExternalTest
    from timeback_api.powerpath.models.external_test_assignment import ExternalTestAssignment as ExternalTestAssignment
    from timeback_api.powerpath.models.external_test_state import ExternalTestState as ExternalTestState
    from timeback_api.powerpath.models.finalized_attempt import FinalizedAttempt as FinalizedAttempt
    from timeback_api.powerpath.models.internal_test import InternalTest as InternalTest
    from timeback_api.powerpath.models.internal_test_type import InternalTestType as InternalTestType
    from timeback_api.powerpath.models.lesson_plan_command import LessonPlanCommand as LessonPlanCommand
    from timeback_api.powerpath.models.lesson_plan_envelope import LessonPlanEnvelope as LessonPlanEnvelope
    from timeback_api.powerpath.models.lesson_plan_item import LessonPlanItem as LessonPlanItem
    from timeback_api.powerpath.models.lesson_plan_item_type import LessonPlanItemType as LessonPlanItemType
    from timeback_api.powerpath.models.lesson_plan_node import LessonPlanNode as LessonPlanNode
    from timeback_api.powerpath.models.lesson_plan_operation import LessonPlanOperation as LessonPlanOperation
    from timeback_api.powerpath.models.lesson_plan_operation_list import (
        LessonPlanOperationList as LessonPlanOperationList,
    )
    from timeback_api.powerpath.models.lesson_plan_reply import LessonPlanReply as LessonPlanReply
    from timeback_api.powerpath.models.lesson_plan_structure import LessonPlanStructure as LessonPlanStructure
    from timeback_api.powerpath.models.lesson_plan_structure_envelope import (
        LessonPlanStructureEnvelope as LessonPlanStructureEnvelope,
    )
    from timeback_api.powerpath.models.lesson_plan_structure_reply import (
        LessonPlanStructureReply as LessonPlanStructureReply,
    )
    from timeback_api.powerpath.models.move_beside_payload import MoveBesidePayload as MoveBesidePayload
    from timeback_api.powerpath.models.move_item_after_command import MoveItemAfterCommand as MoveItemAfterCommand
    from timeback_api.powerpath.models.move_item_before_command import MoveItemBeforeCommand as MoveItemBeforeCommand
    from timeback_api.powerpath.models.move_item_to_end_command import MoveItemToEndCommand as MoveItemToEndCommand
    from timeback_api.powerpath.models.move_item_to_start_command import (
        MoveItemToStartCommand as MoveItemToStartCommand,
    )
    from timeback_api.powerpath.models.move_position import MovePosition as MovePosition
    from timeback_api.powerpath.models.move_to_edge_payload import MoveToEdgePayload as MoveToEdgePayload
    from timeback_api.powerpath.models.new_assessment_bank import NewAssessmentBank as NewAssessmentBank
    from timeback_api.powerpath.models.new_external_placement import NewExternalPlacement as NewExternalPlacement
    from timeback_api.powerpath.models.new_external_test import NewExternalTest as NewExternalTest
    from timeback_api.powerpath.models.new_external_test_assignment import (
        NewExternalTestAssignment as NewExternalTestAssignment,
    )
    from timeback_api.powerpath.models.new_external_test_out import NewExternalTestOut as NewExternalTestOut
    from timeback_api.powerpath.models.new_internal_test import NewInternalTest as NewInternalTest
    from timeback_api.powerpath.models.new_lesson_plan import NewLessonPlan as NewLessonPlan
    from timeback_api.powerpath.models.new_lesson_plan_operation import NewLessonPlanOperation as NewLessonPlanOperation
    from timeback_api.powerpath.models.new_qti_test import NewQtiTest as NewQtiTest
    from timeback_api.powerpath.models.new_render_config import NewRenderConfig as NewRenderConfig
    from timeback_api.powerpath.models.new_screening_test import NewScreeningTest as NewScreeningTest
    from timeback_api.powerpath.models.new_test_assignment import NewTestAssignment as NewTestAssignment
    from timeback_api.powerpath.models.new_test_assignments import NewTestAssignments as NewTestAssignments
    from timeback_api.powerpath.models.next_placement_test import NextPlacementTest as NextPlacementTest
    from timeback_api.powerpath.models.next_question import NextQuestion as NextQuestion
    from timeback_api.powerpath.models.nwea_status import NweaStatus as NweaStatus
    from timeback_api.powerpath.models.operation_result import OperationResult as OperationResult
    from timeback_api.powerpath.models.operation_sync import OperationSync as OperationSync
    from timeback_api.powerpath.models.placement_level import PlacementLevel as PlacementLevel
    from timeback_api.powerpath.models.placement_reset import PlacementReset as PlacementReset
    from timeback_api.powerpath.models.placement_result import PlacementResult as PlacementResult
    from timeback_api.powerpath.models.placement_status import PlacementStatus as PlacementStatus
    from timeback_api.powerpath.models.placement_test import PlacementTest as PlacementTest
    from timeback_api.powerpath.models.placement_test_list import PlacementTestList as PlacementTestList
    from timeback_api.powerpath.models.power_path_100_progress import PowerPath100Progress as PowerPath100Progress
    from timeback_api.powerpath.models.power_path_100_question_outcome import (
        PowerPath100QuestionOutcome as PowerPath100QuestionOutcome,
    )
    from timeback_api.powerpath.models.progress_line_item import ProgressLineItem as ProgressLineItem
    from timeback_api.powerpath.models.provider_credentials import ProviderCredentials as ProviderCredentials
    from timeback_api.powerpath.models.qti_source import QtiSource as QtiSource
    from timeback_api.powerpath.models.question import Question as Question
    from timeback_api.powerpath.models.question_content import QuestionContent as QuestionContent
    from timeback_api.powerpath.models.question_outcome import QuestionOutcome as QuestionOutcome
    from timeback_api.powerpath.models.question_response import QuestionResponse as QuestionResponse
    from timeback_api.powerpath.models.question_result import QuestionResult as QuestionResult
    from timeback_api.powerpath.models.remaining_questions import RemainingQuestions as RemainingQuestions
    from timeback_api.powerpath.models.render_config import RenderConfig as RenderConfig
    from timeback_api.powerpath.models.render_config_deletion import RenderConfigDeletion as RenderConfigDeletion
    from timeback_api.powerpath.models.render_config_update import RenderConfigUpdate as RenderConfigUpdate
    from timeback_api.powerpath.models.resource_details import ResourceDetails as ResourceDetails
    from timeback_api.powerpath.models.resource_line_item import ResourceLineItem as ResourceLineItem
    from timeback_api.powerpath.models.response_feedback import ResponseFeedback as ResponseFeedback
    from timeback_api.powerpath.models.response_result import ResponseResult as ResponseResult
    from timeback_api.powerpath.models.rit_score import RitScore as RitScore
    from timeback_api.powerpath.models.rit_scores import RitScores as RitScores
    from timeback_api.powerpath.models.row_error import RowError as RowError
    from timeback_api.powerpath.models.screening_assignment import ScreeningAssignment as ScreeningAssignment
    from timeback_api.powerpath.models.screening_reset import ScreeningReset as ScreeningReset
    from timeback_api.powerpath.models.screening_result import ScreeningResult as ScreeningResult
    from timeback_api.powerpath.models.screening_session import ScreeningSession as ScreeningSession
    from timeback_api.powerpath.models.screening_status import ScreeningStatus as ScreeningStatus
    from timeback_api.powerpath.models.screening_subject import ScreeningSubject as ScreeningSubject
    from timeback_api.powerpath.models.session_status import SessionStatus as SessionStatus
    from timeback_api.powerpath.models.set_skipped_command import SetSkippedCommand as SetSkippedCommand
    from timeback_api.powerpath.models.skip_payload import SkipPayload as SkipPayload
    from timeback_api.powerpath.models.started_test_out import StartedTestOut as StartedTestOut
    from timeback_api.powerpath.models.started_test_out_status import StartedTestOutStatus as StartedTestOutStatus
    from timeback_api.powerpath.models.stored_operation import StoredOperation as StoredOperation
    from timeback_api.powerpath.models.student_item_response import StudentItemResponse as StudentItemResponse
    from timeback_api.powerpath.models.student_item_result import StudentItemResult as StudentItemResult
    from timeback_api.powerpath.models.student_lesson import StudentLesson as StudentLesson
    from timeback_api.powerpath.models.student_placement import StudentPlacement as StudentPlacement
    from timeback_api.powerpath.models.student_subject import StudentSubject as StudentSubject
    from timeback_api.powerpath.models.student_test_out import StudentTestOut as StudentTestOut
    from timeback_api.powerpath.models.student_test_out_assignment import (
        StudentTestOutAssignment as StudentTestOutAssignment,
    )
    from timeback_api.powerpath.models.subject import Subject as Subject
    from timeback_api.powerpath.models.subject_placement import SubjectPlacement as SubjectPlacement
    from timeback_api.powerpath.models.subject_placement_result import SubjectPlacementResult as SubjectPlacementResult
    from timeback_api.powerpath.models.subject_progress import SubjectProgress as SubjectProgress
    from timeback_api.powerpath.models.subject_progress_list import SubjectProgressList as SubjectProgressList
    from timeback_api.powerpath.models.test_assignment import TestAssignment as TestAssignment
    from timeback_api.powerpath.models.test_assignment_change import TestAssignmentChange as TestAssignmentChange
    from timeback_api.powerpath.models.test_assignment_import import TestAssignmentImport as TestAssignmentImport
    from timeback_api.powerpath.models.test_assignment_list import TestAssignmentList as TestAssignmentList
    from timeback_api.powerpath.models.test_assignment_status import TestAssignmentStatus as TestAssignmentStatus
    from timeback_api.powerpath.models.test_lesson_type import TestLessonType as TestLessonType
    from timeback_api.powerpath.models.test_out_eligibility import TestOutEligibility as TestOutEligibility
    from timeback_api.powerpath.models.test_out_start import TestOutStart as TestOutStart
    from timeback_api.powerpath.models.test_out_state import TestOutState as TestOutState
    from timeback_api.powerpath.models.test_progress import TestProgress as TestProgress
    from timeback_api.powerpath.models.test_question_outcome import TestQuestionOutcome as TestQuestionOutcome
    from timeback_api.powerpath.models.tool_provider import ToolProvider as ToolProvider
    from timeback_api.powerpath.models.tree_component import TreeComponent as TreeComponent
    from timeback_api.powerpath.models.tree_component_resource import TreeComponentResource as TreeComponentResource
    from timeback_api.powerpath.models.tree_resource import TreeResource as TreeResource
    from timeback_api.powerpath.models.unassigned_test_out import UnassignedTestOut as UnassignedTestOut
    from timeback_api.powerpath.models.unassigned_test_out_status import (
        UnassignedTestOutStatus as UnassignedTestOutStatus,
    )

_NAMES = {
    "AddCustomResourceCommand": ".add_custom_resource_command",
    "AssessmentBank": ".assessment_bank",
    "AssessmentLineItem": "...common.models.assessment_line_item",
    "AssessmentProgress": ".assessment_progress",
    "AssessmentResult": ".assessment_result",
    "AssignedTestOut": ".assigned_test_out",
    "AssignedTestOutStatus": ".assigned_test_out_status",
    "Attempt": ".attempt",
    "AttemptList": ".attempt_list",
    "AttemptReply": ".attempt_reply",
    "AttemptReset": ".attempt_reset",
    "BulkTestAssignments": ".bulk_test_assignments",
    "ChangeItemParentCommand": ".change_item_parent_command",
    "ChangeParentPayload": ".change_parent_payload",
    "ComponentLineItem": ".component_line_item",
    "Course": ".course",
    "CourseProgress": ".course_progress",
    "CourseSummary": ".course_summary",
    "CourseSyllabus": ".course_syllabus",
    "CourseSync": ".course_sync",
    "CourseTree": ".course_tree",
    "CreatedLessonPlan": ".created_lesson_plan",
    "CreatedTestAssignment": ".created_test_assignment",
    "CustomResourcePayload": ".custom_resource_payload",
    "Difficulty": "...common.models.difficulty",
    "EdulasticResult": ".edulastic_result",
    "ExternalLessonType": ".external_lesson_type",
    "ExternalTest": ".external_test",
    "ExternalTestAssignment": ".external_test_assignment",
    "ExternalTestState": ".external_test_state",
    "FinalizedAttempt": ".finalized_attempt",
    "Grade": "...common.models.grade",
    "Importance": "...common.models.importance",
    "ImsxCodeMinor": "...common.models.imsx_code_minor",
    "ImsxCodeMinorField": "...common.models.imsx_code_minor_field",
    "ImsxError": "...common.models.imsx_error",
    "InternalTest": ".internal_test",
    "InternalTestType": ".internal_test_type",
    "LearningObjectiveResult": "...common.models.learning_objective_result",
    "LearningObjectiveScoreSet": "...common.models.learning_objective_score_set",
    "LearningObjectiveSet": "...common.models.learning_objective_set",
    "LessonPlanCommand": ".lesson_plan_command",
    "LessonPlanEnvelope": ".lesson_plan_envelope",
    "LessonPlanItem": ".lesson_plan_item",
    "LessonPlanItemType": ".lesson_plan_item_type",
    "LessonPlanNode": ".lesson_plan_node",
    "LessonPlanOperation": ".lesson_plan_operation",
    "LessonPlanOperationList": ".lesson_plan_operation_list",
    "LessonPlanReply": ".lesson_plan_reply",
    "LessonPlanStructure": ".lesson_plan_structure",
    "LessonPlanStructureEnvelope": ".lesson_plan_structure_envelope",
    "LessonPlanStructureReply": ".lesson_plan_structure_reply",
    "LessonType": "...common.models.lesson_type",
    "Message": "...common.models.message",
    "MoveBesidePayload": ".move_beside_payload",
    "MoveItemAfterCommand": ".move_item_after_command",
    "MoveItemBeforeCommand": ".move_item_before_command",
    "MoveItemToEndCommand": ".move_item_to_end_command",
    "MoveItemToStartCommand": ".move_item_to_start_command",
    "MovePosition": ".move_position",
    "MoveToEdgePayload": ".move_to_edge_payload",
    "NewAssessmentBank": ".new_assessment_bank",
    "NewExternalPlacement": ".new_external_placement",
    "NewExternalTest": ".new_external_test",
    "NewExternalTestAssignment": ".new_external_test_assignment",
    "NewExternalTestOut": ".new_external_test_out",
    "NewInternalTest": ".new_internal_test",
    "NewLessonPlan": ".new_lesson_plan",
    "NewLessonPlanOperation": ".new_lesson_plan_operation",
    "NewQtiTest": ".new_qti_test",
    "NewRenderConfig": ".new_render_config",
    "NewScreeningTest": ".new_screening_test",
    "NewTestAssignment": ".new_test_assignment",
    "NewTestAssignments": ".new_test_assignments",
    "NextPlacementTest": ".next_placement_test",
    "NextQuestion": ".next_question",
    "NweaStatus": ".nwea_status",
    "OperationResult": ".operation_result",
    "OperationSync": ".operation_sync",
    "PlacementLevel": ".placement_level",
    "PlacementReset": ".placement_reset",
    "PlacementResult": ".placement_result",
    "PlacementStatus": ".placement_status",
    "PlacementTest": ".placement_test",
    "PlacementTestList": ".placement_test_list",
    "PowerPath100Progress": ".power_path_100_progress",
    "PowerPath100QuestionOutcome": ".power_path_100_question_outcome",
    "ProgressLineItem": ".progress_line_item",
    "ProviderCredentials": ".provider_credentials",
    "QtiSource": ".qti_source",
    "Question": ".question",
    "QuestionContent": ".question_content",
    "QuestionOutcome": ".question_outcome",
    "QuestionResponse": ".question_response",
    "QuestionResult": ".question_result",
    "Reference": "...common.models.reference",
    "RemainingQuestions": ".remaining_questions",
    "RenderConfig": ".render_config",
    "RenderConfigDeletion": ".render_config_deletion",
    "RenderConfigUpdate": ".render_config_update",
    "ResourceDetails": ".resource_details",
    "ResourceLineItem": ".resource_line_item",
    "ResponseFeedback": ".response_feedback",
    "ResponseResult": ".response_result",
    "RitScore": ".rit_score",
    "RitScores": ".rit_scores",
    "RowError": ".row_error",
    "ScoreStatus": "...common.models.score_status",
    "ScreeningAssignment": ".screening_assignment",
    "ScreeningReset": ".screening_reset",
    "ScreeningResult": ".screening_result",
    "ScreeningSession": ".screening_session",
    "ScreeningStatus": ".screening_status",
    "ScreeningSubject": ".screening_subject",
    "SessionStatus": ".session_status",
    "SetSkippedCommand": ".set_skipped_command",
    "SkipPayload": ".skip_payload",
    "StartedTestOut": ".started_test_out",
    "StartedTestOutStatus": ".started_test_out_status",
    "Status": "...common.models.status",
    "StoredOperation": ".stored_operation",
    "StudentItemResponse": ".student_item_response",
    "StudentItemResult": ".student_item_result",
    "StudentLesson": ".student_lesson",
    "StudentPlacement": ".student_placement",
    "StudentSubject": ".student_subject",
    "StudentTestOut": ".student_test_out",
    "StudentTestOutAssignment": ".student_test_out_assignment",
    "Subject": ".subject",
    "SubjectPlacement": ".subject_placement",
    "SubjectPlacementResult": ".subject_placement_result",
    "SubjectProgress": ".subject_progress",
    "SubjectProgressList": ".subject_progress_list",
    "TestAssignment": ".test_assignment",
    "TestAssignmentChange": ".test_assignment_change",
    "TestAssignmentImport": ".test_assignment_import",
    "TestAssignmentList": ".test_assignment_list",
    "TestAssignmentStatus": ".test_assignment_status",
    "TestLessonType": ".test_lesson_type",
    "TestOutEligibility": ".test_out_eligibility",
    "TestOutStart": ".test_out_start",
    "TestOutState": ".test_out_state",
    "TestProgress": ".test_progress",
    "TestQuestionOutcome": ".test_question_outcome",
    "ToolProvider": ".tool_provider",
    "TreeComponent": ".tree_component",
    "TreeComponentResource": ".tree_component_resource",
    "TreeResource": ".tree_resource",
    "UnassignedTestOut": ".unassigned_test_out",
    "UnassignedTestOutStatus": ".unassigned_test_out_status",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
