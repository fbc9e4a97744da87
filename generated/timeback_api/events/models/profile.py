from enum import StrEnum


class Profile(StrEnum):
    """Metric profile of an event: the part of the standard that defines it. `TimebackProfile` is the platform's own."""

    ANNOTATION_PROFILE = "AnnotationProfile"
    ASSESSMENT_PROFILE = "AssessmentProfile"
    TOOL_USE_PROFILE = "ToolUseProfile"
    GENERAL_PROFILE = "GeneralProfile"
    FEEDBACK_PROFILE = "FeedbackProfile"
    MEDIA_PROFILE = "MediaProfile"
    SURVEY_PROFILE = "SurveyProfile"
    RESOURCE_MANAGEMENT_PROFILE = "ResourceManagementProfile"
    FORUM_PROFILE = "ForumProfile"
    ASSIGNABLE_PROFILE = "AssignableProfile"
    GRADING_PROFILE = "GradingProfile"
    READING_PROFILE = "ReadingProfile"
    SESSION_PROFILE = "SessionProfile"
    SEARCH_PROFILE = "SearchProfile"
    TOOL_LAUNCH_PROFILE = "ToolLaunchProfile"
    TIMEBACK_PROFILE = "TimebackProfile"
