"""What the projection is worth: a card a metric, each with its reason where it is undefined."""

from roi_model.metrics import returns, cash, customers, totals, capacity, account  # noqa: F401, I001  (the order of files)
from roi_model.metrics.card import CARDS, LIMITED, MetricCard, label
from roi_model.metrics.collection import Figures, Metrics
from roi_model.metrics.figure import REASONS, Figure, Metric, replaced
from roi_model.metrics.series import first_crossing_month, irr, npv, payback_month

__all__ = [
    "CARDS",
    "LIMITED",
    "REASONS",
    "Figure",
    "Figures",
    "Metric",
    "MetricCard",
    "Metrics",
    "first_crossing_month",
    "irr",
    "label",
    "npv",
    "payback_month",
    "replaced",
]
