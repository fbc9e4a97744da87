"""Values of variables, literals, chance, and operators of vendors."""

from __future__ import annotations

from timeback.qti.errors import QTIError, QTIUnsupportedError
from timeback.qti.model import Node
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators.registry import ANY, number_attribute, operator, whole_attribute
from timeback.qti.processing.values import Maybe, boolean, convert, number, plain, single


@operator("qti-variable", 0, required=("identifier",))
def variable(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The value of a variable."""
    return context.variable(node.attributes.get("identifier", ""), node.line)


@operator("qti-correct", 0, required=("identifier",))
def correct(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The correct response of a response variable."""
    return context.corrects.get(context.response(node.attributes.get("identifier", ""), node.line).identifier)


@operator("qti-default", 0, required=("identifier",))
def default(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """The default value of a variable."""
    identifier = node.attributes.get("identifier", "")
    context.variable(identifier, node.line)
    return context.defaults.get(identifier)


@operator("qti-base-value", 0, required=("base-type",))
def base_value(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A literal."""
    base_type = node.attributes.get("base-type", "")
    written = node.text if base_type == "string" else node.text.strip()
    return convert(written, "single", base_type, "a literal")


@operator("qti-null", 0)
def null(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """NULL."""
    return None


@operator("qti-is-null", 1, nulls=True)
def is_null(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the operand is NULL; an empty string and an empty container are."""
    return boolean(values[0] is None)


@operator("qti-random", 1)
def random(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """One member of a container, by chance."""
    (value,) = values
    assert value is not None
    if value.cardinality == "record":
        raise QTIError("takes a container")
    return single(str(value.base_type), context.random.choice(value.items))


@operator("qti-random-integer", 0, required=("max",))
def random_integer(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A whole number between min and max, in steps, by chance."""
    low = whole_attribute(context, node, "min") if "min" in node.attributes else 0
    step = whole_attribute(context, node, "step") if "step" in node.attributes else 1
    high = whole_attribute(context, node, "max")
    if low is None or high is None or step is None:
        return None
    if high < low or step < 1:
        raise QTIError("a range that is empty")
    return number(low + step * context.random.randint(0, (high - low) // step))


@operator("qti-random-float", 0, required=("max",))
def random_float(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """A number between min and max, by chance."""
    low = number_attribute(context, node, "min") if "min" in node.attributes else 0
    high = number_attribute(context, node, "max")
    if low is None or high is None:
        return None
    if high < low:
        raise QTIError("a range that is empty")
    return number(context.random.uniform(float(low), float(high)))


@operator("qti-custom-operator", 0, ANY, nulls=True)
def custom_operator(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """An operator of a vendor: what the caller gave for its class."""
    name = node.attributes.get("class", "")
    run = context.custom.get(name)
    if run is None:
        raise QTIUnsupportedError(f"a custom operator that was not given ({name or 'no class'})", line=node.line)
    found = run(node.attributes, [plain(value) for value in values])
    if found is None:
        return None
    if isinstance(found, bool):
        return boolean(found)
    if isinstance(found, int | float):
        return number(found)
    if isinstance(found, str):
        return single("string", found)
    raise QTIError(f"the custom operator {name} gave a {type(found).__name__}; text, number, boolean and None are read")


@operator("qti-repeat", 1, ANY, repeats=True, required=("number-repeats",))
def repeat(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Evaluated by `timeback.qti.processing.operators`, since its operands are evaluated more than once."""
    raise AssertionError(node.name)
