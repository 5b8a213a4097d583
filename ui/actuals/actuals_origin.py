"""What a deal's creation stands for in the files of this session."""

from __future__ import annotations

from roi_model.actuals.origin import Origin, origin_of
from ui.actuals import uploads


def origin() -> Origin:
    """The stage that the deals stand for, and the months of the plan's clock before it."""
    readings = (uploads.reading(upload) for upload in uploads.held())
    return origin_of(uploads.plan(), [one for one in readings if one.usable])
