"""Parts of a case under other names: what points at a part follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from roi_model.paths import part_name
from roi_model.scenario import Initiative, Role, Scenario

Names = Mapping[str, Mapping[str, str]]
"""By list (channels, team, costs, initiatives, benefits): old name → new name."""


def renamed(scenario: Scenario, names: Names) -> Scenario:
    """The same case with other names of parts; a new name that is taken already is left out.

    Evidence, doubts and the effects of initiatives follow the part they speak of.

    >>> from roi_model.scenario import Channel, Scenario
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
    for group in ("evidence", "uncertainty"):
        entries = getattr(scenario, group)
        changed[group] = {moved(path, free): entry for path, entry in entries.items()}
    initiatives = changed.get("initiatives", scenario.initiatives)
    changed["initiatives"] = _aimed(initiatives, free.get("channels", {}))
    return replace(scenario, **changed)


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


def _aimed(initiatives: tuple[Initiative, ...], names: Mapping[str, str]) -> tuple[Initiative, ...]:
    """Initiatives whose effects name the channels as they are called now."""
    return tuple(
        replace(
            initiative,
            effects=tuple(
                replace(effect, channel=names.get(effect.channel or "", effect.channel))
                for effect in initiative.effects
            ),
        )
        for initiative in initiatives
    )


def _free(present: list[str], names: Mapping[str, str]) -> dict[str, str]:
    """The renamings that leave all names different; names that nothing has are left out."""
    found: dict[str, str] = {}
    for old in present:
        new = names.get(old, old)
        taken = {found.get(name, name) for name in present if name != old}
        if new != old and new not in taken:
            found[old] = new
    return found
