"""Headings of payrolls, by what stands under them, in eleven languages; compared as folded."""

from __future__ import annotations

import re

from roi_model.reading.text.wording import fold

TOTAL = re.compile(
    r"\bcouts? (?:totale? |global |complet |salarial )*(?:pour l )?(?:employeur|entreprise)\b"
    r"|\bcouts? (?:total|global|salarial)\b|\b(?:total |full )?employer(?: s)? (?:total )?costs?\b"
    r"|\btotal (?:payroll |employment |labou?r )?costs?\b|\bcost to (?:the )?(?:company|employer)\b"
    r"|\b(?:ag|arbeitgeber) ?(?:gesamt)?kosten\b|\bgesamtkosten(?: arbeitgeber)?\b"
    r"|\bcoste (?:total )?(?:de la )?empresa\b|\bcosto (?:totale )?(?:azienda|aziendale)\b"
    r"|\bcusto (?:total )?(?:da )?empresa\b|\b(?:totale )?werkgeverskosten\b"
    r"|\bcouts? charges?\b|\b(?:fully )?loaded (?:costs?|salary)\b|\bvollkosten\b"
    r"|\btotale? (?:loonkosten|lonnskostnad|lonekostnad\w*)\b|\bloonkosten totaal\b"
    r"|\b(?:loneomkostning|lonomkostning|lonekostnad|lonnskostnad)(?:er)?\b"
    r"|\bkoszt (?:calkowity |laczny )?pracodawcy\b|\bpersonalkostnad(?:er)? totalt\b"
)
CHARGES = re.compile(
    r"\b(?:charges|cotisations|contributions|cot|part)(?: sociales)? (?:patronales?|employeur)\b"
    r"|\b(?:employer|company|er)(?: s| paid)* (?:social |payroll |retirement |health )*"
    r"(?:tax(?:es)?|contributions?|charges|nic?s?|pension|fica|benefits?|match(?:ing)?|401 ?k"
    r"|health|medical|medicare|insurance|futa|suta|sui|superannuation)\b"
    r"|\b(?:mutuelle|prevoyance|retraite|avantages?)(?: part)? (?:patronale?s?|employeur)\b"
    r"|\b(?:ag|arbeitgeber) ?(?:anteile?|beitrage?|sv)\b|\bsozialabgaben (?:ag|arbeitgeber)\b"
    r"|\bseguridad social (?:a cargo de la )?empresa\b|\bcuota (?:patronal|empresa)\b"
    r"|\bcontributi (?:carico )?(?:azienda|ditta|datore)\b|\boneri sociali\b"
    r"|\bencargos (?:sociais )?(?:da )?(?:empresa|entidade patronal)\b|\btsu empresa\b"
    r"|\bwerkgevers ?(?:lasten|premies?|bijdragen?)\b|\bpremies? werkgever\b"
    r"|\barb(?:ets|eids)giv(?:ar|er)avgift(?:er)?\b|\bsociala avgifter\b"
    r"|\b(?:zus|skladk[ai]|narzuty|ppk|fp|fgsp)(?: \w+)? pracodawcy\b|^aga$"
    r"|^(?:atp|pension) (?:arbejdsgiver|firma)\b"
)
WITHHELD = re.compile(
    r"\b(?:charges|cotisations|contributions|cot|part)(?: sociales)? (?:salariales?|salarie)\b"
    r"|\bretenues?\b|\bprelevement a la source\b|^pas$|\bnet social\b|\bdeductions?\b|\bwithh\w+\b"
    r"|\b(?:lohn|einkommen)steuer\b|\b(?:an|arbeitnehmer) ?anteile?\b|^irpf$|\bretencion(?:es)?\b"
    r"|^irs$|^irpef$|\btrattenute\b|\bloonheffing\b|\bdescontos\b|^(?:paye )?tax(?:es)?$|^impots?$"
    r"|\binhouding(?:en)?\b|\bpremies? werknemer\b|\babzuge?\b|\britenute\b"
    r"|\bcontributi (?:carico )?(?:dipendente|lavoratore)\b"
    r"|\bseguridad social (?:a cargo del |del )?trabajador\b|\bseguranca social trabalhador\b"
    r"|^(?:preliminar|a )?(?:skatt|skat)$|\bskatte?trekk\b|\bforskuddstrekk\b|\bam bidrag\b"
    r"|\bzaliczka\b|\b(?:zus|skladk[ai]|ppk) pracownika\b"
    r"|\bincome tax\b|\bemployee(?: s)? (?:tax(?:es)?|contributions?|nic?s?|pension|fica)\b"
)
GROSS = re.compile(
    r"^(?:total |montant |salaires? |remunerations? |traitements? )*bruts?(?: mensuel| total)?$"
    r"|^(?:total )?gross(?: pay| salary| salaries| wages?| earnings)?$"
    r"|^(?:gesamt)?brutto(?:lohn|gehalt|bezuge)?$|^(?:salario |sueldo |total )?bruto$"
    r"|^(?:stipendio |retribuzione |totale )?lord[oa]$"
    r"|^(?:vencimento |salario )?(?:bruto|iliquido)$"
    r"|^bruto ?(?:loon|salaris)$|^(?:total )?(?:devengado|devengos)$|^total iliquido$"
    r"|^(?:brutto ?(?:lon|lonn)|lonn? brutto|am pligtig lon)$|^brutto$"
    r"|^(?:wynagrodzenie|placa|pensja) brutto$"
)
NET = re.compile(
    r"^(?:total |montant |salaires? )*nets?(?: a payer| paye| verse| imposable)?\b(?! ht)"
    r"|^(?:total )?net(?: pay| salary| wages?)?$|\btake home\b"
    r"|^netto(?:lohn|gehalt|bezuge)?$|^auszahlungsbetrag$|^(?:salario |total )?(?:neto|liquido)$"
    r"|^(?:stipendio |retribuzione |totale )?nett[oa]$|^netto ?(?:loon|salaris)$"
    r"|^(?:vencimento |salario )?liquido(?: a percibir| a receber)?$"
    r"|^netto (?:in busta|a pagare|uitbetaald)$|\buit te betalen\b"
    r"|^netto ?(?:lon|lonn)$|^att utbetala$|^(?:til )?utbetal(?:t|ing)$|^til udbetaling$"
    r"|^(?:kwota )?do wyplaty$|^(?:wynagrodzenie |placa )?netto$"
)
_PAID = re.compile(
    r"\b(?:matricule|salarie\w*|salaires?|paie|bulletins?|employe\w*|collaborat\w+|payroll|salary"
    r"|salaries|wages?|staff|mitarbeiter\w*|personalnummer|lohn|gehalt|\w+lohn|\w+gehalt|empleado\w*"
    r"|trabajador\w*|nomina|sueldo|salario|dipendent\w+|stipendio|retribuzione|funcionario\w*"
    r"|trabalhador\w*|vencimento|medewerker\w*|werknemer\w*|\w*loon|\w*salaris)\b"
    r"|\b(?:gross|net) pay\b|\bpay (?:period|date|day|run|slip)\b|\bpayslips?\b"
    r"|\b(?:anstalld\w*|ansatt\w*|medarbejder\w*|pracowni\w+|wynagrodzeni\w+|placa|pensja)\b"
    r"|\b(?:brutto|netto)?(?:lon|lonn)\b|\b(?:arbets|arbeids|arbejds)giv\w+\b"
)
FRENCH = re.compile(r"\b(?:brut\w*|couts?|charges|cotisations|nets? a payer|salari\w+|paie)\b")


def is_pay(heading: str) -> bool:
    """Whether a heading is of pay, or of who is paid.

    >>> is_pay("Annual salary"), is_pay("Salarié"), is_pay("Annual cost")
    (True, True, False)
    """
    return _PAID.search(fold(heading)) is not None
