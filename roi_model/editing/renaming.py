"""Parts of a case under other names: what points at a part follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from roi_model.declaration.paths import part_name
from roi_model.declaration.scenario import Initiative, Role, Scenario

Names = Mapping[str, Mapping[str, str]]
"""By list (channels, team, costs, initiatives, benefits): old name → new name."""


def renamed(scenario: Scenario, names: Names) -> Scenario:
    """The same case with other names of parts; a new name that is taken already is left out.

    Evidence, doubts and the effects of initiatives follow the part they speak of.

    >>> from roi_model.declaration.scenario import Channel, Scenario
    >>> case = Scenario(name="Demo", channels=(Channel(name="Ads"),),
    ...                 evidence={"channels/Ads/contacts": {"source": "log", "grade": "measured"}})
    >>> renamed(case, {"channels": {"Ads": "Annonces"}}).evidence
    {'channels/Annonces/contacts': {'source': 'log', 'grade': 'measured'}}
    """
    free = {
        group: _free([part_name(part) for part in parts], names.get(group, {}))
        for group, parts in scenario.lists().items()
    }
    free = {group: found for group, found in free.items() if found}
    if not free:
        return scenario
    changed: dict[str, Any] = {}
    for group, found in free.items():
        changed[group] = tuple(_called(part, found) for part in scenario.lists()[group])
    initiatives = changed.get("initiatives", scenario.initiatives)
    return replace(scenario, **changed | pointers(scenario, free, initiatives))


def moved(path: str, names: Names) -> str:
    """A path after parts got other names.

    >>> moved("costs/Tools/amount", {"costs": {"Tools": "Outils"}})
    'costs/Outils/amount'
    """
    group, _, rest = path.partition("/")
    for old, new in names.get(group, {}).items():
        if rest == old or rest.startswith(f"{old}/"):
            return f"{group}/{new}{rest.removeprefix(old)}"
    return path


def _called(part: Any, names: Mapping[str, str]) -> Any:
    name = names.get(part_name(part))
    field = "title" if isinstance(part, Role) else "name"
    return part if name is None else replace(part, **{field: name})


def pointers(
    scenario: Scenario, names: Names, initiatives: tuple[Initiative, ...] | None = None
) -> dict[str, Any]:
    """What points at parts of a case, as they are called now: the fields to replace in it.

    Evidence, doubts and the effects of `initiatives`: the case's own where none are given.
    """
    found: dict[str, Any] = {
        group: {moved(path, names): entry for path, entry in getattr(scenario, group).items()}
        for group in ("evidence", "uncertainty")
    }
    channels = names.get("channels", {})
    found["initiatives"] = tuple(
        _aimed(one, channels) for one in initiatives or scenario.initiatives
    )
    return found


def _aimed(initiative: Initiative, channels: Mapping[str, str]) -> Initiative:
    effects = (
        replace(effect, channel=channels.get(effect.channel or "", effect.channel))
        for effect in initiative.effects
    )
    return replace(initiative, effects=tuple(effects))


def _free(present: list[str], names: Mapping[str, str]) -> dict[str, str]:
    """The renamings that leave all names different; names that nothing has are left out."""
    found: dict[str, str] = {}
    for old in present:
        new = names.get(old, old)
        taken = {found.get(name, name) for name in present if name != old}
        if new != old and new not in taken:
            found[old] = new
    return found
