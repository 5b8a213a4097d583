"""Every CRM's export gives the deals and figures that plain code finds."""

from __future__ import annotations

import csv
import io
import json
import statistics
from collections import defaultdict
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import flag_sentence
from tests.commands.asked import answer
from tests.reading.deal_variants import ASKED_DEAL_FILES, DEAL_FILES, DEALS, REPEATED
from tests.reading.deals.plain import UNKNOWN, reading_of
from tests.reading.mutations import mutated
from tests.reading.test_mutations import COUNT, spoil_quotes, spoil_words
from tests.reading.variants import SAMPLES

# How each sample is written, told by hand: encoding, delimiter, date format, decimal sign, then
# its columns (state, amount, source, created, the dates it may have been closed on) and, folded to
# what tells it, its words for won and lost.
PLAIN: dict[str, tuple[str, str, str, str, tuple[str, ...], tuple[str, ...], str, str]] = {
    "deals_hubspot_en.csv": ("utf-8", ",", "%Y-%m-%d %H:%M", ".", ("Deal Stage", "Amount",
        "Original Traffic Source", "Create Date"), ("Close Date",), "Won", "Lost"),
    "deals_hubspot_fr.csv": ("utf-8-sig", ";", "%d/%m/%Y", ",", ("Phase de la transaction",
        "Montant", "Source du trafic d’origine", "Date de création"), ("Date de fermeture",),
        "gagné", "perdu"),
    "deals_salesforce_en.csv": ("utf-8", ",", "%m/%d/%Y", ".", ("Stage", "Amount", "Lead Source",
        "Created Date"), ("Close Date",), "Won", "Lost"),
    "deals_salesforce_fr.csv": ("cp1252", ";", "%d/%m/%Y", ",", ("Étape", "Montant",
        "Origine de la piste", "Date de création"), ("Date de clôture",), "gagnée", "perdue"),
    "deals_pipedrive_en.csv": ("utf-8", ",", "%Y-%m-%d %H:%M:%S", ".", ("Deal - Status",
        "Deal - Value", "Deal - Source channel", "Deal - Deal created"),
        ("Deal - Won time", "Deal - Lost time"), "Won", "Lost"),
    "deals_pipedrive_fr.csv": ("utf-8", ",", "%Y-%m-%d %H:%M:%S", ".", ("Affaire - Statut",
        "Affaire - Valeur", "Affaire - Canal", "Affaire - Affaire créée"),
        ("Affaire - Gagnée le", "Affaire - Perdue le"), "Gagné", "Perdu"),
    "deals_monday.csv": ("utf-8", ",", "%Y-%m-%d", ".", ("Stage", "Deal Value", "Source",
        "Created"), ("Close Date",), "Won", "Lost"),
    "deals_plain_es.csv": ("cp1252", ";", "%d/%m/%Y", ",", ("Etapa", "Importe", "Origen",
        "Fecha de creación"), ("Fecha de cierre",), "ganada", "perdida"),
    "deals_plain_fr.txt": ("utf-16", "\t", "%d.%m.%Y", ",", ("Statut", "Montant HT", "Canal",
        "Créée le"), ("Signée le",), "Signé", "Perdu"),
}  # fmt: skip

IDS = ("Record ID", "ID de la transaction", "Opportunity ID", "Deal - ID", "Affaire - ID")


def plain_deals(name: str) -> list[dict[str, Any]]:
    """The deals of a sample by nothing but csv and datetime."""
    encoding, delimiter, shape, decimal, words, closes, won, lost = PLAIN[name]
    text = (SAMPLES / name).read_bytes().decode(encoding)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    stage, amount, source, created = words
    header = next(row for row in rows if stage in row and created in row)
    found: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows[rows.index(header) + 1 :]):
        cell = dict(zip(header, row, strict=False))
        if row == header or not cell.get(created) or not cell.get(stage):
            continue

        def day(column: str, cell: dict[str, str] = cell) -> date | None:
            return datetime.strptime(cell[column], shape).date() if cell[column] else None

        kept = "".join(c for c in cell[amount] if c.isdigit() or c == decimal)
        state = "won" if won in cell[stage] else "lost" if lost in cell[stage] else "open"
        key = next((cell[i] for i in IDS if i in cell), str(number))
        found.pop(key, None)  # the last row of an id counts, in its own place
        found[key] = {
            "state": state,
            "cents": round(float(kept.replace(decimal, ".")) * 100) if kept else None,
            "source": cell[source],
            "created": day(created),
            "closed": next(filter(None, (day(c) for c in closes)), None) if state != "open"
            else None,
        }  # fmt: skip
    return list(found.values())


def plain_group(deals: list[dict[str, Any]]) -> dict[str, Any]:
    won = [d for d in deals if d["state"] == "won"]
    lost = sum(d["state"] == "lost" for d in deals)
    cycles = [(d["closed"] - d["created"]).days for d in won if d["closed"] >= d["created"]]
    return {
        "won": len(won),
        "lost": lost,
        "open": len(deals) - len(won) - lost,
        "won_amount": sum(d["cents"] or 0 for d in won) / 100,
        "rate": len(won) / (len(won) + lost) if won or lost else None,
        "cycle_mean_days": statistics.mean(cycles) if cycles else None,
        "cycle_median_days": statistics.median(cycles) if cycles else None,
    }


def plain_figures(deals: list[dict[str, Any]]) -> dict[str, Any]:
    whole = plain_group(deals)
    del whole["rate"]
    sources: dict[str, list[dict[str, Any]]] = defaultdict(list)
    months: dict[str, int] = defaultdict(int)
    for deal in deals:
        sources[deal["source"]].append(deal)
        if deal["state"] == "won":
            months[f"{deal['closed']:%Y-%m}"] += 1
    return {
        **whole,
        "won_without_amount": sum(d["state"] == "won" and d["cents"] is None for d in deals),
        "by_source": {source: plain_group(group) for source, group in sources.items()},
        "won_by_month": dict(months),
    }


@pytest.mark.parametrize("name", DEAL_FILES)
def test_every_crm_gives_the_figures_that_plain_code_finds(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert [q.id for q in reading.questions] == ["created_at"]
    assert reading.kind == "deals"
    found = reading.to_json()["deals"]
    wanted = plain_figures(plain_deals(name))
    assert found["by_source"].keys() == wanted["by_source"].keys()
    for source, group in wanted.pop("by_source").items():
        assert found["by_source"][source] == pytest.approx(group), source
    for key, value in wanted.items():
        assert found[key] == pytest.approx(value), key
    assert reading.rows_read == reading.rows_kept + len(reading.rejected)
    assert reading.rows_kept == len(DEALS)


@pytest.mark.parametrize("name", DEAL_FILES)
def test_every_crm_gives_the_deals_that_were_written(name: str) -> None:
    """The samples all come from DEALS: what plain code and ours agree on is also what was meant."""
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.deals is not None
    got = reading.deals.sort_values(["created", "closed"], ignore_index=True)
    assert list(got.columns) == ["id", "created", "closed", "state", "amount", "source", "owner",
                                 "pipeline", "stage", "line"]  # fmt: skip
    assert (got["created"].dtype, got["closed"].dtype) == ("datetime64[ns]", "datetime64[ns]")
    assert (got["amount"].dtype, got["line"].dtype) == (np.float64, np.int64)
    words = ["id", "state", "source", "owner", "pipeline", "stage"]
    assert len({got[column].dtype for column in words}) == 1
    for deal, row in zip(sorted(DEALS, key=lambda d: d[4]), got.to_dict("records"), strict=True):
        assert row["state"] == deal[2]
        assert row["created"] == pd.Timestamp(deal[4])
        assert row["owner"] == deal[8]
        if deal[2] == "open":
            assert pd.isna(row["closed"])
        else:
            assert row["closed"] == pd.Timestamp(deal[5])
        if deal[6] is None:
            assert np.isnan(row["amount"])
        else:
            assert row["amount"] == deal[6] / 100


@pytest.mark.parametrize("name", DEAL_FILES)
def test_doubtful_deals_are_listed_and_kept(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.deals is not None
    counts = reading.flagged["reason"].value_counts().to_dict()
    expected = sum(d[2] == "open" for d in DEALS)
    if name.startswith("deals_pipedrive") or name == "deals_plain_fr.txt":
        expected = 0  # these do not put an expectation into the column of the close date
    assert counts.pop("expected_close", 0) == expected
    assert counts == {"won_without_amount": 1, "negative_cycle": 1}
    lines = set(reading.deals["line"])
    assert set(reading.flagged["line"]) <= lines
    for lang in ("fr", "en"):
        assert all(flag_sentence(reason, lang) for reason in reading.flagged["reason"])
    assert {n.code for n in reading.notes} >= {"won_without_amount", "negative_cycle"}


def test_of_a_repeated_deal_the_last_line_counts_and_the_others_are_listed() -> None:
    reading = reading_of(
        "Deal ID,Deal Name,Stage,Close Date,Created Date,Amount\n"
        "7,A,Proposal,2024-03-01,2024-01-15,100.50\n8,B,Won,2024-02-20,2024-01-16,5.00\n"
        "7,A,Won,2024-03-05,2024-01-15,200.50\n"
    )
    assert reading.rejected.to_dict("records") == [
        {"line": 2, "reason": "duplicate_deal", "text": "7,A,Proposal,2024-03-01,2024-01-15,100.50"}
    ]
    figures = reading.to_json()["deals"]
    assert (figures["won"], figures["won_amount"]) == (2, 205.5)
    (note,) = [n for n in reading.notes if n.code == "duplicate_deals"]
    assert note.values == {"count": 1, "column": "Deal ID"}
    (differing,) = [n for n in reading.notes if n.code == "duplicates_differ"]
    assert differing.values == {"count": 1}


def test_same_rows_without_an_id_are_kept_and_shown() -> None:
    row = "A;Gagné;15/01/2024;20/02/2024;10,50\n"
    reading = reading_of("Affaire;Étape;Créée le;Signée le;Montant\n" + row + row)
    assert reading.to_json()["deals"]["won"] == 2
    assert reading.flagged["reason"].tolist() == ["identical_row"]


def test_a_customers_reference_is_no_deals_id() -> None:
    rows = "".join(f"C1,D{i},Won,2024-01-{i:02d},2024-02-20,5.50\n" for i in range(10, 16))
    reading = reading_of("Reference,Deal Name,Stage,Created Date,Close Date,Amount\n" + rows)
    assert reading.to_json()["deals"]["won"] == 6


def test_several_pipelines_are_asked_and_the_others_are_listed() -> None:
    content = ASKED_DEAL_FILES["deals_two_pipelines.csv"]()
    reading = read(content)
    (question,) = reading.questions
    assert (question.id, question.blocking) == ("pipeline:Pipeline", True)
    assert [c.answer for c in question.candidates] == ["all", "New business", "Renewals"]
    assert reading.deals is None
    assert reading.to_json()["deals"] is None
    both = read(content, answers={question.id: "all"})
    assert both.rows_kept == len(DEALS)
    one = read(content, answers={"pipeline": "Renewals"})
    assert one.deals is not None
    assert set(one.deals["pipeline"]) == {"Renewals"}
    assert len(one.deals) == sum(d[0] % 2 for d in DEALS)
    assert (one.rejected["reason"] == "other_pipeline").sum() >= len(DEALS) - len(one.deals)
    with pytest.raises(ValueError, match="pipeline"):
        read(content, answers={"pipeline": "Sales"})


@pytest.mark.parametrize(
    "answers", [{"stages": {"Zone grise": "maybe"}}, {"stages": "won"}, {"stage": "closed"},
                {"stage_column": "Etape 2"}]
)  # fmt: skip
def test_answers_that_are_none_are_errors(answers: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="stage"):
        reading_of(UNKNOWN, answers=answers)


def test_amounts_and_dates_that_cannot_be_read_are_left_out_and_listed() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount\nA,Won,2024-01-20,2024-02-20,10.50\n"
        "B,Won,2024-01-21,2024-02-20,1e999\nC,Won,2024-13-45,2024-02-20,1.50\n"
        "D,,2024-01-22,2024-02-20,2.50\nE,Won,2024-01-23,2024-02-20,NaN\nF,Won,2024-01-24,,\n"
    )
    assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [
        [3, "not_finite"], [4, "bad_date"], [5, "no_stage"], [6, "not_finite"]
    ]  # fmt: skip
    assert reading.to_json()["deals"]["won"] == 2
    assert reading.flagged["reason"].tolist() == ["won_without_amount", "won_without_date"]


def test_a_file_without_stages_is_refused_and_told_what_would_work() -> None:
    reading = read(b"Name,Close Date\nA,2024-01-20\n", kind="deals", name="crm.csv")
    assert reading.refused is not None
    assert reading.refused.code == "no_stage"
    assert "stage" in reading.refused.sentence("en")
    assert "{" not in reading.refused.sentence("fr")


def test_deals_of_no_state_but_a_day_and_an_amount_are_asked() -> None:
    text = "Nom;Créée le;Date de fermeture;Source;Montant\nA;02/01/2024;20/01/2024;Salon;10,50\n"
    found = reading_of(text)
    assert (found.kind, [q.id for q in found.questions]) == ("deals", ["all_alike"])
    won = reading_of(text, answers={"all_alike": "won"}).to_json()["deals"]
    assert (won["won"], won["won_amount"]) == (1, 10.5)
    mixed = reading_of(text, answers={"all_alike": "mixed"})
    assert mixed.refused is not None and mixed.refused.code == "no_stage"


@pytest.mark.spoilt
def test_mutated_deal_files_end_in_deals_a_question_or_a_refusal() -> None:
    names = [*DEAL_FILES, *ASKED_DEAL_FILES]
    for seed in range(COUNT):
        how, content = mutated(seed, names)
        reading = read(content, name="spoilt.csv")
        printed = reading.to_json("fr")
        assert json.loads(json.dumps(printed, allow_nan=False)) == printed, how
        kept = reading.entries if reading.deals is None else reading.deals
        known = reading.refused is not None or reading.blocked or len(kept) > 0
        assert known, f"seed {seed}: {how}"


@pytest.mark.spoilt
@pytest.mark.parametrize("spoil", [spoil_words, spoil_quotes])
def test_spoilt_words_change_no_figure_in_silence(spoil: Any) -> None:
    """The deals kept are those written; a column lost is remarked on; or there are no deals."""
    names = ["deals_salesforce_en.csv", "deals_plain_es.csv", "deals_plain_fr.txt",
             "deals_pipedrive_en.csv"]  # fmt: skip
    judged = 0
    for seed in range(COUNT):
        rng = np.random.default_rng(seed)
        name = names[seed % len(names)]
        text = DEAL_FILES[name]().decode(PLAIN[name][0]).replace("\r\n", "\n")
        reading = read(spoil(text, rng).encode("utf-8"), name=name)
        if reading.deals is None or not reading.usable:
            continue
        notes = {note.code for note in reading.notes}
        listed = set(reading.rejected["line"]) | set(reading.flagged["line"])
        first = 2 + len(REPEATED) if "pipedrive" in name else 2
        for i, deal in enumerate(DEALS):
            row = reading.deals[reading.deals["line"] == first + i]
            if first + i in listed:
                continue
            assert row["state"].tolist() == [deal[2]], f"seed {seed}: {name}: {deal[1]}"
            if deal[6] is not None and "no_deal_amounts" not in notes:
                assert row["amount"].tolist() == [deal[6] / 100], f"seed {seed}: {name}"
            if "no_closed_dates" not in notes and deal[2] != "open":
                assert row["closed"].tolist() == [pd.Timestamp(deal[5])], f"seed {seed}: {name}"
        judged += 1
    assert judged > COUNT // 8  # the test looks at something


def test_lines_missing_leave_the_others_as_they_are() -> None:
    for seed, name in enumerate(["deals_hubspot_fr.csv", "deals_plain_es.csv"] * 10):
        encoding = PLAIN[name][0]
        lines = (SAMPLES / name).read_bytes().decode(encoding).split("\r\n")
        gone = int(np.random.default_rng(seed).integers(3, len(lines) - 1))
        name_gone = lines[gone].split(";")[1 if "hubspot" in name else 0]
        del lines[gone]
        reading = read("\r\n".join(lines).encode(encoding))
        left = [d for d in DEALS if d[1].replace("’", "'") != name_gone.replace("’", "'")]
        repeated = len(left) != reading.rows_kept
        wanted = DEALS if repeated and "hubspot" in name else left
        found = reading.to_json()["deals"]
        assert found["won"] == sum(d[2] == "won" for d in wanted), f"{seed}: {name} {gone}"
        assert found["won_amount"] == sum(d[6] or 0 for d in wanted if d[2] == "won") / 100


def test_the_command_line_prints_deals(capsys: pytest.CaptureFixture[str]) -> None:
    path = SAMPLES / "deals_salesforce_en.csv"
    deals = answer(capsys, "read", str(path), "--kind", "deals")["deals"]
    assert set(deals) == {"won", "lost", "open", "won_amount", "won_without_amount", "by_source",
                          "cycle_mean_days", "cycle_median_days", "won_by_month"}  # fmt: skip
    assert set(deals["by_source"]["LinkedIn"]) == {
        "won", "lost", "open", "won_amount", "rate", "cycle_mean_days", "cycle_median_days"
    }  # fmt: skip
