"""Deals of every CRM's export: the figures found by plain code, a question, or a refusal."""

from __future__ import annotations

import csv
import io
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from roi_model.reading.deals.headers import deal_roles, is_deals
from roi_model.reading.deals.stages import STATES, load_stages
from roi_model.reading.reading import read
from roi_model.reading.result import Reading, flag_sentence
from tests.reading.deal_variants import ASKED_DEAL_FILES, DEAL_FILES, DEALS, REPEATED
from tests.reading.mutations import mutated
from tests.reading.test_mutations import COUNT, spoil_quotes, spoil_words
from tests.reading.variants import COSTS, SAMPLES, SHAPES

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


def reading_of(text: str, **options: Any) -> Reading:
    return read(text.encode("utf-8"), name="deals.csv", **options)


@pytest.mark.parametrize("name", DEAL_FILES)
def test_every_crm_gives_the_figures_that_plain_code_finds(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert reading.questions == ()
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


def test_an_expected_close_date_does_not_move_the_day_of_the_export() -> None:
    latest = max([d[4] for d in DEALS] + [d[5] for d in DEALS if d[2] != "open"])
    for name in DEAL_FILES:
        reading = read((SAMPLES / name).read_bytes(), name=name)
        updated = "2024-06-03" if name.startswith("deals_pipedrive") else latest
        assert reading.as_of == pd.Timestamp(updated), name


def test_footers_totals_and_headers_of_groups_are_listed() -> None:
    salesforce = read((SAMPLES / "deals_salesforce_en.csv").read_bytes())
    assert salesforce.rejected["reason"].tolist() == ["total_line", "blank", "footer", "footer"]
    monday = read((SAMPLES / "deals_monday.csv").read_bytes())
    assert monday.rejected["reason"].value_counts().to_dict() == {
        "above_table": 3, "total_line": 2, "blank": 1, "footer": 1, "repeated_header": 1,
    }  # fmt: skip


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


# What is asked -------------------------------------------------------------------------------


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


UNKNOWN = (
    "Affaire;Étape;Créée le;Signée le;Montant\nA;Gagné;15/01/2024;20/02/2024;10,50\n"
    "B;Zone grise;16/01/2024;21/02/2024;20,50\nC;Zone grise;17/01/2024;;\nD;Closed;18/01/2024;;\n"
)


def test_unknown_stages_are_asked_in_one_question() -> None:
    reading = reading_of(UNKNOWN)
    (question,) = reading.questions
    assert question.id == "stage:Étape"
    assert question.values["counts"] == {"Zone grise": 2, "Closed": 1}
    assert {c.answer: c.gives for c in question.candidates} == {
        "won": {"rows": 3, "won": 4}, "lost": {"rows": 3, "lost": 3}, "open": {"rows": 3, "open": 3}
    }  # fmt: skip
    assert "Zone grise (2), Closed (1)" in question.sentence("fr")
    assert reading.deals is None
    alike = reading_of(UNKNOWN, answers={question.id: "open"}).to_json()["deals"]
    assert (alike["won"], alike["lost"], alike["open"]) == (1, 0, 3)
    each = {"stages": {"zone grise": "lost", "Closed": "won"}}
    figures = reading_of(UNKNOWN, answers=each).to_json()["deals"]
    assert (figures["won"], figures["lost"], figures["open"]) == (2, 2, 0)


def test_the_users_word_on_a_stage_goes_before_ours() -> None:
    answers = {"stages": {"Gagné": "open", "Zone grise": "lost", "Closed": "lost"}}
    assert reading_of(UNKNOWN, answers=answers).to_json()["deals"]["open"] == 1


@pytest.mark.parametrize(
    "answers", [{"stages": {"Zone grise": "maybe"}}, {"stages": "won"}, {"stage": "closed"},
                {"stage_column": "Etape 2"}]
)  # fmt: skip
def test_answers_that_are_none_are_errors(answers: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="stage"):
        reading_of(UNKNOWN, answers=answers)


def test_dates_are_decided_by_column_and_by_the_files_other_dates() -> None:
    text = (
        "Deal Name,Stage,Created Date,Close Date,Amount\nA,Won,03/04/2024,{closed},10.50\n"
        "B,Won,05/06/2024,08/09/2024,10.50\n"
    )
    told = reading_of(text.format(closed="04/25/2024"))
    assert told.deals is not None
    assert told.deals["created"].dt.strftime("%m-%d").tolist() == ["03-04", "05-06"]
    assert "date_format_shared" in [n.code for n in told.notes]
    reading = reading_of(text.format(closed="04/11/2024"))
    assert [q.id for q in reading.questions] == ["date_format:Created Date",
                                                 "date_format:Close Date"]  # fmt: skip
    answered = reading_of(text.format(closed="04/11/2024"),
                          answers={"date_format:Close Date": "%d/%m/%Y"})  # fmt: skip
    assert answered.deals is not None
    assert answered.deals["closed"].tolist()[0] == pd.Timestamp("2024-11-04")


def test_ambiguous_amounts_and_several_currencies_are_asked() -> None:
    head = "Deal Name,Stage,Created Date,Close Date,Amount,Currency\n"
    rows = "A,Won,2024-01-20,2024-02-20,1.000,EUR\nB,Won,2024-01-20,2024-02-20,2.500,USD\n"
    reading = reading_of(head + rows)
    assert [q.id for q in reading.questions] == ["currency:Currency", "decimal:Amount"]
    answered = reading_of(head + rows, answers={"currency": "EUR", "decimal": ","})
    assert answered.to_json()["deals"]["won_amount"] == 1000
    assert answered.rejected["reason"].tolist() == ["other_currency"]


def test_converted_amounts_need_no_question_about_currencies() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount,Currency,Amount in company currency\n"
        "A,Won,2024-01-20,2024-02-20,10.50,EUR,10.50\nB,Won,2024-01-20,2024-02-20,10.50,USD,9.75\n"
    )
    assert reading.to_json()["deals"]["won_amount"] == 20.25


def test_months_in_spanish_and_dates_after_today() -> None:
    reading = reading_of(
        "Oportunidad;Etapa;Importe;Fecha de creación;Fecha de cierre\n"
        "A;Ganada;10,50;15 ene 2024;20 de febrero de 2024\n"
        "B;Ganada;10,50;16 ene 2024;20 diciembre 2098\n"
    )
    assert reading.deals is not None
    assert reading.deals["closed"].tolist() == [pd.Timestamp("2024-02-20"),
                                                pd.Timestamp("2098-12-20")]  # fmt: skip
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [[3, "future_close"]]
    assert reading.as_of == pd.Timestamp("2024-02-20")


# What is left out or contradicts itself -------------------------------------------------------


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


def test_a_status_that_contradicts_the_stage_goes_first_and_is_shown() -> None:
    reading = reading_of(
        "Title,Stage,Status,Deal created,Won time,Value\n"
        "A,Contract Sent,Won,2024-01-20,2024-02-20,10.50\nB,Won,Lost,2024-01-20,,5.50\n"
        "C,Won,Open,2024-01-20,,5.50\n"
    )
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost", "open"]
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [
        [3, "state_conflict"], [4, "state_conflict"]
    ]  # fmt: skip


def test_flags_tell_where_the_stages_words_are_unknown() -> None:
    reading = reading_of(
        "Opportunity Name,Stage,Closed,Won,Created Date,Close Date,Amount\n"
        "A,Alpha,1,1,2024-01-20,2024-02-20,10.50\nB,Beta,1,0,2024-01-20,2024-02-21,5.50\n"
        "C,Beta,0,0,2024-01-20,2024-09-21,5.50\n"
    )
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost", "open"]


def test_a_file_without_stages_is_refused_and_told_what_would_work() -> None:
    reading = read(b"Name,Close Date\nA,2024-01-20\n", kind="deals", name="crm.csv")
    assert reading.refused is not None
    assert reading.refused.code == "no_stage"
    assert "stage" in reading.refused.sentence("en")
    assert "{" not in reading.refused.sentence("fr")
    text = "Nom;Créée le;Date de fermeture;Source;Montant\nA;02/01/2024;20/01/2024;Salon;10,50\n"
    assert (found := reading_of(text)).refused is not None
    assert (found.kind, found.refused.code) == ("deals", "no_stage")


def test_costs_are_not_taken_for_deals() -> None:
    for header in (["Date", "Libellé", "Montant HT"], ["Date", "Category", "Description", "Cost"],
                   ["Started Date", "Completed Date", "Description", "Amount", "State", "Balance"],
                   ["Date", "Statut", "Nom", "Montant"], ["Date", "Phase", "Montant"],
                   ["Invoice date", "Status", "Supplier", "Total"],
                   ["Nom", "Statut", "Date de création", "Date de fin", "Montant HT"],
                   ["Fournisseur", "Étape", "Date de création", "Date de clôture", "Montant"],
                   ["Projet", "Statut", "Date de début", "Date de fin", "Montant"]):  # fmt: skip
        assert not is_deals(header), header
    assert len(COSTS) == 10
    for name in SHAPES:
        assert read((SAMPLES / name).read_bytes()).kind == "costs"


def test_no_spelling_stands_under_two_states() -> None:
    stages = load_stages()
    for spelling in (*stages.exact, *stages.prefix):
        assert stages.exact.get(spelling, stages.prefix.get(spelling)) in range(len(STATES))
    both = set(stages.exact) & set(stages.prefix)
    assert all(stages.exact[word] == stages.prefix[word] for word in both)


@pytest.mark.parametrize(
    ("spelling", "state"),
    [("closedwon", "won"), ("Closed Won", "won"), ("FERMÉ GAGNÉ", "won"), ("Fermée/Gagnée", "won"),
     ("Ganado", "won"), ("6. Won (100 %)", "won"), ("Signé", "won"), ("Perdue - budget", "lost"),
     ("Won't fix", "lost"), ("Cerrado perdido", "lost"), ("Proposal/Price Quote", "open"),
     ("Rendez-vous planifié", "open"), ("Négociation", "open"), ("Closed", None), ("Done", None),
     ("Nouveau (Pipeline de ventes)", "open"), ("Closed won (Sales Pipeline)", "won"),
     ("Signature prévue", None), ("", None)],
)  # fmt: skip
def test_spellings(spelling: str, state: str | None) -> None:
    found = load_stages().state(spelling)
    assert (STATES[found] if found >= 0 else None) == state


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


def test_the_command_line_prints_deals() -> None:
    path = SAMPLES / "deals_salesforce_en.csv"
    done = subprocess.run(
        [sys.executable, "-m", "roi_model", "read", str(path), "--kind", "deals"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    deals = json.loads(done.stdout)["deals"]
    assert set(deals) == {"won", "lost", "open", "won_amount", "won_without_amount", "by_source",
                          "cycle_mean_days", "cycle_median_days", "won_by_month"}  # fmt: skip
    assert set(deals["by_source"]["LinkedIn"]) == {
        "won", "lost", "open", "won_amount", "rate", "cycle_mean_days", "cycle_median_days"
    }  # fmt: skip


def test_amounts_expected_count_where_there_are_no_others() -> None:
    text = (
        "Opportunité,Revenu espéré,Étape,Créé le,Date de clôture{more}\n"
        "Acme,12500.00,Gagné,2024-01-10,2024-03-05{first}\n"
        "Ceta,4500.00,Proposition,2024-02-25,{second}\n"
    )
    reading = reading_of(text.format(more="", first="", second=""))
    assert reading.deals is not None
    assert reading.deals["amount"].tolist() == [12500.0, 4500.0]
    assert "expected_amounts" in [note.code for note in reading.notes]
    both = reading_of(text.format(more=",Montant", first=",12500.00", second=",9000.00"))
    assert both.deals is not None
    assert both.deals["amount"].tolist() == [12500.0, 9000.0]


def test_not_won_alone_is_asked() -> None:
    text = (
        "Deal,Won,Amount,Created,Closed\nAcme,yes,125.00,2024-01-10,2024-03-05\n"
        "Beta,no,80.00,2024-01-12,2024-03-15\n"
    )
    reading = reading_of(text)
    assert [question.id for question in reading.questions] == ["stage:Won"]
    lost = reading_of(text, answers={"stage": "lost"})
    assert lost.deals is not None
    assert lost.deals["state"].tolist() == ["won", "lost"]


# Headings as programs and people write them ---------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Date clôture", "closed"), ("CloseDate", "closed"), ("date_won", "won_on"),
     ("Phase de transaction", "stage"), ("StageName", "stage"), ("Montant (k€)", "amount"),
     ("Amount in EUR", "amount"), ("Date du devis", "created"), ("Fecha de alta", "created"),
     ("Est. Close Date", "expected"), ("Created (UTC)", "created"), ("Amount (weighted)", None),
     ("Close Date (expected)", "expected"), ("Montant (TTC)", None), ("Contact name", None)],
)  # fmt: skip
def test_headings_are_known_however_they_are_dressed(heading: str, role: str | None) -> None:
    roles = deal_roles(heading)
    assert role in roles if role else not roles


def test_the_day_a_deal_really_closed_goes_before_the_one_that_was_hoped_for() -> None:
    reading = reading_of(
        "Name,Owned By,Status,Stage,Value,Source,Close Date,Created At,Won/Lost Date\n"
        "A,Ana,Won,Demo,1000,Web,2024-03-31,2024-01-15,2024-03-05\n"
        "B,Ana,Lost,Demo,2000,Web,2024-08-31,2024-01-16,2024-03-06\n"
    )
    assert reading.deals is not None
    assert reading.deals["closed"].dt.strftime("%m-%d").tolist() == ["03-05", "03-06"]
    assert reading.as_of == pd.Timestamp("2024-03-06")
    dynamics = reading_of(
        "Topic,Est. Close Date,Est. Revenue,Status,Actual Close Date,Actual Revenue,Created On\n"
        "A,2024-03-31,1100.50,Won,2024-03-05,1000.50,2024-01-15\n"
        "B,2024-08-31,3000.50,Open,,,2024-01-17\n"
    )
    figures = dynamics.to_json()["deals"]
    assert (figures["won_amount"], figures["cycle_mean_days"]) == (1000.5, 50)


def test_thousands_in_the_heading_multiply_and_in_a_title_are_asked() -> None:
    rows = "A;Gagné;15/01/2024;25/03/2024;1,5\nB;Perdu;16/01/2024;26/03/2024;20,0\n"
    told = reading_of("Affaire;Étape;Date création;Date clôture;Montant (k€)\n" + rows)
    assert told.to_json()["deals"]["won_amount"] == 1500
    assert "unit" in [note.code for note in told.notes]
    text = (
        "Opportunités (montants en k€);;;;\nAffaire;Étape;Créée le;Date de clôture;Montant\n" + rows
    )
    reading = reading_of(text)
    assert [q.id for q in reading.questions] == ["unit:Montant"]
    assert reading.deals is None
    answered = reading_of(text, answers={"unit:Montant": "1000"})
    assert answered.to_json()["deals"]["won_amount"] == 1500


def test_amounts_in_two_columns_headed_alike_are_asked() -> None:
    text = (
        "Deal Name,Stage,Created Date,Close Date,Amount (EUR),Amount (USD)\n"
        "A,Won,2024-01-15,2024-03-25,1000.50,1100.50\n"
    )
    reading = reading_of(text)
    assert [q.id for q in reading.questions] == ["amount_column"]
    assert reading.deals is None
    answered = reading_of(text, answers={"amount_column": "Amount (USD)"})
    assert answered.to_json()["deals"]["won_amount"] == 1100.5


@pytest.mark.parametrize("heading", ["Currency Symbol", "CurrencyIsoCode", "value_currency",
                                     "Devise de la transaction"])  # fmt: skip
def test_currencies_are_seen_under_any_heading_that_says_so(heading: str) -> None:
    reading = reading_of(
        f"Deal Name,Stage,Created Date,Close Date,Amount,{heading}\n"
        "A,Won,2024-01-15,2024-03-25,1000.50,EUR\nB,Won,2024-01-16,2024-03-26,2000.50,USD\n"
    )
    assert [q.id for q in reading.questions] == [f"currency:{heading}"]


# Groups, archives, moments --------------------------------------------------------------------


def test_a_report_grouped_by_stage_gives_every_deal_its_group_and_counts_no_subtotal() -> None:
    reading = reading_of(
        "Stage,Opportunity Name,Amount,Close Date,Created Date,Lead Source\n"
        'Closed Won,A,"EUR 1,000.00",3/5/2024,1/15/2024,Web\n'
        ',B,"EUR 2,000.00",3/16/2024,1/16/2024,Web\nSubtotal,Count: 2,"EUR 3,000.00",,,\n'
        'Closed Lost,C,"EUR 500.00",3/17/2024,1/17/2024,\n'
        'Subtotal,Count: 1,"EUR 500.00",,,\nTotal,Count: 3,"EUR 3,500.00",,,\n'
    )
    assert reading.questions == ()
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "won", "lost"]
    assert reading.deals["source"].tolist() == ["Web", "Web", ""]
    assert reading.rejected["reason"].tolist() == ["total_line"] * 3
    (note,) = [n for n in reading.notes if n.code == "groups_named"]
    assert note.values == {"column": "Stage", "count": 1}


def test_a_total_that_repeats_the_stage_is_no_deal_but_a_customer_named_so_is() -> None:
    head = "Affaire;Étape;Créée le;Date de clôture;Montant\n"
    rows = "A;Gagné;15/01/2024;25/03/2024;1500,50\n"
    for total in ("Total;Gagné;;;1500,50\n", "Sous-total;Gagné;;;1500,50\n", "B;Total;;;1,50\n"):
        reading = reading_of(head + rows + total)
        assert reading.to_json()["deals"]["won_amount"] == 1500.5, total
        assert reading.rejected["reason"].tolist() == ["total_line"]
    named = reading_of(head + rows + "Total Energies;Gagné;;;10,50\nTotal;Gagné;;15/03/2024;1,50\n")
    assert named.to_json()["deals"]["won"] == 3


def test_archived_deals_are_lost_and_a_reason_for_losing_contradicts_an_open_stage() -> None:
    reading = reading_of(
        "Opportunity,Salesperson,Expected Revenue,Stage,Created on,Closed Date,Active,Lost Reason\n"
        "A,Ana,1000.50,Won,2024-01-15,2024-03-25,True,\n"
        "B,Ana,2000.50,New,2024-01-16,2024-03-26,False,\n"
        "C,Ana,3000.50,Proposition,2024-01-17,,True,Too expensive\n"
    )
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost", "open"]
    assert reading.deals["closed"].tolist()[1] == pd.Timestamp("2024-03-26")
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [[4, "state_conflict"]]
    (note,) = [n for n in reading.notes if n.code == "archived_lost"]
    assert note.values == {"column": "Active", "count": 1}


def test_a_stage_of_both_outcomes_is_asked() -> None:
    stages = load_stages()
    for spelling in ("Won/Lost", "Gagné ou perdu", "Closed Won / Lost", "Perdu - gagné"):
        assert stages.state(spelling) == -1, spelling
    assert STATES[stages.state("100% - Signé")] == "won"
    assert STATES[stages.state("Lost to a rival who won")] == "lost"


def test_moments_counted_since_1970_are_days() -> None:
    reading = reading_of(
        "hs_object_id,dealname,dealstage,closedate,createdate,amount\n"
        "1,A,closedwon,1709632800000,1705309200000,1000.5\n"
        "2,B,contractsent,,1708074000000,\n"
    )
    assert reading.deals is not None
    assert reading.deals["created"].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-15", "2024-02-16"]
    assert reading.to_json()["deals"]["cycle_mean_days"] == 50
    assert [n.code for n in reading.notes].count("epochs") == 2


def test_won_deals_of_nothing_or_less_are_shown() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount\nA,Won,2024-01-15,2024-03-25,-10.50\n"
        "B,Won,2024-01-16,2024-03-26,0\nC,Lost,2024-01-16,2024-03-26,0\n"
    )
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [
        [2, "won_not_positive"], [3, "won_not_positive"]
    ]  # fmt: skip


def test_cells_that_say_they_hold_nothing_are_empty() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount,Source\n"
        "A,Won,2024-01-15,2024-03-25,1000.50,Web\nB,Open,2024-01-16,null,N/A,(No value)\n"
        "C,Open,2024-01-16,-,-,null\nD,Open,2024-01-17,(No value),(No value),Web\n"
        "E,Open,2024-01-17,0000-00-00,None,Web\n"
    )
    figures = reading.to_json()["deals"]
    assert (figures["won"], figures["open"], figures["won_amount"]) == (1, 4, 1000.5)
    assert len(reading.rejected) == 0
    assert set(figures["by_source"]) == {"Web", ""}
    (note,) = [n for n in reading.notes if n.code == "nothing_words"]
    assert note.values == {"count": 10}


def test_amounts_that_are_for_a_period_are_remarked() -> None:
    text = (
        "lead_name,status_label,status_type,value,value_period,date_created,date_won\n"
        "A,Won,won,100.00,monthly,2024-01-05,2024-02-05\n"
        "B,Lost,lost,100.00,one-time,2024-01-05,\n"
    )
    reading = read(text.encode(), name="close.csv")
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost"]
    (note,) = [n for n in reading.notes if n.code == "amounts_by_period"]
    assert note.values == {"column": "value", "periods": "monthly, one-time"}
