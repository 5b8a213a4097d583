"""The return on B2B sales prospecting: a scenario in, a projection with its metrics out.

>>> from roi_model import Scenario, Channel, project
>>> project(Scenario(name="Demo", channels=(Channel(name="Calls"),))).metrics["roi"].reason
"""

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import (
    Benefit,
    Channel,
    CostLine,
    Effect,
    Initiative,
    Role,
    Scenario,
)
from roi_model.projection import Projection, project
from roi_model.storage.scenario_file import dump_scenario, load_scenario
from roi_model.version import MODEL_VERSION, SCHEMA_VERSION

__all__ = [
    "MODEL_VERSION",
    "SCHEMA_VERSION",
    "Benefit",
    "Channel",
    "CostLine",
    "Effect",
    "Initiative",
    "Projection",
    "Role",
    "Scenario",
    "ScenarioError",
    "dump_scenario",
    "load_scenario",
    "project",
]
