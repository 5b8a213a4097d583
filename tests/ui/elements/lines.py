"""A case whose lines stand in tables, and how they are typed into."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import Channel, CostLine, Effect, Initiative, Role, Scenario
from roi_model.storage import link
from tests.ui.simulate import app, checked

PLAN = Scenario(
    name="Demo",
    channels=(Channel(name="Calls"), Channel(name="Ads", cycle_months=2.0)),
    team=(Role(title="SDR"), Role(title="AE", fte=2)),
    costs=(CostLine(name="CRM", category="tools", amount=300),),
    initiatives=(
        Initiative(
            name="Train",
            effects=(Effect("deal_value", 1.1, "Ads"), Effect("contacts", 2)),
        ),
    ),
    evidence={
        "channels/Ads/contacts": {"grade": "measured", "source": "CRM"},
        "team/SDR/fte": {"grade": "stated", "source": "HR"},
    },
)


def opened(key: str, lang: str = "en") -> AppTest:
    """The page Simulate with PLAN on it and one of its tables open."""
    made = app(case=link.encode(PLAN, link.OWN), lang=lang)
    return turned(made, key)


def turned(made: AppTest, key: str) -> AppTest:
    made.segmented_control(key="details").set_value(key)
    return checked(made.run())
