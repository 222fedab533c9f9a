"""What formats for training carry that know one sentence at a time."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import NO_PLACE, Fitting
from border_annotator.domain.loss import LossKind
from border_annotator.domain.outward import MENTIONS
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from border_annotator.domain.foreign import ForeignEvent
    from border_annotator.domain.outgoing import Outgoing


def in_sentences(outgoing: Outgoing) -> Fitting:
    """The article with spans on whole tokens, and relations and roles between spans of one sentence.

    Nothing that is said about events or the article stays, no role that an event fills, no further mention.
    """
    fitting = Fitting(outgoing, holds_kept=False)
    fitting.drop_layout()
    for span in list(fitting.spans.values()):
        if span.layer == MENTIONS:
            fitting.drop_span(span.id, LossKind.SPAN, NO_PLACE)
    fitting.align(outgoing.words)
    fitting.drop_over_sentences(outgoing.sentences)
    ends = [words[-1].end for words in outgoing.sentences]

    def sentence(key: str) -> int:
        place = fitting.place(key)
        return -1 if place is None else bisect_right(ends, place.start)

    def far(event: ForeignEvent, _role: str, target: str) -> str | None:
        return None if sentence(event.id) == sentence(target) else say("what fills it stands in another sentence")

    in_events, far_away = say("an event cannot fill a role"), LossKind.SENTENCE
    fitting.drop_arguments(lambda _event, _role, key: in_events if key in fitting.events else None, LossKind.ROLE)
    fitting.drop_arguments(far, far_away)
    fitting.drop_relations(
        lambda r: r.source in fitting.spans and r.target in fitting.spans and sentence(r.source) == sentence(r.target)
    )
    fitting.keep_of_events()
    fitting.keep_of_article()
    return fitting
