"""Small random rubrics with sheets, entries and decisions, always the same for a seed; some of them block, none is refused."""
import random

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<rubric xmlns="urn:x-sizhou:rubric:1" schema-version="1.1" id="fuzz" version="1" '
        'event-kind="contest" xml:lang="en"><metadata><title>Fuzz</title></metadata>')
MODES = ("half-up", "half-even", "down", "up")


def titled(name, id, inner="", **attributes):
    """An element with a title; attributes without a value are left out."""
    text = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items() if value is not None)
    return f'<{name} id="{id}"{text}><title>{id}</title>{inner}</{name}>'


class Field:
    """One item on a sheet: who writes it and what."""

    def __init__(self, id, panel, module, draw, chance=1.0, factor=False):
        self.id, self.panel, self.module, self.draw, self.chance, self.factor = id, panel, module, draw, chance, factor


class Fuzz:
    def __init__(self, seed):
        self.chance = random.Random(f"fuzz {seed}")
        self.fields, self.judges, self.missing = [], {}, {}
        self.turns = self.likely(0.3)
        self.rounds_items = self.likely(0.25)
        self.roundings = [(stage, self.chance.randint(0, 3), self.chance.choice(MODES))
                          for stage in ("judge", "component", "product", "panel", "module", "round", "final") if self.likely(0.35)]
        if self.rounds_items:
            self.roundings.insert(0, ("item", self.chance.randint(0, 1), self.chance.choice(MODES)))
        panels = self.panels()
        modules = "".join(self.module(f"m{number}") for number in range(2 if self.likely(0.5) else 1))
        self.modules = sorted({field.module for field in self.fields})
        rounds = self.rounds()
        self.rubric = (f"{HEAD}<panels>{panels}</panels><modules>{modules}</modules><rounds>{rounds}</rounds>{self.results()}</rubric>\n")
        self.sheets, self.entries, self.decisions = self.tables()

    def likely(self, odds):
        return self.chance.random() < odds

    # Who marks.

    def aggregate(self):
        method = self.chance.choice(("mean", "trimmed-mean", "trimmed-sum", "median", "sum", "best-of"))
        more = {"method": method}
        if method.startswith("trimmed"):
            more["drop-high"], more["drop-low"] = self.chance.choice(((1, 0), (0, 1), (1, 1)))
            more.update({"min-judges": 3, "if-fewer": "mean"})
        if method == "best-of":
            more["best"] = 2
        if self.turns and self.likely(0.5):
            more.update(self.placing())
            if self.likely(0.3):
                more["within"] = "all"
        return "<aggregate" + "".join(f' {key}="{value}"' for key, value in more.items()) + "/>"

    def placing(self):
        kind = self.chance.choice(("rank", "points", "share"))
        more = {"as": kind}
        if kind == "points":
            more["points"] = "12 10 8.5 -1"
        if kind != "share" and self.likely(0.5):
            more["tied"] = self.chance.choice(("average", "best"))
        if kind != "share" and self.likely(0.3):
            more["first"] = self.chance.choice(("highest", "lowest"))
        return more

    def panels(self):
        panels, doubled = [], self.likely(0.15)
        for number in range(self.chance.randint(1, 2)):
            id = f"p{number}"
            self.missing[id] = self.chance.choice((None, "absent", "zero"))
            if doubled and number == 0:
                scheme = self.chance.choice(("2+1", "2+1+arbitration"))
                parts = ["first", "second", "third"] + (["arbiter"] if scheme.endswith("arbitration") else [])
                self.judges[id] = list(zip("ABCD", parts))
                inner = f'<double scheme="{scheme}" tolerance="{self.chance.choice((1, 3, 10))}" per="{self.chance.choice(("sheet", "item"))}"/>'
            else:
                self.judges[id] = [(f"J{number}{judge}", id) for judge in range(self.chance.randint(1, 6))]
                self.chance.shuffle(self.judges[id])
                inner = self.aggregate()
            panels.append(titled("panel", id, inner, missing=self.missing[id]))
        self.judges["office"] = [("O", "office")]
        return "".join(panels) + titled("panel", "office", '<aggregate method="single"/>')

    def is_doubled(self, panel):
        return self.judges[panel][0][1] == "first"

    # What is marked.

    def module(self, id):
        """Criteria with items, then what concerns the module as a whole."""
        ranks = self.likely(0.15)
        criteria = "".join(self.criterion(f"{id}c{number}", id, ranks) for number in range(self.chance.randint(1, 2) if len(self.judges) < 3 else 2))
        limit = "PT30M" if self.likely(0.3) else None
        return titled("module", id, criteria + self.extras(id, ranks, limit), panel="p0", time_limit=limit)

    def criterion(self, id, module, ranks):
        names = [name for name in self.judges if name != "office"]
        # Every panel marks something: who has not yet comes first.
        idle = [name for name in names if all(field.panel != name for field in self.fields)]
        panel = self.chance.choice(idle or names)
        own = self.aggregate() if self.likely(0.3) and not self.is_doubled(panel) else ""
        items = "".join(self.item(f"{id}i{number}", panel, module, ranks) for number in range(self.chance.randint(1, 3)))
        return titled("criterion", id, own + items, panel=panel)

    def item(self, id, panel, module, ranks):
        draw, more = self.chance, {}
        if self.likely(0.3):
            more["times"] = draw.choice(("2", "0.5", "1/3", "-1", "20/3"))
        if self.likely(0.15):
            more["base"] = draw.choice(("5", "-2.5"))
        kind = "rank" if ranks else draw.choice(("points", "points", "levels", "measure", "linear", "given", "count", "checklist"))
        factor = kind != "checklist" and self.likely(0.2)
        if factor:
            more["factor"] = "optional"
        if self.likely(0.15):
            more["nv"] = "absent"
        own = self.aggregate() if self.likely(0.25) and not self.is_doubled(panel) else ""

        def field(value, name=id):
            self.fields.append(Field(name, panel, module, self.sometimes(value, "NP" if kind != "rank" else None, more.get("nv")), factor=factor))

        if kind == "checklist":
            field(lambda: str(draw.randint(0, 1)), id + "s")
            field(lambda: draw.choice(("0", "0.5", "1")), id + "t")
            own += f'<step id="{id}s" points="5"><text>s</text></step><step id="{id}t" points="2.5" partial="true"><text>t</text></step>'
        elif kind == "levels":
            field(lambda: str(draw.randint(0, 2)))
            own += '<level value="0" points="0"/><level value="1" points="4.5"/><level value="2" points="10"/>'
        elif kind in ("measure", "linear"):
            field(lambda: str(draw.randint(400, 600) / 10))
            more.update({"max": "10", "unit": "g", "decimals": "1", "target": "50"})
            own += '<band within="2" points="10"/><band within="5" points="3.5"/>' if kind == "measure" else '<linear at="6" each="1.35"/>'
        elif kind == "points":
            field(lambda: str(draw.randint(-4, 40) / 2))
            more.update({"min": "-2", "max": "20", "step": "0.5"})
        else:
            field({"rank": lambda: str(draw.randint(2, 10) / 2), "count": lambda: str(draw.randint(0, 9)),
                   "given": lambda: str(draw.randint(-50, 200) / 10)}[kind])
        return titled("measure" if kind == "linear" else kind, id, own, **more)

    def sometimes(self, value, *others):
        """A value, now and then one of the words that stand for none."""
        words = [word for word in others[:1] if word] + (["NV"] if others[1:] == ("absent",) else [])
        return lambda: self.chance.choice(words) if words and self.likely(0.04) else value()

    def extras(self, module, ranks, limit):
        draw, parts = self.chance, []
        off = lambda: draw.choice((None, "total"))
        if self.likely(0.3):
            parts.append(titled("deduct", f"{module}d", panel="office", each="0.5", every=draw.choice(("1", "0.5")), grace=draw.choice((None, "1.5")),
                                count=draw.choice(("full", "started")), limit="4", per="piece", off=off(), disqualify_over=draw.choice((None, "9"))))
            self.fields.append(Field(f"{module}d", "office", module, lambda: str(draw.randint(0, 100) / 10), 0.6))
        if self.likely(0.2):
            parts.append(titled("deduct", f"{module}e", '<band over="0" to="2" points="1"/><band over="2" points="3"/>', panel="office", per="piece"))
            self.fields.append(Field(f"{module}e", "office", module, lambda: str(draw.randint(0, 40) / 10), 0.6))
        if limit:
            parts.append(titled("deduct", f"{module}k", panel="office", each="0.25", per="minute", count=draw.choice(("full", "started")), **{"from": "clock"}))
        if self.likely(0.3) and not ranks:
            parts.append(titled("bonus", f"{module}b", panel="office", max="5", step="0.5"))
            self.fields.append(Field(f"{module}b", "office", module, lambda: str(draw.randint(0, 10) / 2), 0.6))
        for letter, effects, odds in (("v", ("zero-module", "zero-round", "zero-total", "disqualify"), 0.15), ("w", ("zero-criterion",), 0.3),
                                      ("x", ("cap-module", "cap-total"), 0.3)):
            if self.likely(0.25):
                effect = draw.choice(effects)
                parts.append(titled("veto", module + letter, panel="office", confirmations=draw.choice((1, 1, 2)), effect=effect,
                                    ref=f"{module}c0" if effect == "zero-criterion" else None, cap="7.25" if effect.startswith("cap") else None))
                self.fields.append(Field(module + letter, "office", module, lambda odds=odds: "1" if self.likely(odds) else "0", 0.6))
        effect = draw.choice((None, None, "subtract-each-award", "subtract"))
        # The office marks something in every rubric.
        if not any("office" in part and "from=" not in part for part in parts) and module == "m0":
            effect = effect or "subtract"
        if effect:
            parts.append(titled("given", f"{module}g", panel="office", effect=effect, optional="true", off=off() if effect == "subtract" else None))
            self.fields.append(Field(f"{module}g", "office", module, lambda: str(draw.randint(0, 3)), 0.6))
        return "".join(parts)

    # How it becomes a result.

    def rounds(self):
        self.plan, text = [], []
        for number in range(self.chance.randint(1, 3)):
            uses = self.modules if number == 0 else self.chance.sample(self.modules, self.chance.randint(1, len(self.modules)))
            runs, combine = self.chance.choice((1, 1, 2, 3)), self.chance.choice(("best", "mean", "sum", "last"))
            more = {"runs": runs, "combine": combine, "missing": self.chance.choice(("absent", "zero")),
                    "run-missing": self.chance.choice(("absent", "zero"))}
            if combine != "last" and self.likely(0.4):
                more["best"] = self.chance.randint(1, runs)
            if self.likely(0.2):
                more["times"] = "1/3"
            if number and self.likely(0.2):
                more["restart"] = "true"
            if self.likely(0.2):
                more.update(self.placing())
            inner = "".join(f'<use module="{use}"{self.chance.choice(("", "", " times=" + chr(34) + "0.25" + chr(34)))}/>' for use in uses)
            text.append(titled("round", f"r{number}", inner, **more))
            self.plan.append((f"r{number}", uses, runs))
        return "".join(text)

    def results(self):
        best = f' best-rounds="{self.chance.randint(1, len(self.plan))}"' if self.likely(0.3) else ""
        parts = [f'<rounding stage="{stage}" decimals="{decimals}" mode="{mode}"/>' for stage, decimals, mode in self.roundings]
        if self.likely(0.15):
            parts.append('<median-scale at="50" factor="0.5"/>')
        if self.likely(0.3):
            parts.append('<pass><total min="10"/><module ref="m0" min="5"/><round ref="r0" min="3"/></pass>')
        self.order = self.chance.choice(("ascending", "descending"))
        parts.append(f'<ranking order="{self.order}" '
                     f'numbering="{self.chance.choice(("1224", "1223", "1334", "fractional"))}">{self.tie_breaks()}</ranking>')
        if self.likely(0.5):
            parts.append(self.awards())
        return f"<results{best}>{''.join(parts)}</results>"

    def tie_breaks(self):
        steps = [f'by="{by}"' for by in self.chance.sample(("fewest-deductions", "next-run", "unrounded", "highest-judge", "countback", "most-judges",
                                                            "dropped", "highest-median", "shortest-time"), self.chance.randint(0, 3))]
        item = self.chance.choice([field.id for field in self.fields if "i" in field.id and field.id[-1] not in "st"] or ["m0"])
        for step in ('by="round" ref="r0"', 'by="module" ref="m0"', 'by="criterion" ref="m0c0"', f'by="item" ref="{item}"' if item != "m0" else None):
            if step and self.likely(0.3):
                steps.append(step + self.chance.choice(("", "", ' order="ascending"')))
        return "".join(f"<tie-break {step}/>" for step in steps)

    def awards(self):
        enlarged = self.chance.choice(("keeps", "shrinks"))
        within = self.chance.choice(("", ' tied-within="2"'))
        least = self.chance.choice((None, "8"))
        last = "9" if self.order == "ascending" else "5"
        return (f'<awards at-tie="{self.chance.choice(("include", "exclude"))}" enlarged="{enlarged}"{within}>'
                + titled("award", "gold", top=1, min_total=least) + titled("award", "silver", ratio=40, ratio_round=self.chance.choice(("down", "up", "nearest")))
                + titled("award", "all", min_total=last, scope="overall") + titled("award", "best", top=1, best_in="m0", scope="overall") + "</awards>")

    # What comes in.

    def tables(self):
        sheets, entries = ["entry,round,run,panel,judge,item,value"], ["entry,division,lot,round,run,item,status,factor,base,start,finish"]
        divided = self.likely(0.4)
        for number in range(self.chance.randint(2, 7)):
            entry = f"E{number}"
            entries.append(f"{entry},{self.chance.choice('AB') if divided else ''},{number},,,,,,,,")
            if self.likely(0.05):
                entries.append(f"{entry},,,,,,{self.chance.choice(('withdrawn', 'absent', 'disqualified'))},,,,")
            for field in self.fields:
                if field.factor and self.likely(0.6):
                    entries.append(f"{entry},,,,,{field.id},,{self.chance.choice(('1.5', '2', '0.7'))},{self.chance.choice(('', '1', '-0.5'))},,")
            for round, uses, runs in self.plan:
                self.cell(entry, round, uses, runs, sheets, entries)
        decisions = ["entry,decision,value,by,reason"] + [f"E{number},veto-confirmed,1,chief,seen" for number in range(7)
                                                         if f"E{number}" in {line.split(",")[0] for line in sheets} and self.likely(0.5)]
        return tuple("\n".join(lines) + "\n" for lines in (sheets, entries, decisions))

    def cell(self, entry, round, uses, runs, sheets, entries):
        if self.likely(0.1):
            return
        for run in range(1, runs + 1):
            if runs > 1 and self.likely(0.1):
                entries.append(f"{entry},,,{round},{run},,not-started,,,,")
                continue
            entries.append(f"{entry},,,{round},{run},,,,,09:00:00,09:{self.chance.randint(20, 40)}:{self.chance.randint(10, 59)}")
            for panel, judges in self.judges.items():
                for judge, part in judges:
                    if self.missing.get(panel) and not self.is_doubled(panel) and self.likely(0.06):
                        continue
                    for field in self.fields:
                        if field.panel == panel and field.module in uses and self.likely(field.chance):
                            sheets.append(f"{entry},{round},{run},{part},{judge},{field.id},{field.draw()}")


def written(folder, seed):
    """The files of one seed."""
    fuzz = Fuzz(seed)
    paths = [folder / name for name in ("rubric.xml", "sheets.csv", "entries.csv", "decisions.csv")]
    for path, text in zip(paths, (fuzz.rubric, fuzz.sheets, fuzz.entries, fuzz.decisions)):
        path.write_text(text, "utf-8")
    return paths
