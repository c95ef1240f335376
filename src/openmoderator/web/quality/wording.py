"""Figures in words: a value with its interval, or why there is none. Nothing here computes."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from openmoderator.quality.agreement import Estimate


def coefficient(estimate: Estimate) -> str:
    """Kappa or alpha to two places."""
    return _said(estimate, lambda value: number_format(value, 2))


def percent(estimate: Estimate) -> str:
    """A share in whole percent."""
    return _said(estimate, lambda value: f"{number_format(round(value * 100), 0)} %")


def _said(estimate: Estimate, write: Callable[[float], str]) -> str:
    if estimate.n == 0:
        return "–"
    if estimate.is_too_few:
        return _("too few (%(n)s)") % {"n": number_format(estimate.n, 0)}
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return _("always the same answer (%(n)s)") % {"n": number_format(estimate.n, 0)}
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": write(estimate.value),
        "low": write(estimate.low),
        "high": write(estimate.high),
    }
