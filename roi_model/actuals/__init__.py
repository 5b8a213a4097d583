"""What happened, beside the plan: variance, won business, calibration, re-forecast, targets."""
