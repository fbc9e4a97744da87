"""How an item is answered."""

from enum import StrEnum


class ItemType(StrEnum):
    """How an item is answered. Each name stands for the interaction of the standard that is called so: `choice` for
    qti-choice-interaction, and so on. The platform's document names those up to `upload`; the others are the rest of
    the standard. Items from XML can have interactions that the standard does not know, by their own names.
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


as_item_type = {member.value: member for member in ItemType}.get
