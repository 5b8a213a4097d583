"""Accounts of the published number plans: what data/account_plans.toml takes each of them for.

Numbers and names are those of the lists that the top of that file names. The sides are C, cost; R,
revenue; N, neither, whether said or because no prefix speaks of it. A category with a + is selling
by default; the words of the account's own name decide where the number alone says little.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from roi_model.reading.sorting.plans import COST, NEITHER, REVENUE, load_plan, plan_names

SIDES = {COST: "C", REVENUE: "R", NEITHER: "N", "": "N"}

SKR03 = """
2315 N - Anlagenabgänge Sachanlagen (Restbuchwert bei Buchgewinn)
2310 C other Anlagenabgänge Sachanlagen (Restbuchwert bei Buchverlust)
2100 C other Zinsen und ähnliche Aufwendungen
2400 C other Forderungsverluste (übliche Höhe)
2492 N - Abgeführte Gewinne auf Grund einer Gewinngemeinschaft
3100 C agency Fremdleistungen
3125 C agency Leistungen eines im Ausland ansässigen Unternehmers
3400 C other Wareneingang 19 % Vorsteuer
4110 C people+ Löhne
4120 C people+ Gehälter
4130 C people+ Gesetzliche soziale Aufwendungen
4210 C other Miete (unbewegliche Wirtschaftsgüter)
4360 C other Versicherungen
4510 C travel+ Kfz-Steuer
4530 C travel+ Laufende Kfz-Betriebskosten
4600 C advertising+ Werbekosten
4630 C loyalty+ Geschenke abzugsfähig
4650 C entertainment+ Bewirtungskosten
4651 C other Sonstige eingeschränkt abziehbare Betriebsausgaben
4654 C entertainment+ Nicht abzugsfähige Bewirtungskosten
4660 C travel+ Reisekosten Arbeitnehmer
4760 C commissions+ Verkaufsprovisionen
4780 C agency+ Fremdarbeiten (Vertrieb)
4830 C other Abschreibungen auf Sachanlagen
4920 C tools Telefon
4945 C training+ Fortbildungskosten
4946 C people+ Freiwillige Sozialleistungen
4955 C other Buchführungskosten
8400 R - Erlöse 19 % USt
8519 R - Provisionsumsätze 19 % USt
8590 N - Verrechnete sonstige Sachbezüge
8650 N - Erlöse Zinsen und Diskontspesen
8720 R - Erlösschmälerungen 19 % USt
8820 N - Erlöse aus Verkäufen Sachanlagevermögen
"""

SKR04 = """
4400 R - Erlöse 19 % USt
4569 R - Provisionsumsätze 19 % USt
4620 N - Entnahme durch den Unternehmer
4720 R - Erlösschmälerungen 19 % USt
5400 C other Wareneingang 19 % Vorsteuer
5900 C agency Fremdleistungen
5923 C agency Sonstige Leistungen eines im anderen EU-Land ansässigen Unternehmers
6010 C people+ Löhne
6020 C people+ Gehälter
6110 C people+ Gesetzliche soziale Aufwendungen
6220 C other Abschreibungen auf Sachanlagen
6303 C agency Fremdleistungen/Fremdarbeiten
6305 C other Raumkosten
6400 C other Versicherungen
6520 C travel+ Kfz-Versicherungen
6600 C advertising+ Werbekosten
6610 C loyalty+ Geschenke abzugsfähig
6640 C entertainment+ Bewirtungskosten
6641 C other Sonstige eingeschränkt abziehbare Betriebsausgaben
6644 C entertainment+ Nicht abzugsfähige Bewirtungskosten
6650 C travel+ Reisekosten Arbeitnehmer
6668 C travel+ Kilometergelderstattung Arbeitnehmer
6690 C travel+ Fahrten zwischen Wohnung und Betriebsstätte (Haben)
6770 C commissions+ Verkaufsprovisionen
6780 C agency+ Fremdarbeiten (Vertrieb)
6805 C tools Telefon
6821 C training+ Fortbildungskosten
6822 C people+ Freiwillige Sozialleistungen
6830 C other Buchführungskosten
6885 N - Erlöse aus Verkäufen Sachanlagevermögen 19 % USt (bei Buchverlust)
6895 C other Anlagenabgänge Sachanlagen (Restbuchwert bei Buchverlust)
6930 C other Forderungsverluste (übliche Höhe)
7310 C other Zinsaufwendungen für kurzfristige Verbindlichkeiten
7600 C other Körperschaftsteuer
"""

BAS = """
3001 R - Försäljning inom Sverige, 25 % moms
3740 R - Öres- och kronutjämning
4010 C other Inköp material och varor
4600 C agency Legoarbeten och underentreprenader
5010 C other Lokalhyra
5420 C tools+ Programvaror
5611 C travel+ Drivmedel för personbilar
5620 C other Lastbilskostnader
5800 C travel+ Resekostnader
5910 C advertising+ Annonsering
5940 C events+ Utställningar och mässor
6000 C other+ Övriga försäljningskostnader
6010 C advertising+ Kataloger, prislistor
6020 C advertising+ Egna facktidskrifter
6040 C other Kontokortsavgifter
6050 C commissions+ Försäljningsprovisioner
6055 C other Franchisekostnader
6071 C entertainment+ Representation, avdragsgill
6090 C other+ Övriga försäljningskostnader
6211 C tools Fast telefoni
6310 C other Företagsförsäkringar
6351 C other Konstaterade förluster på kundfordringar
6540 C tools+ IT-tjänster
6550 C agency Konsultarvoden
6810 C people Inhyrd produktionspersonal
6860 C people+ Inhyrd marknads- och försäljningspersonal
7010 C people+ Löner till kollektivanställda
7210 C people+ Löner till tjänstemän
7321 C travel+ Skattefria traktamenten, Sverige
7331 C travel+ Skattefria bilersättningar
7510 C people+ Arbetsgivaravgifter
7610 C training+ Utbildning
7690 C people+ Övriga personalkostnader
7691 C hiring+ Personalrekrytering
7832 C other Avskrivningar på inventarier och verktyg
8310 N - Ränteintäkter från omsättningstillgångar
8410 C other Räntekostnader för långfristiga skulder
8999 result - Årets resultat
"""

NS4102 = """
3000 R - Salgsinntekt handelsvarer, avgiftspliktig
3600 R - Leieinntekt fast eiendom, unntatt avgiftsplikt
4000 C other Innkjøp av råvarer og halvfabrikata
4500 C agency Fremmedytelse og underentreprise
4590 C other Beholdningsendring
5000 C people+ Lønn til ansatte
5400 C people+ Arbeidsgiveravgift
5500 C people+ Annen kostnadsgodtgjørelse
6000 C other Avskrivning på bygninger og annen fast eiendom
6300 C other Leie lokale
6420 C tools Leie datasystemer
6440 C travel+ Leie transportmidler
6700 C agency Revisjonshonorar
6750 C agency Honorar for databistand
6860 C training+ Møte, kurs, oppdatering
6900 C tools Telefon
7000 C travel+ Drivstoff transportmiddel 1
7140 C travel+ Reisekostnad, ikke opplysningspliktig
7190 C people+ Verktøygodtgjørelse
7200 C commissions+ Provisjonskostnad, opplysningspliktig
7300 C other+ Salgskostnad
7320 C advertising+ Reklameannonser
7350 C entertainment+ Representasjon, fradragsberettiget
7360 C entertainment+ Representasjon, ikke fradragsberettiget
7390 C other+ Annen salgskostnad, fradragsberettiget
7420 C loyalty+ Gave, fradragsberettiget
7430 C loyalty Gave, ikke fradragsberettiget
7500 C other Forsikringspremie
7830 C other Tap på fordringer
8150 C other Rentekostnad banklån
8300 C other Betalbar skatt
8800 result - Årsresultat
"""

SNC = """
611 C other Mercadorias
621 C agency Subcontratos
6221 C agency Trabalhos especializados
6222 C advertising+ Publicidade e propaganda
6224 C agency Honorários
6225 C commissions+ Comissões
6226 C other Conservação e reparação
6234 C loyalty+ Artigos para oferta
6242 C travel+ Combustíveis
6251 C travel+ Deslocações e estadas
6253 C other Transportes de mercadorias
6261 C other Rendas e alugueres
6262 C tools Comunicação
6263 C other Seguros
6266 C entertainment+ Despesas de representação
631 C people+ Remunerações dos órgãos sociais
632 C people+ Remunerações do pessoal
635 C people+ Encargos sobre remunerações
642 C other Gastos de depreciação de ativos fixos tangíveis
651 C other Perdas por imparidade em dívidas a receber
6884 C loyalty+ Ofertas e amostras de inventários
691 C other Juros suportados
711 R - Vendas de mercadorias
721 R - Prestações de serviços
781 N - Rendimentos suplementares
811 result - Resultado antes de impostos
"""

RGS = """
WOmz R - Netto-omzet
WKpr C other Kostprijs van de omzet
WPerLes C people+ Lonen en salarissen
WPerSol C people+ Sociale lasten
WPerPen C people+ Pensioenlasten
WBedOvpUik C people+ Uitzendkrachten
WBedHui C other Huisvestingskosten
WBedVkkRea C advertising+ Reclame- en advertentiekosten
WBedVkkRep C entertainment+ Representatiekosten
WBedVkkAdd C other Afboeking dubieuze debiteuren
WBedVkkOvr C other+ Overige verkoopkosten
WBedAutBra C travel+ Brandstofkosten
WBedTra C other Transportkosten
WBedKanSof C tools+ Kosten software
WBedKanTef C tools Telefoonkosten
WBedAss C other Assurantiekosten
WAfs C other Afschrijvingen op vaste activa
WFbeRls C other Rentelasten en soortgelijke kosten
WFbeRlm N - Rentebaten en soortgelijke opbrengsten
WOvb N - Overige bedrijfsopbrengsten
WBel N - Belastingen over de winst
"""

NL = """
4001 C people+ Bruto lonen
4012 C people+ Werkgeversdeel sociale lasten
4021 C people+ Ingeleend personeel
4044 C hiring+ Wervingskosten personeel
4045 C training+ Studie- en opleidingskosten
4110 C other Huur onroerend goed
4330 C other Telefoon
4305 C tools+ Contributies/abonnementen
4360 C tools+ Automatiseringskosten
4401 C other Brandstof vrachtauto's
4411 C travel+ Brandstof personenauto's
4505 C loyalty+ Relatiegeschenken
4510 C travel+ Reis- en verblijfkosten
4515 C entertainment+ Representatiekosten
"""

SAGE_UK = """
4000 R - Sales type A
4200 N - Sales of assets
4904 N - Rent income
5000 C other Materials purchased
5100 C other Carriage
6000 C other Productive labour
6002 C agency Sub-contractors
6100 C commissions+ Sales commissions
6200 C advertising+ Sales promotions
6201 C advertising+ Advertising
6202 C loyalty+ Gifts and samples
6203 C advertising+ P.R. (literature and brochures)
7000 C people+ Gross wages
7006 C people+ Employers N.I.
7008 C hiring+ Recruitment expenses
7100 C other Rent
7300 C travel+ Fuel and oil
7400 C travel+ Travelling
7403 C entertainment+ U.K. entertainment
7502 C tools Telephone
7603 C agency Professional fees
7901 C other Bank charges
8001 C other Plant and machinery depreciation
8100 C other Bad debt write off
8203 C training+ Training costs
"""

PCN = """
6121 C agency Sous-traitance générale (non incorporée aux ouvrages et produits)
6131 C commissions+ Commissions et courtages
6132 C tools+ Services informatiques
61333 C other Frais de comptes et commissions bancaires
61341 C other Honoraires juridiques, de contentieux et assimilés
6148 C other Autres assurances
61511 C advertising+ Annonces et insertions
61513 C advertising+ Foires et expositions
61514 C loyalty+ Cadeaux à la clientèle
61516 C other Dons courants
615212 C travel+ Personnel
61522 C other Frais de déménagement de l'entreprise
61523 C travel+ Missions
61524 C entertainment+ Réceptions et frais de représentation
61531 C other Frais postaux
61532 C tools Frais de télécommunication
6162 C other Transports sur ventes
6171 C people+ Personnel intérimaire
6182 C training+ Frais de formation, colloques, séminaires, conférences
61851 C other Fournitures administratives et de bureau
62111 C people+ Salaires de base
6231 C people+ Charges sociales couvrant les pensions
6332 C other DCV sur installations techniques et machines
6413 C tools+ Licences informatiques
6462 C other TVA non récupérable
65521 C other Intérêts sur comptes bancaires
6711 N - IRC - exercice courant
7033 R - Prestations de services non visées ci-dessus
7061 R - Ventes de marchandises
7411 N - Concessions
142 result - Résultat de l'exercice
"""

PUBLISHED = {"skr03": SKR03, "skr04": SKR04, "bas": BAS, "ns4102": NS4102, "snc": SNC, "rgs": RGS,
             "nl": NL, "sage_uk": SAGE_UK, "pcn": PCN}  # fmt: skip


def rows(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Number, side, category and name of every account of a plan above."""
    for line in PUBLISHED[name].strip().splitlines():
        number, side, category, label = line.split(" ", 3)
        yield number, side, category, label


def taken_for(name: str, number: str, label: str) -> tuple[str, str]:
    """The side of an account and its category, with a + where it is selling by default."""
    plan = load_plan(name)
    side = plan.side(number)
    if side != COST:
        return SIDES.get(side, side), "-"
    rule = plan.rules.account(number)
    assert rule is not None
    said = plan.rules.label(label) if rule.by_label else None
    rule = said if said and said.selling else rule
    return SIDES[side], rule.category + "+" * rule.selling


def test_every_plan_is_held_against_its_published_list() -> None:
    assert set(PUBLISHED) == set(plan_names())
    assert {name: len({row[0] for row in rows(name)}) < 12 for name in PUBLISHED} == (
        dict.fromkeys(PUBLISHED, False)
    )


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_account_is_taken_for_what_its_name_says(name: str) -> None:
    wanted = {number: (side, category) for number, side, category, _ in rows(name)}
    assert {number: taken_for(name, number, label) for number, _, _, label in rows(name)} == wanted


NEVER = ("Abschreibung", "Zins", "Avskrivning", "rente", "depreciação", "Juros", "Afschrijving",
         "depreciation", "Körperschaftsteuer", "skatt", "Forderungsverlust", "imparidade",
         "dubieuze", "Bad debt", "DCV sur", "Intérêts", "förluster")  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_depreciation_interest_taxes_and_bad_debts_are_no_selling(name: str) -> None:
    found = {
        label: taken_for(name, number, label)[1]
        for number, _, _, label in rows(name)
        if any(word in label for word in NEVER)
    }
    assert set(found.values()) <= {"other", "-"}, found


def test_rates_of_accounts_that_take_vat_out_by_themselves() -> None:
    skr03 = {"3091": 7, "3738": 19, "2406": 19, "8516": 7, "8519": 19, "8750": 7, "8760": 19,
             "8310": 7, "8315": 19, "4600": 0, "8410": 19, "8726": 19}  # fmt: skip
    skr04 = {"5191": 7, "5738": 19, "6286": 19, "6936": 19, "4566": 7, "4569": 19, "4750": 7,
             "4760": 19, "4310": 7, "4315": 19, "6600": 0, "4726": 19}  # fmt: skip
    for name, rates in (("skr03", skr03), ("skr04", skr04)):
        assert {number: load_plan(name).rate(number) for number in rates} == rates
