r"""Character classes of XML Schema regular expressions: ``\d``, ``\i``, ``\p{Lu}``, Unicode blocks.

Each class is a predicate: a function that returns whether a character belongs to it.

Source: XML Schema part 2, appendix F; XML 1.0 (fifth edition), "Common Syntactic Constructs".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias
from unicodedata import category

CharacterPredicate: TypeAlias = Callable[[str], bool]

_SUBCATEGORIES: Final = {"L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "Z": "slp", "S": "mcko", "C": "cfon"}
CATEGORIES: Final = frozenset(letter + sub for letter, subs in _SUBCATEGORIES.items() for sub in ("", *subs))
_NAME_START: Final = re.compile(
    "[:A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)
_NAME_ONLY: Final = re.compile("[-.0-9\xb7\u0300-\u036f\u203f-\u2040]")


def equal_to(character: str) -> CharacterPredicate:
    """A class with one character."""
    return character.__eq__


def in_range(first: str, last: str) -> CharacterPredicate:
    """The characters of a range, including both ends."""
    return lambda character: first <= character <= last


def negated(belongs: CharacterPredicate) -> CharacterPredicate:
    """The characters that do not belong to a class."""
    return lambda character: not belongs(character)


def of_category(name: str) -> CharacterPredicate:
    """The characters of a Unicode category, such as ``Lu``, or of a group of categories, such as ``L``."""
    return lambda character: category(character).startswith(name)


def of_block(name: str) -> CharacterPredicate | None:
    """The characters of a Unicode block, such as ``BasicLatin``. None if there is no such block."""
    ranges = BLOCKS.get(name)
    if ranges is None:
        return None
    return lambda character: any(first <= ord(character) <= last for first, last in ranges)


def any_but_line_ends(character: str) -> bool:
    """The class of the dot."""
    return character not in "\n\r"


def _digit(character: str) -> bool:
    return category(character) == "Nd"


def _space(character: str) -> bool:
    return character in " \t\n\r"


def _word(character: str) -> bool:
    return category(character)[0] not in "PZC"


def _initial(character: str) -> bool:
    return _NAME_START.match(character) is not None


def _of_name(character: str) -> bool:
    return _initial(character) or _NAME_ONLY.match(character) is not None


ESCAPES: Final[dict[str, CharacterPredicate]] = {
    letter: belongs
    for small, known in {"d": _digit, "s": _space, "w": _word, "i": _initial, "c": _of_name}.items()
    for letter, belongs in ((small, known), (small.upper(), negated(known)))
}
r"""The classes of ``\d``, ``\D`` and so on, by their letter."""


def _blocks(text: str) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for word in text.split():
        name, _, ends = word.rpartition(":")
        first, _, last = ends.partition("-")
        found[name] = (*found.get(name, ()), (int(first, 16), int(last, 16)))
    return found


BLOCKS: Final = _blocks("""
BasicLatin:0-7F Latin-1Supplement:80-FF LatinExtended-A:100-17F LatinExtended-B:180-24F IPAExtensions:250-2AF
SpacingModifierLetters:2B0-2FF CombiningDiacriticalMarks:300-36F GreekandCoptic:370-3FF Cyrillic:400-4FF
Armenian:530-58F Hebrew:590-5FF Arabic:600-6FF Syriac:700-74F Thaana:780-7BF Devanagari:900-97F Bengali:980-9FF
Gurmukhi:A00-A7F Gujarati:A80-AFF Oriya:B00-B7F Tamil:B80-BFF Telugu:C00-C7F Kannada:C80-CFF Malayalam:D00-D7F
Sinhala:D80-DFF Thai:E00-E7F Lao:E80-EFF Tibetan:F00-FFF Myanmar:1000-109F Georgian:10A0-10FF
HangulJamo:1100-11FF Ethiopic:1200-137F Cherokee:13A0-13FF UnifiedCanadianAboriginalSyllabics:1400-167F
Ogham:1680-169F Runic:16A0-16FF Khmer:1780-17FF Mongolian:1800-18AF LatinExtendedAdditional:1E00-1EFF
GreekExtended:1F00-1FFF GeneralPunctuation:2000-206F SuperscriptsandSubscripts:2070-209F
CurrencySymbols:20A0-20CF CombiningDiacriticalMarksforSymbols:20D0-20FF LetterlikeSymbols:2100-214F
NumberForms:2150-218F Arrows:2190-21FF MathematicalOperators:2200-22FF MiscellaneousTechnical:2300-23FF
ControlPictures:2400-243F OpticalCharacterRecognition:2440-245F EnclosedAlphanumerics:2460-24FF
BoxDrawing:2500-257F BlockElements:2580-259F GeometricShapes:25A0-25FF MiscellaneousSymbols:2600-26FF
Dingbats:2700-27BF BraillePatterns:2800-28FF CJKRadicalsSupplement:2E80-2EFF KangxiRadicals:2F00-2FDF
IdeographicDescriptionCharacters:2FF0-2FFF CJKSymbolsandPunctuation:3000-303F Hiragana:3040-309F
Katakana:30A0-30FF Bopomofo:3100-312F HangulCompatibilityJamo:3130-318F Kanbun:3190-319F
BopomofoExtended:31A0-31BF EnclosedCJKLettersandMonths:3200-32FF CJKCompatibility:3300-33FF
CJKUnifiedIdeographsExtensionA:3400-4DBF CJKUnifiedIdeographs:4E00-9FFF YiSyllables:A000-A48F
YiRadicals:A490-A4CF HangulSyllables:AC00-D7AF CJKCompatibilityIdeographs:F900-FAFF
AlphabeticPresentationForms:FB00-FB4F ArabicPresentationForms-A:FB50-FDFF CombiningHalfMarks:FE20-FE2F
CJKCompatibilityForms:FE30-FE4F SmallFormVariants:FE50-FE6F ArabicPresentationForms-B:FE70-FEFF
HalfwidthandFullwidthForms:FF00-FFEF Specials:FFF0-FFFF OldItalic:10300-1032F Gothic:10330-1034F
Deseret:10400-1044F ByzantineMusicalSymbols:1D000-1D0FF MusicalSymbols:1D100-1D1FF
MathematicalAlphanumericSymbols:1D400-1D7FF CJKUnifiedIdeographsExtensionB:20000-2A6DF
CJKCompatibilityIdeographsSupplement:2F800-2FA1F Tags:E0000-E007F Greek:370-3FF
CombiningMarksforSymbols:20D0-20FF PrivateUse:E000-F8FF PrivateUse:F0000-FFFFD PrivateUse:100000-10FFFD
""")
"""The blocks that XML Schema names, with their current ranges in Unicode."""
