"""The communes of the country as they are since 1 July 2025: real names and codes, from the list of the General Statistics Office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from vietnam_provinces import Province, VietNamDivisionType, Ward

SINCE: Final = date(2025, 7, 1)
ORIGIN: Final = "vietnam-provinces"
KINDS: Final = {
    VietNamDivisionType.XA: "xa",
    VietNamDivisionType.PHUONG: "phuong",
    VietNamDivisionType.DAC_KHU: "dac-khu",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, ward or special zone."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class OfProvince:
    """A province with its communes; `slug` is its name without diacritics."""

    slug: str
    name: str
    units: tuple[Unit, ...]


def provinces() -> Iterator[OfProvince]:
    """All 34, in the order of their codes."""
    for province in Province.iter_all():
        units = (
            Unit(f"{ward.code.value:05}", ward.name, KINDS[ward.division_type])
            for ward in Ward.iter_by_province(province.code)
        )
        yield OfProvince(province.codename.replace("_", "-"), province.name, tuple(units))


def province(slug: str) -> OfProvince:
    """One of them."""
    return next(each for each in provinces() if each.slug == slug)
