"""The words of one language: templates filled with values, plural forms, dates, numbers and lists.

Only the templates of the strings file can hold markup (`**strong**`) and placeholders (`{name}`). A value is
inserted as it stands and never read again, so nothing that a person typed can become either.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from hepgen.errors import Diagnostic, InvalidPack
from hepgen.handout.blocks import Phrase, Span

Value = str | int | float
"""What fills a placeholder; numbers are written the language's way."""

MASCULINE = "_masculine"
"""`{side_masculine}`: the word for a side beside a masculine noun, in languages in which the two agree."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_STRONG = "**"


def strings_file(language: str) -> str:
    """The file that holds the strings of a language, as named in messages."""
    return f"templates/strings/{language}.toml"


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values in the places of their names, once: what looks like a placeholder in a value stays.

    Raises:
        KeyError: The template names a value that is not given.
    """
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def upper_first(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


class Texts:
    """All words of a handout in one language.

    Keys are dotted paths into the strings file ("fridge.title"). A missing key, or a template that asks for a
    value nobody gives, is refused as `InvalidPack`; there is no fallback to another language.
    """

    def __init__(self, strings: Mapping[str, object], language: str) -> None:
        self.language = language
        self._strings = strings

    def say(self, key: str, **values: Value) -> str:
        """The filled template as plain text."""
        return "".join(span.text for span in self.phrase(key, **values))

    def phrase(self, key: str, **values: Value) -> Phrase:
        """The filled template with its strong parts; the value `n` chooses from a table of plural forms."""
        return self._filled(key, self._template(key, values), values)

    def lines(self, key: str, **values: Value) -> tuple[str, ...]:
        """A list of templates, each filled, as plain text."""
        return tuple("".join(span.text for span in phrase) for phrase in self.phrases(key, **values))

    def phrases(self, key: str, **values: Value) -> tuple[Phrase, ...]:
        """A list of templates, each filled, with their strong parts."""
        return tuple(self._filled(key, template, values) for template in self._list(key))

    def number(self, value: float) -> str:
        """A number with at most two decimal places, and no more than it needs."""
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", self._word("format.decimal"))

    def count(self, n: int) -> str:
        """A small number in words ("four"), a larger one in figures."""
        words = self._list("format.numbers")
        return words[n] if 0 <= n < len(words) else self.number(n)

    def span(self, low: float, high: float) -> str:
        """Both ends of a range in words ("3 to 5"), or the one number."""
        if low == high:
            return self.number(low)
        return self.say("format.range", low=low, high=high)

    def join(self, items: Sequence[str]) -> str:
        """A list in running text ("a, b and c")."""
        if len(items) < 2:
            return "".join(items)
        head = self._word("format.list_separator").join(items[:-1])
        return head + self._word("format.list_last") + items[-1]

    def date(self, day: dt.date) -> str:
        """A date in full ("23 November 2026")."""
        return self._date("format.date", day)

    def day_month(self, day: dt.date) -> str:
        """A date of the near future ("3 January")."""
        return self._date("format.day_month", day)

    def short_date(self, day: dt.date) -> str:
        """A date for a narrow column ("23 Nov")."""
        return self._date("format.short_date", day)

    def weekday(self, day: dt.date) -> str:
        """The day's name ("Monday")."""
        return self._list("format.weekdays")[day.weekday()]

    def short_weekday(self, day: dt.date) -> str:
        """The day's name for a narrow column ("Mon")."""
        return self._list("format.short_weekdays")[day.weekday()]

    def _date(self, key: str, day: dt.date) -> str:
        month = day.month - 1
        return self.say(
            key,
            day=str(day.day),
            month=self._list("format.months")[month],
            short_month=self._list("format.short_months")[month],
            year=str(day.year),
        )

    def _filled(self, key: str, template: str, values: Mapping[str, Value]) -> Phrase:
        words = {name: value if isinstance(value, str) else self.number(value) for name, value in values.items()}
        parts = template.split(_STRONG)
        if len(parts) % 2 == 0:
            raise self._invalid(key, f"A pair of {_STRONG} is not closed.")
        try:
            filled = [fill(part, words) for part in parts]
        except KeyError as missing:
            raise self._invalid(key, f"No value is given for {{{missing.args[0]}}}.") from None
        return tuple(Span(text, strong=place % 2 == 1) for place, text in enumerate(filled) if text)

    def _template(self, key: str, values: Mapping[str, Value]) -> str:
        entry = self._entry(key)
        if isinstance(entry, Mapping) and "n" in values:
            return self._word(f"{key}.{'one' if values['n'] == 1 else 'other'}")
        return self._word(key)

    def _word(self, key: str) -> str:
        entry = self._entry(key)
        if not isinstance(entry, str):
            raise self._invalid(key, "A text is expected.")
        return entry

    def _list(self, key: str) -> Sequence[str]:
        entry = self._entry(key)
        if not isinstance(entry, Sequence) or isinstance(entry, str):
            raise self._invalid(key, "A list of texts is expected.")
        return entry

    def _entry(self, key: str) -> object:
        entry: object = self._strings
        for name in key.split("."):
            if not isinstance(entry, Mapping) or name not in entry:
                raise self._invalid(key, "This text is missing.")
            entry = entry[name]
        return entry

    def _invalid(self, key: str, what: str) -> InvalidPack:
        return InvalidPack([Diagnostic(strings_file(self.language), key, what)])


def check_strings(strings: Mapping[str, object], reference: Mapping[str, object], file: str) -> tuple[Diagnostic, ...]:
    """What keeps a strings file from standing in for the reference file: missing, unknown or differing texts.

    A text differs when it is empty where the reference is not, is a list of another length, asks for other values, or
    leaves a `**` open. Only a singular may leave out its number, which can be a word ("one minute").
    """
    known, found = dict(_leaves(reference)), dict(_leaves(strings))
    problems = [Diagnostic(file, key, "This text is missing.") for key in known if key not in found]
    problems += [Diagnostic(file, key, "This text is unknown.") for key in found if key not in known]
    for key in known.keys() & found.keys():
        theirs, ours = known[key], found[key]
        if len(theirs) != len(ours):
            problems.append(Diagnostic(file, key, f"This list has {len(ours)} texts.", str(len(theirs))))
        else:
            may_lack = {"n"} if key.endswith(".one") else set()
            for pair in zip(theirs, ours, strict=True):
                problems += [Diagnostic(file, key, what) for what in _differences(*pair, may_lack)]
    return tuple(sorted(problems, key=lambda problem: problem.field))


def _differences(theirs: str, ours: str, may_lack: set[str]) -> Iterator[str]:
    """What is wrong with one text beside the reference's."""
    wanted, used = set(_PLACEHOLDER.findall(theirs)), set(_PLACEHOLDER.findall(ours))
    if theirs.strip() and not ours.strip():
        yield "This text is empty."
        return
    for name in sorted(used - wanted):
        yield f"The placeholder {{{name}}} is unknown here."
    for name in sorted(wanted - used - may_lack):
        yield f"The placeholder {{{name}}} is missing."
    if ours.count(_STRONG) % 2:
        yield f"A pair of {_STRONG} is not closed."


def _leaves(strings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, entry in strings.items():
        key = f"{prefix}{name}"
        if isinstance(entry, Mapping):
            yield from _leaves(entry, f"{key}.")
        elif isinstance(entry, str):
            yield key, (entry,)
        elif isinstance(entry, Sequence):
            yield key, tuple(map(str, entry))
