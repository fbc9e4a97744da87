from enum import StrEnum


class ItemType(StrEnum):
    """How an item is answered. Each name is that of an interaction of the standard: `choice` for
    qti-choice-interaction, and so on. The platform's document lists the names up to `upload`; the others complete
    the list of the standard. Items from XML can have interactions that are not part of the standard, under their own
    names.
    """

    CHOICE = "choice"
    TEXT_ENTRY = "text-entry"
    EXTENDED_TEXT = "extended-text"
    INLINE_CHOICE = "inline-choice"
    MATCH = "match"
    ORDER = "order"
    ASSOCIATE = "associate"
    SELECT_POINT = "select-point"
    GRAPHIC_ORDER = "graphic-order"
    GRAPHIC_ASSOCIATE = "graphic-associate"
    GRAPHIC_GAP_MATCH = "graphic-gap-match"
    HOTSPOT = "hotspot"
    HOTTEXT = "hottext"
    SLIDER = "slider"
    DRAWING = "drawing"
    MEDIA = "media"
    UPLOAD = "upload"
    GAP_MATCH = "gap-match"
    POSITION_OBJECT = "position-object"
    END_ATTEMPT = "end-attempt"
    PORTABLE_CUSTOM = "portable-custom"
    CUSTOM = "custom"
