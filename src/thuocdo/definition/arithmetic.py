"""Exact arithmetic as an official writes it in an expected result: `300 * 0.9 + 1.5`, with + - * / ( ) and decimal numbers.

sum      = product (("+" | "-") product)*
product  = signed (("*" | "/") signed)*
signed   = "-"* (number | "(" sum ")")
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

LONGEST = 200
DEEPEST = 20
TOKEN = re.compile(r"\s*([0-9]{1,15}(?:\.[0-9]{1,12})?|[-+*/()])\s*")


class _NotArithmetic(Exception):
    """The text is something else."""


def evaluate(text: str) -> Fraction | None:
    """The exact value; None where the text is not arithmetic, or divides by zero.

    >>> evaluate("0.9 * 300 + 1/3")
    Fraction(811, 3)
    """
    if len(text) > LONGEST:
        return None
    try:
        reader = _Reader(list(_tokens(text)))
        value = reader.sum(0)
    except (_NotArithmetic, ZeroDivisionError):
        return None
    return value if reader.at_end else None


def _tokens(text: str) -> Iterator[str]:
    position = 0
    while position < len(text):
        found = TOKEN.match(text, position)
        if found is None:
            raise _NotArithmetic
        yield found[1]
        position = found.end()


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.next = 0

    @property
    def at_end(self) -> bool:
        return self.next == len(self.tokens)

    def take(self, *wanted: str) -> str | None:
        """The next token, if it is one of those wanted."""
        if self.at_end or self.tokens[self.next] not in wanted:
            return None
        self.next += 1
        return self.tokens[self.next - 1]

    def sum(self, depth: int) -> Fraction:
        value = self.product(depth)
        while sign := self.take("+", "-"):
            other = self.product(depth)
            value = value + other if sign == "+" else value - other
        return value

    def product(self, depth: int) -> Fraction:
        value = self.signed(depth)
        while sign := self.take("*", "/"):
            other = self.signed(depth)
            value = value * other if sign == "*" else value / other
        return value

    def signed(self, depth: int) -> Fraction:
        negative = False
        while self.take("-"):
            negative = not negative
        value = self.grouped(depth) if self.take("(") else self.number()
        return -value if negative else value

    def grouped(self, depth: int) -> Fraction:
        if depth >= DEEPEST:
            raise _NotArithmetic
        value = self.sum(depth + 1)
        if not self.take(")"):
            raise _NotArithmetic
        return value

    def number(self) -> Fraction:
        if self.at_end or not self.tokens[self.next][0].isdigit():
            raise _NotArithmetic
        self.next += 1
        return Fraction(self.tokens[self.next - 1])
