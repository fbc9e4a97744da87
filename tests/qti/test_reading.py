"""Reading of documents: parsed fields, unchanged source, refused documents."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import qti

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.xml"))
ITEM = (
    '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t" '
    'time-dependent="false"><qti-item-body><p>{}</p></qti-item-body></qti-assessment-item>'
)


def load(name: str):
    return qti.read((SAMPLES / f"{name}.xml").read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_valid_and_keeps_its_source(name):
    source = (SAMPLES / f"{name}.xml").read_bytes()
    document = qti.read(source)
    assert document.source == source
    assert document.xml == source.decode()
    assert qti.check(document) == []
    assert pickle.loads(pickle.dumps(document)) == document


def test_every_interaction_of_the_standard_has_a_sample():
    from timeback.qti.vocabulary import INTERACTION_TYPES

    found = {each.type for name in NAMES for each in getattr(load(name), "interactions", ())}
    assert found == set(INTERACTION_TYPES)


def test_choices_prompt_and_feedback():
    item = load("choice")
    (interaction,) = item.interactions
    assert interaction.type == "choice"
    assert interaction.prompt == "Which is called the <em>red</em> planet?"
    assert interaction.shuffle is True
    assert interaction.max_choices == 1
    assert [(each.identifier, each.content, each.fixed) for each in interaction.choices] == [
        ("VENUS", "Venus", False),
        ("MARS", "Mars", False),
        ("EARTH", "Earth", True),
    ]
    assert [(each.kind, each.identifier, each.show_hide, each.content) for each in item.feedback] == [
        ("inline", "VENUS", "show", "Venus is white."),
        ("block", "MARS", "hide", "<p>Iron rust is red.</p>"),
        ("modal", "MARS", "show", "<p>Right.</p>"),
    ]
    assert item.response("RESPONSE").correct_response == (qti.DeclaredValue(text="MARS"),)
    assert "ground" in item.text
    assert "<" not in item.text


def test_choices_and_targets():
    match = load("match").interactions[0]
    assert [each.identifier for each in match.choices] == ["CAT", "DOG"]
    assert [each.identifier for each in match.targets] == ["KITTEN", "PUPPY"]
    gaps = load("gap-match").interactions[0]
    assert [each.identifier for each in gaps.choices] == ["WINTER", "SUMMER"]
    assert [each.identifier for each in gaps.targets] == ["G1", "G2"]
    graphic = load("graphic-gap-match").interactions[0]
    assert [each.element for each in graphic.choices] == ["qti-gap-img", "qti-gap-text"]
    assert [each.attributes["coords"] for each in graphic.targets] == ["50,50,15", "150,50,15", "250,50,15"]
    assert [each.content for each in load("hottext").interactions[0].choices] == ["quick", "borwn", "fox"]


def test_mappings_and_tables():
    mapping = load("match").response("RESPONSE").mapping
    assert (mapping.default_value, mapping.lower_bound, mapping.upper_bound) == (-0.5, 0.0, None)
    assert mapping.entries[0] == qti.MapEntry(key="CAT KITTEN", value=1.0)
    assert load("select-point").response("RESPONSE").area_mapping.entries[0].shape == "circle"
    table = load("slider").outcome("SCORE").table
    assert table.rows == ((110.0, "0"), (100.0, "1"), (90.0, "0.5"))
    assert table.include == (False, True, True)


def test_foreign_elements_stay_in_the_markup():
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>&lt;</mo>' in load("template").body
    custom = load("custom").interactions[0]
    assert custom.markup == '<dial xmlns="urn:example:dial" xmlns:x="urn:example:dial" x:from="1">dial</dial>'
    portable = load("portable-custom").interactions[0]
    assert portable.attributes["data-start"] == "30"
    assert "Turn it." in portable.markup


def test_tests_have_parts_nested_sections_and_references():
    test = load("test")
    assert [each.identifier for each in test.item_refs()] == ["choice", "order", "match"]
    (part,) = test.parts
    assert part.navigation_mode == "nonlinear"
    assert part.session_control == {"max-attempts": "2"}
    section, reference = part.sections
    assert isinstance(reference, qti.SectionRef)
    assert (section.select, section.shuffle, section.fixed) == (2, True, True)
    assert [each.identifier for each in section.sections] == ["section-1a"]
    first = next(test.item_refs())
    assert first.category == ("easy", "science")
    assert first.weights == {"W": 2.0}
    assert [rule.attributes["target"] for ref in test.item_refs() for rule in ref.branch_rules] == ["EXIT_TEST"]
    assert test.time_limits == {"max-time": "1800"}


def test_a_stimulus():
    stimulus = load("stimulus")
    assert (stimulus.identifier, stimulus.language, stimulus.label) == ("passage", "en", "P1")
    assert stimulus.body.startswith("<h2>Counting</h2>")
    assert stimulus.text == "CountingOne, two, three."


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        (f"{LAUGHS}]>" + ITEM.format("&i;"), 1, 1),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ITEM.format("&a;"), 1, 1),
        ('<?xml version="1.0"?>\n <!-- > -->\n<?pi ?><!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">' + ITEM, 3, 8),
        (("\ufeff<!DOCTYPE html>" + ITEM).encode("utf-16"), 1, 1),
        (('<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE html>' + ITEM).encode("latin-1"), 2, 1),
        (ITEM.format("&nbsp;"), 1, None),
        (ITEM.format("&secret-entity;"), 1, None),
        (ITEM.format("\n</b>"), 2, None),
        (ITEM.format("\n\0"), 2, None),
        (ITEM.format("\n\x1f"), 2, None),
        (ITEM.format("\n \ud800"), 2, 2),
        (ITEM.format("\n").encode() + b"\xff", 2, None),
        (ITEM.format("x").encode().replace(b"t", b"\xff", 1), 1, 3),
        ('<?xml version="1.0" encoding="utf-7"?>' + ITEM, None, None),
        (b'<?xml version="1.0" encoding="utf-7"?>' + ITEM.encode(), 1, None),
        ("<a>" * 101 + "</a>" * 101, 1, None),
        ("<a>" * 100_000, 1, None),
        ("", 1, 1),
        ("   ", 1, None),
        ("<!-- never closed", 1, None),
        ("  <!--", 1, None),
        ("text", 1, 1),
        ("<html/>", 1, None),
        ('<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2"/>', 1, None),
        (ITEM.format("x") * 2, 1, None),
    ],
)
def test_unreadable_documents_are_refused_with_the_position(source, line, column):
    if source == '<?xml version="1.0" encoding="utf-7"?>' + ITEM:
        # The encoding declaration of a str is ignored, because it is already decoded.
        assert qti.read(source).identifier == "i"
        return
    with pytest.raises(qti.QTIError) as caught:
        qti.read(source)
    assert caught.value.line == line
    if column is not None:
        assert caught.value.column == column
    assert "secret" not in str(caught.value)
    assert "passwd" not in str(caught.value)
    (problem,) = qti.check(source)
    assert problem.line == line


def test_errors_survive_pickling():
    with pytest.raises(qti.QTIError) as caught:
        qti.read(ITEM.format("\n</b>"))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.line, copy.column) == (str(caught.value), caught.value.line, caught.value.column)


def test_no_file_is_opened_and_no_address_called(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    source = ITEM.format('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>')
    assert "xi:include" not in qti.read(source).text
    assert qti.read(source).text == ""


def test_encodings():
    text = '<?xml version="1.0" encoding="{}"?>' + ITEM.format("Zoë")
    for encoding in ("utf-8", "utf-16", "iso-8859-1", "windows-1252"):
        assert qti.read(text.format(encoding).encode(encoding)).text == "Zoë"
    assert qti.read(text.format("us-ascii")).text == "Zoë"
    assert qti.read(("\ufeff" + ITEM.format("Zoë")).encode("utf-8")).xml == ITEM.format("Zoë")


XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\ufffe\uffff", exclude_categories=["Cs", "Cc"])
    | st.sampled_from("\n\t<>&\"'")
)


@given(text=XML_TEXT)
def test_any_text_survives(text):
    from xml.sax.saxutils import escape

    item = qti.read(ITEM.format(escape(text)))
    assert item.text == " ".join(text.split())
    again = qti.read(ITEM.format("x").replace("<p>x</p>", item.body))
    assert again.body == item.body


@given(source=st.text(max_size=200) | st.binary(max_size=200))
def test_nothing_but_a_qti_error_is_raised(source):
    with pytest.raises(qti.QTIError):
        qti.read(source)
    assert qti.check(source)


@given(st.data())
def test_a_damaged_document_is_read_or_refused(data):
    source = (SAMPLES / f"{data.draw(st.sampled_from(NAMES))}.xml").read_text()
    at = data.draw(st.integers(0, len(source) - 1))
    size = data.draw(st.integers(0, 40))
    source = source[:at] + data.draw(st.text("<>/=\"' &;aq-1", max_size=4)) + source[at + size :]
    try:
        document = qti.read(source)
    except qti.QTIError:
        return
    assert document.xml == source
    qti.to_json(document)
    for problem in qti.check(source):
        assert problem.rule
        assert problem.text
    if isinstance(document, qti.AssessmentItem):
        try:
            qti.score(document, {})
        except qti.QTIError:
            pass


def test_without_lxml_the_extra_is_named():
    code = (
        "import sys; sys.modules['lxml'] = None\n"
        "try:\n    import timeback.qti\nexcept ModuleNotFoundError as error:\n    print(error)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_path())
    assert "pip install 'timeback-client[qti]'" in found.stdout


def test_it_imports_neither_client_nor_http():
    code = (
        "import sys, timeback.qti; print(*(n for n in sys.modules if n in ('httpx', 'timeback.client', 'starlette')))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_path())
    assert found.stdout.split() == []


def _path() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
