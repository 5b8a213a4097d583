"""The one engine, for one case and for a million: draws, funnel, costs, revenue, flows."""
