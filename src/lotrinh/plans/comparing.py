"""Two texts of one plan, sentence by sentence and word by word."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from lotrinh.plans.carrying import paired_sentences
from lotrinh.plans.models import PlanVersion, Sentence


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that both texts hold, or only the earlier, or only the later."""

    text: str
    is_old: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One sentence of the later text beside the earlier one's; `old` None: it is new, `new` None: it is gone."""

    old: Sentence | None
    new: Sentence | None
    words: tuple[Words, ...] = ()
    """Of a changed sentence."""

    @property
    def is_changed(self) -> bool:
        return bool(self.words)

    @property
    def is_same(self) -> bool:
        return self.old is not None and self.new is not None and not self.words


def compare(old: PlanVersion, new: PlanVersion) -> list[Compared]:
    """Every sentence of the later text in its order, those of the earlier one that are gone where they stood."""
    pairs = paired_sentences(old, new)
    old_of = {after.pk: (before, same) for before, after, same in pairs}
    kept = {before.pk for before, _, _ in pairs}
    gone = _gone_after(list(old.sentences.in_order().select_related("block")), kept)
    found = [Compared(sentence, None) for sentence in gone.get(None, [])]
    for sentence in new.sentences.in_order().select_related("block"):
        before, same = old_of.get(sentence.pk, (None, False))
        changed = before is not None and not same
        found.append(Compared(before, sentence, words_of(before.text, sentence.text) if changed else ()))
        found += [Compared(one, None) for one in gone.get(before.pk if before else 0, [])]
    return found


def _gone_after(sentences: list[Sentence], kept: set[int]) -> dict[int | None, list[Sentence]]:
    """Sentences that no later one is paired with, by the kept sentence before them (None: before the first)."""
    last, found = None, {}
    for sentence in sentences:
        if sentence.pk in kept:
            last = sentence.pk
        else:
            found.setdefault(last, []).append(sentence)
    return found


def words_of(old: str, new: str) -> tuple[Words, ...]:
    """What was taken out, put in and left, in reading order."""
    before, after = old.split(), new.split()
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Words(" ".join(after[k:m])))
            continue
        if i < j:
            found.append(Words(" ".join(before[i:j]), is_old=True))
        if k < m:
            found.append(Words(" ".join(after[k:m]), is_new=True))
    return tuple(found)
