"""Rows for a task's templates, made from what the templates do with each variable.

A template is rendered with probes, which note how they are used: indexed by a number, stripped, compared
with a text, used as an index themselves. From that follows a type for every variable, and from the
type values that are different in every row. What comes out need not make sense; both harnesses see
the same rows.
"""

import json
import re

import jinja2
import jinja2.meta

ROWS = {"train": 9, "validation": 6, "test": 6}
COUNT = 9
TEXTS = [
    "Plain words here", "It's a \"quoted\" one", "tail of blanks  ", " lead and\nline two", "naïve 東京 👋",
    "a. 'b' {c} [d] 100%", "x\ty", "Ünïcödé — dash", "The answer is (B).",
]
LETTERS = ["A", "B", "C", "D"]
STRING_METHODS = {
    "strip", "lstrip", "rstrip", "split", "replace", "lower", "upper", "capitalize", "title",
    "startswith", "endswith", "join", "find", "format", "rsplit", "splitlines", "removesuffix",
}


class Use:
    """How a variable, or a part of one, is used."""

    def __init__(self):
        self.kinds = set()
        self.members = {}
        self.item = None
        self.length = 0
        self.candidates = []
        self.in_order = False
        self.smallest = 0
        self.largest = 1
        self.cut = 0

    def member(self, name):
        self.kinds.add("dict")
        return self.members.setdefault(name, Use())

    def element(self):
        self.item = self.item or Use()
        return self.item


class Probe:
    def __init__(self, use):
        object.__setattr__(self, "_use", use)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name in STRING_METHODS:
            self._use.kinds.add("str")
            return lambda *a, **k: TextProbe(self._use)
        if name in ("index", "count"):
            self._use.kinds.add("list")
            return self.position_of
        if name in ("items", "keys", "values"):
            raise AttributeError(name)
        return Probe(self._use.member(name))

    def position_of(self, value):
        """The items of a list in which a value is looked for, and the value, are letters."""
        self._use.element().candidates = list(LETTERS)
        self._use.in_order = True
        if hasattr(value, "_use"):
            value._use.candidates = list(LETTERS)
        return 0

    def __getitem__(self, key):
        if isinstance(key, slice):
            self._use.kinds.add("slice")
            for bound in (key.start, key.stop):
                if isinstance(bound, Probe):
                    bound._use.kinds.add("index")
                elif isinstance(bound, int):
                    self._use.cut = max(self._use.cut, bound)
            return TextProbe(self._use)
        if isinstance(key, str):
            return Probe(self._use.member(key))
        if isinstance(key, Probe):
            key = key.__index__()
        self._use.kinds.add("list")
        self._use.length = max(self._use.length, key + 1 if key >= 0 else -key)
        return Probe(self._use.element())

    def __index__(self):
        self._use.kinds.add("index")
        return 0

    def __int__(self):
        self._use.kinds.add("digits")
        return 1

    def __float__(self):
        self._use.kinds.add("digits")
        return 1.0

    def __iter__(self):
        self._use.kinds.add("list")
        yield Probe(self._use.element())
        yield Probe(self._use.element())

    def __len__(self):
        self._use.kinds.add("list")
        return 2

    def __bool__(self):
        return True

    def __contains__(self, value):
        self._use.kinds.add("str")
        return False

    def __eq__(self, other):
        if not isinstance(other, Probe) and other not in self._use.candidates:
            self._use.candidates.append(other)
        return False

    __hash__ = object.__hash__

    def __add__(self, other):
        self._use.kinds.add("int" if isinstance(other, int) else "str")
        return 1 if isinstance(other, int) else TextProbe(self._use)

    __radd__ = __add__

    def __sub__(self, other):
        self._use.kinds.add("int")
        if isinstance(other, int):
            self._use.smallest = max(self._use.smallest, other)
            self._use.largest = max(self._use.largest, other + 1)
        return 0

    def __rsub__(self, other):
        self._use.kinds.add("int")
        return 0

    def __lt__(self, other):
        self._use.kinds.add("int")
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def __str__(self):
        self._use.kinds.add("shown")
        return "probe"


class TextProbe(str):
    """A text that came out of a probe: whatever is done with it is done with a text."""

    def __new__(cls, use):
        return str.__new__(cls, "probe text")

    def __init__(self, use):
        self._use = use


def value(use, row, salt=0):
    kinds = use.kinds
    if use.candidates:
        return use.candidates[(row + salt) % len(use.candidates)]
    if "dict" in kinds and "list" not in kinds:
        return {name: value(part, row, salt + i) for i, (name, part) in enumerate(use.members.items())}
    if "list" in kinds:
        length = max(use.length, 4)
        item = use.item or Use()
        if "dict" in kinds:
            return {name: value(part, row, salt + i) for i, (name, part) in enumerate(use.members.items())}
        if use.in_order:
            return list(LETTERS[:length])
        return [value(item, row, salt + 17 * i + i + 1) for i in range(length)]
    if kinds & {"index", "int"}:
        return use.smallest + (row + salt) % (use.largest - use.smallest + 1)
    if "digits" in kinds and "str" not in kinds:
        return str(1 + (row + salt) % 3)
    text = f"{TEXTS[(row * 5 + salt) % len(TEXTS)]} {row}.{salt}"
    # What is cut off leaves something.
    return " ".join([text] * (1 + use.cut // len(text)))


ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
ENVIRONMENT.filters["regex_replace"] = lambda text, *a, **k: re.sub(a[0], a[1], str(text))


def is_template(text):
    return isinstance(text, str) and ("{{" in text or "{%" in text)


def is_column(text):
    return isinstance(text, str) and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_\-]*( [a-z0-9_]+)?", text)


class Rows:
    """The rows of one task."""

    def __init__(self, config):
        self.config = config
        self.uses = {}
        fields = dict(config)
        shots = config.get("fewshot_config") or {}
        templates = [fields.get(k) for k in
                     ("doc_to_text", "doc_to_target", "doc_to_choice", "description", "gen_prefix")]
        templates += [shots.get(k) for k in ("doc_to_text", "doc_to_target", "doc_to_choice")]
        for template in templates:
            if is_template(template):
                self.probe(template)
        for pipeline in config.get("filter_list") or []:
            for step in pipeline["filter"]:
                if step["function"] == "multi_choice_regex":
                    self.uses.setdefault("choices", Use()).kinds.add("list")
        self.columns()

    def probe(self, source):
        names = jinja2.meta.find_undeclared_variables(ENVIRONMENT.parse(source))
        for name in names:
            self.uses.setdefault(name, Use())
        try:
            ENVIRONMENT.from_string(source).render({n: Probe(self.uses[n]) for n in names})
        except Exception:
            pass  # what was noted until then counts

    def columns(self):
        """Fields of the configuration that are names of columns."""
        config = self.config
        choice = config.get("doc_to_choice")
        text, target = config.get("doc_to_text"), config.get("doc_to_target")
        if is_column(text):
            self.uses.setdefault(text, Use())
        if is_column(choice):
            self.uses.setdefault(choice, Use()).kinds.add("list")
        path = re.fullmatch(r"\{\{\s*(\w+(?:\.\w+)*)\s*\}\}", choice) if isinstance(choice, str) else None
        if path:
            first, *rest = path[1].split(".")
            use = self.uses.setdefault(first, Use())
            for name in rest:
                use = use.member(name)
            use.kinds.add("list")
        lone = re.fullmatch(r"\{\{\s*(\w+)\s*\}\}", target) if isinstance(target, str) else None
        if lone and choice is not None and self.uses[lone[1]].kinds <= {"shown"}:
            # A text would be none of the choices.
            if not self.uses[lone[1]].candidates:
                self.uses[lone[1]].kinds.add("int")
        if is_column(target):
            use = self.uses.setdefault(target, Use())
            if choice is not None and not use.candidates and not use.kinds:
                use.kinds.add("int")

    def rows(self, count, offset):
        return [{name: value(use, index + offset, salt) for salt, (name, use) in
                 enumerate(sorted(self.uses.items()))} | {"row": index + offset}
                for index in range(count)]

    def splits(self):
        """Rows for every split that the task names."""
        config = self.config
        shots = config.get("fewshot_config") or {}
        names = [config.get(k) for k in ("training_split", "validation_split", "test_split", "fewshot_split")]
        names.append(shots.get("split"))
        splits = {}
        for index, name in enumerate(dict.fromkeys(n for n in names if n)):
            splits[name] = self.rows(COUNT, 11 * index)
        return splits


def problems(config, rows):
    """What keeps the templates from rendering a row, if anything."""
    import ast
    for row in rows:
        for key in ("doc_to_text", "doc_to_target", "doc_to_choice"):
            source = config.get(key)
            if not is_template(source):
                continue
            try:
                text = ENVIRONMENT.from_string(source).render(row)
                if key == "doc_to_choice":
                    ast.literal_eval(text)
            except Exception as error:
                return f"{key}: {type(error).__name__}: {error}"
    return None


def dumps(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
