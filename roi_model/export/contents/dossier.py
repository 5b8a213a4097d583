"""One case as it is handed over: the plan, its analyses, and what every file must carry."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from roi_model import formatting
from roi_model.declaration.card import Card, clean_name
from roi_model.declaration.paths import walk
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.logo import clean_logo
from roi_model.formatting.inputs import path_words, value_words
from roi_model.projection import Projection, project
from roi_model.remarks.capacity import Overload, overload
from roi_model.remarks.evidence import backing
from roi_model.remarks.story import restated
from roi_model.storage.own_names import in_language
from roi_model.texts import text
from roi_model.version import MODEL_VERSION

if TYPE_CHECKING:
    from roi_model.actuals.reforecast import Reforecast
    from roi_model.actuals.targets import Target
    from roi_model.actuals.variance import Variance
    from roi_model.analysis.risk.chances import Needed, Wish
    from roi_model.analysis.risk.ends import Ends
    from roi_model.analysis.risk.risk import Risk
    from roi_model.analysis.risk.sensitivity import Swing
    from roi_model.analysis.risk.three_cases import ThreeCases
    from roi_model.export.contents.alternatives import Alternative

WORDS = 300
"""Characters of a title, a client's or an author's name at most."""

SEARCHED = 2_000
"""Channels times months of a plan of which it is searched what would have to be true."""


@dataclass(frozen=True)
class InputLine:
    """An input of the case as a file lists it: where it stands, its value, and what backs it."""

    path: str
    card: Card
    value: Any
    place: str
    written: str
    grade: str
    source: str


@dataclass(frozen=True)
class Dossier:
    """A case to be handed over, in one language; analyses are worked out when first asked for.

    `title` heads every page, the scenario's name where it is empty; `client`, `author` and `link`
    (the address that reproduces the case) may be empty. `baseline` is what differences refer to,
    `compared` other named scenarios to stand beside it, `variance` and `reforecast` what became of
    the plan where actual figures were read, `targets` what is to be reached. `wish` is what would
    have to be true, money back within a year in 8 of 10 draws where it is None. `sliders` are the
    inputs, by path, that the client's page moves, the most telling ones where there are none.
    `logo` is given as the bytes of a PNG or JPEG and kept as a clean PNG. Raises ScenarioError
    where the logo is none.
    """

    scenario: Scenario
    lang: str
    day: date
    title: str = ""
    client: str = ""
    author: str = ""
    link: str = ""
    baseline: Scenario | None = None
    compared: Mapping[str, Scenario] = field(default_factory=dict)
    variance: Variance | None = None
    reforecast: Reforecast | None = None
    targets: tuple[Target, ...] = ()
    wish: Wish | None = None
    logo: bytes | None = None
    sliders: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Names are data: cleaned, and of bounded length; so is the logo. Raises ScenarioError."""
        for key in ("title", "client", "author"):
            object.__setattr__(self, key, clean_name(getattr(self, key))[:WORDS])
        if self.logo is not None:
            object.__setattr__(self, "logo", clean_logo(self.logo))

    # The case -------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        """The title, or the scenario's own name."""
        return self.title or self.scenario.name

    @property
    def currency(self) -> str:
        """The currency amounts are written in."""
        return self.scenario.currency

    @cached_property
    def projection(self) -> Projection:
        """The plan worked out."""
        return project(self.scenario)

    @cached_property
    def baseline_projection(self) -> Projection | None:
        """The baseline worked out; None where there is none, or it is the plan itself."""
        if self.baseline is None or self.baseline == self.scenario:
            return None
        return project(self.baseline)

    @cached_property
    def story(self) -> str:
        """The case in a few sentences, with its own numbers, its chance, and within capacity."""
        from roi_model.analysis.risk.doubt_words import share

        said = [restated(self.scenario, self.projection, self.currency, self.lang)]
        if (chance := self.payback_doubted) is not None:
            said.append(text("export.story_chance", self.lang, share=share(chance, self.lang)))
        if self.overload is not None:
            said.append(self.overload.sentence(self.lang))
        return " ".join(said)

    @property
    def payback_doubted(self) -> float | None:
        """The share of draws that keep the stated payback, where fewer than 9 in 10 do."""
        from roi_model.analysis.risk.doubt_words import doubted

        stated = self.projection.value("payback_month")
        return doubted(stated, "payback_month", self.risk)

    @cached_property
    def overload(self) -> Overload | None:
        """What must stand beside return and payback where the team lacks the hours."""
        return overload(self.projection)

    def beside(self, metric: str) -> str:
        """What that is for one metric; empty where nothing must."""
        return "" if self.overload is None else self.overload.beside(metric, self.lang)

    def in_language(self, lang: str) -> Dossier:
        """The same in a language, what was worked out kept; names the app gave are those of it."""
        if lang == self.lang:
            return self
        made = replace(self, scenario=in_language(self.scenario, lang), lang=lang)
        kept = ("risk", "overload")  # of these no part is named
        made.__dict__.update({name: getattr(self, name) for name in kept})
        return made

    # Analyses -------------------------------------------------------------------------------

    @cached_property
    def alternatives(self) -> list[Alternative]:
        """The case, those compared with it and its baseline, six at most; itself alone stands."""
        from roi_model.export.contents.alternatives import alternatives

        return alternatives(self)

    @cached_property
    def ends(self) -> Ends:
        """Every doubt at its ends, for all analyses below."""
        from roi_model.analysis.risk.ends import ends

        return ends(self.scenario)

    @cached_property
    def risk(self) -> Risk:
        """The usual number of draws of what is in doubt, with the visible seed; as on screen."""
        from roi_model.analysis.risk.risk import risk

        return risk(self.scenario, known=self.ends)

    @cached_property
    def gap(self) -> str:
        """Why the stated return is not the middle of the draws; empty where it is near."""
        from roi_model.analysis.risk.doubt_words import gap

        found = gap(self.risk, self.projection)
        return "" if found is None else found.sentence(self.lang)

    @cached_property
    def tornado(self) -> list[Swing]:
        """The inputs that move roi most, widest first."""
        from roi_model.analysis.risk.sensitivity import tornado

        return tornado(self.scenario, "roi", known=self.ends)[1]

    @cached_property
    def three_cases(self) -> ThreeCases:
        """The plan on the cautious side, as stated, on the ambitious side."""
        from roi_model.analysis.risk.three_cases import three_cases

        return three_cases(self.scenario, known=self.ends)

    @cached_property
    def wished(self) -> Wish:
        """What would have to be true: the wish given, else the usual one."""
        from roi_model.analysis.risk.chances import usual_wish

        return self.wish or usual_wish(self.scenario)

    @cached_property
    def needed(self) -> tuple[float, list[Needed]] | None:
        """Today's chance of the wish, and what each input most asked about would have to be for it.

        None for the largest plans, of which a search takes minutes.
        """
        from roi_model.analysis.risk.chances import Draws, asked_about

        if len(self.scenario.channels) * self.scenario.horizon_months > SEARCHED:
            return None
        drawn = Draws(self.scenario, self.wished)
        return drawn.now, [drawn.needed(path) for path in asked_about(self.scenario)]

    # What every file carries ------------------------------------------------------------------

    @cached_property
    def inputs(self) -> list[InputLine]:
        """Every single input that has a value, in the order of declaration."""
        lines = []
        for path, card, value in walk(self.scenario):
            if value is None or path in ("name", "currency", "uncertainty", "evidence", "drawn"):
                continue
            grade, source = backing(self.scenario, path, card, self.lang)
            lines.append(
                InputLine(
                    path,
                    card,
                    value,
                    path_words(path, self.lang),
                    value_words(path, value, self.currency, self.lang),
                    grade,
                    source,
                )
            )
        return lines

    @property
    def how_to_open(self) -> str:
        """What to do with the files to have the case on screen again, in the screen's words."""
        share, upload = (text(f"ui.case.{key}", self.lang) for key in ("share", "upload"))
        return text("export.how_to_open", self.lang, share=share, upload=upload)

    @property
    def provenance(self) -> list[tuple[str, str]]:
        """What says where a figure comes from, as label and words; empty ones left out.

        Title, client, author, date, ROI convention, horizon, seed and draws, model version, the
        link, or how to open the case without one.
        """
        from roi_model.analysis.risk.doubt_words import set_words

        lang = self.lang
        told = {
            "title": self.heading,
            "client": self.client,
            "author": self.author,
            "day": formatting.day_name(self.day, lang),
            "convention": text("export.formula", lang),
            "horizon": text("export.months", lang, months=self.scenario.horizon_months),
            "seed": text(
                "export.draws",
                lang,
                draws=formatting.number_exact(self.risk.draws, lang, decimals=0),
                seed=self.risk.seed,
            ),
            "doubts": set_words(self.risk, lang),
            "version": MODEL_VERSION,
            "link": self.link,
            "open": "" if self.link else self.how_to_open,
        }
        return [(text(f"export.{key}", lang), words) for key, words in told.items() if words]


def by_owner(
    lines: Iterable[InputLine], also: Container[str] = ()
) -> list[tuple[str, list[InputLine]]]:
    """Every number the plan rests on by what it belongs to, what holds for all of it first, under
    an empty name; zeros that are usual are left out, but for the paths in `also`.

    >>> from roi_model.storage.presets import preset
    >>> made = Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27))
    >>> [owner for owner, _ in by_owner(made.inputs)][:2]
    ['', 'Trade show']
    """
    told = [
        line
        for line in lines
        if line.card.is_number and (line.path in also or line.value != 0 or line.card.default)
    ]
    told.sort(key=lambda line: "/" in line.path)
    groups = groupby(told, lambda line: line.path.split("/")[:-1][:2])
    return [(owner[1] if len(owner) > 1 else "", list(found)) for owner, found in groups]


def file_name(dossier: Dossier, ending: str) -> str:
    """A name for a file of this case.

    >>> from roi_model.storage.presets import preset
    >>> made = Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27))
    >>> file_name(made, "xlsx")
    'trade-show-2026-11-27.xlsx'
    """
    return f"{safe_name(dossier.heading)}-{dossier.day.isoformat()}.{ending}"


def safe_name(words: str) -> str:
    """Words as the name of a file that every system takes: letters keep their accents.

    >>> safe_name("Étude mécanique : C/D"), safe_name("?!")
    ('étude-mécanique-c-d', 'scenario')
    """
    import re

    safe = re.sub(r"[^\w-]+", "-", clean_name(words))[:60].strip("-_").lower()
    # A name may have 255 bytes, a letter has up to four.
    return safe.encode()[:200].decode(errors="ignore") or "scenario"


def shortened(words: str, most: int) -> str:
    """A name cut to a length that fits; of an input, what it belongs to is cut first.

    >>> shortened("A channel with a long name · Contact → lead", 30)
    'A channel wi… · Contact → lead'
    """
    if len(words) <= most:
        return words
    owner, dot, label = words.rpartition(" · ")
    room = most - len(dot) - len(label)
    if dot and room >= 6:
        return f"{owner[: room - 1].rstrip()}…{dot}{label}"
    return words[: most - 1].rstrip() + "…"


def breakable(words: str, longest: int = 24) -> str:
    """A text whose longest words may be broken at the end of a line."""
    parts = (
        "\u200b".join(word[at : at + longest] for at in range(0, len(word), longest))
        for word in words.split(" ")
    )
    return " ".join(parts)
