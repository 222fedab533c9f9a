"""What names of labels, types, roles and attributes usually mean in data sets and tools that many use."""

from __future__ import annotations

from border_annotator.domain.mapping import Becomes

# Keys are folded (see ``plain``): small letters and digits alone. Of several names the schema's first is the guess
# for what is no entity; an entity gets the one that its words are known by.
LABELS: dict[str, tuple[Becomes, tuple[str, ...]]] = {
    **dict.fromkeys(("per", "pers", "person", "persons", "human", "individual"), (Becomes.ENTITY, ("PERSON",))),
    **dict.fromkeys(
        ("org", "orgs", "organization", "organizations", "organisation", "institution", "agency", "corporation"),
        (Becomes.ENTITY, ("CIVIL_ORG", "GOVERNMENT", "BORDER_AGENCY", "MILITARY", "INTL_ORG", "ARMED_GROUP")),
    ),
    **dict.fromkeys(("company", "com", "media", "ngo", "newspaper"), (Becomes.ENTITY, ("CIVIL_ORG",))),
    **dict.fromkeys(("gov", "government", "ministry"), (Becomes.ENTITY, ("GOVERNMENT",))),
    **dict.fromkeys(("gpe", "geopoliticalentity"), (Becomes.ENTITY, ("PLACE", "COUNTRY"))),
    **dict.fromkeys(("country", "nation", "state"), (Becomes.ENTITY, ("COUNTRY",))),
    **dict.fromkeys(
        ("loc", "location", "locations", "place", "city", "town", "region", "geo"),
        (Becomes.ENTITY, ("PLACE", "COUNTRY", "BORDER", "CROSSING_POINT")),
    ),
    **dict.fromkeys(("norp", "nationality", "demonym", "gentilic"), (Becomes.ENTITY, ("NATIONALITY", "PEOPLE"))),
    **dict.fromkeys(
        ("fac", "facility", "building", "structure"), (Becomes.ENTITY, ("INFRASTRUCTURE", "CROSSING_POINT"))
    ),
    **dict.fromkeys(("law", "document", "treaty", "legal"), (Becomes.ENTITY, ("LAW_DOC",))),
    **dict.fromkeys(
        ("wea", "weapon", "veh", "vehicle", "product", "equipment", "goods"), (Becomes.ENTITY, ("EQUIPMENT",))
    ),
    **dict.fromkeys(("position", "jobtitle", "occupation", "profession"), (Becomes.ENTITY, ("ROLE",))),
    **dict.fromkeys(("group", "crowd", "migrants", "peoplegroup"), (Becomes.ENTITY, ("PEOPLE",))),
    **dict.fromkeys(("mil", "army", "armedforces"), (Becomes.ENTITY, ("MILITARY",))),
    **dict.fromkeys(("militia", "terroristgroup", "rebelgroup"), (Becomes.ENTITY, ("ARMED_GROUP",))),
    **dict.fromkeys(("mention", "span", "words", "argument", "arg"), (Becomes.WORDS, ())),
    **dict.fromkeys(("title", "segment", "boilerplate", "heading", "paragraph"), (Becomes.LEFT_OUT, ())),
    **dict.fromkeys(("cardinal", "count"), (Becomes.FIGURE, ("count",))),
    **dict.fromkeys(("ordinal",), (Becomes.FIGURE, ("ordinal",))),
    **dict.fromkeys(("percent", "percentage", "pct"), (Becomes.FIGURE, ("percent",))),
    **dict.fromkeys(("money", "currency", "monetary"), (Becomes.FIGURE, ("money",))),
    **dict.fromkeys(
        ("figure", "quantity", "number", "num", "numeric", "amount", "value", "measure", "figurequantity"),
        (Becomes.FIGURE, ()),
    ),
    **dict.fromkeys(
        ("date", "time", "tim", "timex", "timex3", "tmp", "datetime", "temporal", "duration", "figuretemporal"),
        (Becomes.TIME, ()),
    ),
}

TYPES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("die", "death", "killing", "kill", "drowning", "fatality"), ("Incident.Death",)),
    **dict.fromkeys(
        ("attack", "injure", "injury", "violence", "assault", "bodilyharm", "shooting", "fight", "causeharm"),
        ("Incident.Violence",),
    ),
    **dict.fromkeys(
        (
            "arrest",
            "arrestjail",
            "jail",
            "chargeindict",
            "charge",
            "convict",
            "sentence",
            "sentencing",
            "trial",
            "trialhearing",
            "releaseparole",
            "imprison",
            "prison",
            "extradite",
        ),
        ("Legal.Arrest",),
    ),
    **dict.fromkeys(("detention", "detain", "detaining", "hold", "holding"), ("Crossing.Detention",)),
    **dict.fromkeys(("pushback", "turnback", "prevententry", "returning", "deport"), ("Crossing.Pushback",)),
    **dict.fromkeys(("attempt", "crossing", "illegalcrossing", "irregularcrossing"), ("Crossing.Attempt",)),
    **dict.fromkeys(("entry", "illegalentry", "irregularentry"), ("Crossing.Entry",)),
    **dict.fromkeys(("smuggling", "smuggle", "trafficking", "traffic"), ("Crossing.Smuggling",)),
    **dict.fromkeys(("closure", "close", "closing", "shut", "borderclosure"), ("BorderControl.Closure",)),
    **dict.fromkeys(("reopen", "reopening", "borderopening"), ("BorderControl.Reopening",)),
    **dict.fromkeys(("fence", "wall", "barrier"), ("BorderControl.Barrier",)),
    **dict.fromkeys(("checks", "bordercheck", "bordercontrol"), ("BorderControl.Checks",)),
    **dict.fromkeys(("deploy", "deployment", "mobilize", "mobilise", "mobilization"), ("Force.Deployment",)),
    **dict.fromkeys(("exercise", "militaryexercise", "drill"), ("Force.Exercise",)),
    **dict.fromkeys(("sanction", "sanctions", "legislation", "policy", "measure"), ("Policy.Measure",)),
    **dict.fromkeys(("agreement", "signagreement", "agree", "signing", "treatysigning"), ("Diplomacy.Agreement",)),
    **dict.fromkeys(("expel", "expulsion", "expeldiplomats"), ("Diplomacy.Expulsion",)),
    **dict.fromkeys(
        ("accuse", "accusation", "criticism", "criticize", "blame", "condemn", "judgmentcommunication"),
        ("Diplomacy.Accusation",),
    ),
    **dict.fromkeys(("support", "supporting", "endorse", "endorsement"), ("Diplomacy.Support",)),
    **dict.fromkeys(("aid", "assistance", "assist", "rescue", "rescuing", "giveaid"), ("Aid.Assistance",)),
    **dict.fromkeys(("hybrid", "sabotage", "jamming", "airspaceviolation"), ("Hybrid.Activity",)),
}

# Of several roles the first that the event's type has.
_DOERS = (
    "authority",
    "perpetrator",
    "sender",
    "provider",
    "accuser",
    "supporter",
    "party",
    "participant",
    "instigator",
)
_DONE_TO = (
    "victim",
    "person",
    "defendant",
    "accused",
    "supported",
    "recipient",
    "beneficiary",
    "target",
    "force",
    "affected",
)
ROLES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("agent", "actor", "doer", "subject", "arg0"), _DOERS),
    **dict.fromkeys(("attacker", "killer", "perpetrator"), ("perpetrator", "accuser", "instigator", "authority")),
    **dict.fromkeys(("patient", "theme", "undergoer", "object", "arg1"), _DONE_TO),
    **dict.fromkeys(("victim", "killed", "injured"), ("victim", "person", "target", "affected")),
    **dict.fromkeys(("person", "people", "migrant", "migrants"), ("person", "victim", "defendant", "beneficiary")),
    **dict.fromkeys(("target",), ("target", "victim", "accused", "person")),
    **dict.fromkeys(("place", "location", "loc", "where"), ("place",)),
    **dict.fromkeys(
        ("time", "date", "when", "timewithin", "timestarting", "timeending", "timeholds", "timebefore", "timeafter"),
        ("time",),
    ),
    **dict.fromkeys(("instrument", "means", "weapon"), ("instrument", "means", "item")),
    **dict.fromkeys(("destination", "goal"), ("destination", "place")),
    **dict.fromkeys(("origin", "startingpoint"), ("origin",)),
    **dict.fromkeys(("adjudicator", "prosecutor", "court", "jailer", "police", "plaintiff"), ("authority", "accuser")),
    **dict.fromkeys(("crime", "offence", "offense", "charges"), ("offence",)),
    **dict.fromkeys(("penalty", "sentence", "punishment"), ("penalty",)),
    **dict.fromkeys(("giver", "donor", "provider", "helper"), ("provider", "sender")),
    **dict.fromkeys(("recipient", "beneficiary"), ("recipient", "beneficiary", "supported")),
    **dict.fromkeys(("money", "amount", "price", "cost"), ("amount", "cost", "count")),
    **dict.fromkeys(("artifact", "item", "thing"), ("item", "force", "person")),
    **dict.fromkeys(("count", "number", "quantity", "figure", "cardinality"), ("count", "amount", "length")),
    **dict.fromkeys(("entity", "participant", "party"), ("party", "participant", "person")),
    **dict.fromkeys(("topic", "issue", "content"), ("topic", "content", "measure")),
    **dict.fromkeys(("speaker", "reporter", "source", "sourceofclaim"), ("source",)),
    **dict.fromkeys(("cause", "reason", "purpose", "because"), ("cause", "reason")),
    **dict.fromkeys(("crossingpoint", "checkpoint", "post"), ("crossing_point", "place")),
}

FIELDS: dict[str, str] = {
    **dict.fromkeys(("modality", "factuality", "realis", "tense", "certainty", "speculation", "status"), "status"),
    **dict.fromkeys(("polarity", "negation", "negated", "neg"), "polarity"),
    **dict.fromkeys(("genericity", "generic"), "genericity"),
    **dict.fromkeys(("attribution", "evidentiality"), "attribution"),
    **dict.fromkeys(("severity", "intensity"), "severity"),
    **dict.fromkeys(("mode", "subtype"), "mode"),
    **dict.fromkeys(("mention", "mentiontype", "mentionlevel", "level"), "mention"),
    **dict.fromkeys(("link", "kbid", "identifier", "entitylink"), "link"),
    **dict.fromkeys(("value", "numericvalue", "number", "low"), "value"),
    **dict.fromkeys(("min", "minimum"), "min"),
    **dict.fromkeys(("max", "maximum", "high"), "max"),
    **dict.fromkeys(("unit", "units"), "unit"),
    **dict.fromkeys(("counted", "countednoun"), "counted"),
    **dict.fromkeys(("norm", "normvalue", "timexval", "normalized"), "norm"),
    **dict.fromkeys(("comparator", "modifier"), "comparator"),
    **dict.fromkeys(("change",), "change"),
    **dict.fromkeys(("bound",), "bound"),
    **dict.fromkeys(("note", "comment"), "note"),
}

VALUES: dict[str, dict[str, str]] = {
    "status": {
        **dict.fromkeys(("asserted", "actual", "past", "factual", "certain", "happened", "false"), "occurred"),
        **dict.fromkeys(("present", "current", "continuing"), "ongoing"),
        **dict.fromkeys(("future", "intended", "announced"), "planned"),
        **dict.fromkeys(
            ("other", "possible", "uncertain", "speculated", "believed", "true", "conditional"), "hypothetical"
        ),
        **dict.fromkeys(("reported", "claimed", "allegation"), "alleged"),
        **dict.fromkeys(("refuted", "rejected"), "denied"),
    },
    "polarity": {
        **dict.fromkeys(("true", "yes", "neg", "negated", "no"), "negative"),
        **dict.fromkeys(("false", "pos", "affirmative"), "positive"),
    },
    "genericity": {"true": "generic", "false": "specific"},
    "mention": {**dict.fromkeys(("name", "named", "proper"), "NAM"), **dict.fromkeys(("nominal", "noun"), "NOM")},
}
