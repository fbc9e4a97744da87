"""Operators for variables, literals, random values, and custom operators of vendors."""

from __future__ import annotations

from timeback.qti.errors import QTIError, QTIUnsupportedError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.conversion import from_python, to_python
from timeback.qti.processing.operators.registry import ANY, integer_attribute, number_attribute, operator
from timeback.qti.processing.values import NullableValue, boolean, number, single


@operator("qti-variable", 0, required=("identifier",))
def variable(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The value of a variable."""
    return context.variable(node.attributes.get("identifier", ""), node.line)


@operator("qti-correct", 0, required=("identifier",))
def correct(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The correct response of a response variable."""
    return context.corrects.get(context.response(node.attributes.get("identifier", ""), node.line).identifier)


@operator("qti-default", 0, required=("identifier",))
def default(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """The default value of a variable."""
    identifier = node.attributes.get("identifier", "")
    if identifier not in context.defaults:
        # A built-in variable has no default value, and any other one is not declared.
        context.variable(identifier, node.line)
    return context.defaults.get(identifier)


@operator("qti-base-value", 0, required=("base-type",))
def base_value(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A literal value."""
    base_type = node.attributes.get("base-type", "")
    written = node.text if base_type == "string" else node.text.strip()
    return from_python(written, "single", base_type, "a literal")


@operator("qti-null", 0)
def null(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """NULL."""
    return None


@operator("qti-is-null", 1, accepts_null=True)
def is_null(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the operand is NULL. An empty string and an empty container are NULL."""
    return boolean(values[0] is None)


@operator("qti-random", 1)
def random(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A random member of a container."""
    (value,) = values
    assert value is not None
    if value.cardinality == "record":
        raise QTIError("operand must be a container")
    return single(str(value.base_type), context.random.choice(value.items))


@operator("qti-random-integer", 0, required=("max",), numbers=("min", "max", "step"))
def random_integer(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A random integer between min and max, with a step."""
    low = integer_attribute(context, node, "min") if "min" in node.attributes else 0
    step = integer_attribute(context, node, "step") if "step" in node.attributes else 1
    high = integer_attribute(context, node, "max")
    if low is None or high is None or step is None:
        return None
    if high < low or step < 1:
        raise QTIError("the range from min to max is empty")
    return number(low + step * context.random.randint(0, (high - low) // step))


@operator("qti-random-float", 0, required=("max",), numbers=("min", "max"))
def random_float(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A random float between min and max."""
    low = number_attribute(context, node, "min") if "min" in node.attributes else 0
    high = number_attribute(context, node, "max")
    if low is None or high is None:
        return None
    if high < low:
        raise QTIError("the range from min to max is empty")
    return number(context.random.uniform(float(low), float(high)))


@operator("qti-custom-operator", 0, ANY, accepts_null=True)
def custom_operator(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """A custom operator: the function that the caller passed for its class."""
    name = node.attributes.get("class", "")
    run = context.custom.get(name)
    if run is None:
        raise QTIUnsupportedError(
            f"no function for the custom operator {name or '(no class)'}; pass it in custom_operators", line=node.line
        )
    found = run(node.attributes, [to_python(value) for value in values])
    if found is None:
        return None
    if isinstance(found, bool):
        return boolean(found)
    if isinstance(found, int | float):
        return number(found)
    if isinstance(found, str):
        return single("string", found)
    raise QTIError(
        f"the custom operator {name} returned {type(found).__name__}; it must return a text, number, boolean or None"
    )


@operator("qti-repeat", 1, ANY, repeats=True, required=("number-repeats",), numbers=("number-repeats",))
def repeat(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Registered only. `evaluate` handles it, because its operands are evaluated several times."""
    raise AssertionError(node.name)
