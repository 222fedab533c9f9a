"""What of an article a reviewer has looked at: text that was never read must not pass for text that says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, spans_of
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.mask import Mask, mask_of
from border_annotator.domain.sentences import sentences_of
from border_annotator.domain.span import Span, trimmed

if TYPE_CHECKING:
    from border_annotator.domain.article import Article


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``parts`` were reviewed, in order and apart; ``empty`` are the sentences in them that hold no annotation."""

    parts: tuple[Span, ...]
    empty: tuple[Span, ...]


def reviewed_parts(article: Article, text: str) -> Reviewed:
    """What was reviewed of an article in a reviewer's layer.

    Of an article that is done that is all but what is masked; of one in progress the sentences in which the reviewer
    laid or rejected anything; of others nothing.
    """
    mask = mask_of(article.layout)
    sentences = [sentence for sentence in sentences_of(text) if not mask.touches(sentence)]
    laid = Mask(span for annotation in article.annotations() for span in spans_of(annotation))
    if article.review is ReviewState.DONE:
        seen, parts = sentences, _unmasked(article, text)
    elif article.review is ReviewState.IN_PROGRESS:
        decided = Mask([anchor_of(a) for a in article.annotations()] + [r.span for r in article.rejections])
        seen = [sentence for sentence in sentences if decided.touches(sentence)]
        parts = tuple(seen)
    else:
        return Reviewed((), ())
    return Reviewed(parts, tuple(sentence for sentence in seen if not laid.touches(sentence)))


def _unmasked(article: Article, text: str) -> tuple[Span, ...]:
    header = [segment.span for segment in article.layout.segments if segment.label == "date_header"]
    parts, begin = [], 0
    for masked in sorted([*(part.span for part in article.layout.boilerplate), *header]):
        parts.append(trimmed(text, begin, masked.start))
        begin = max(begin, masked.end)
    parts.append(trimmed(text, begin, len(text)))
    return tuple(part for part in parts if part is not None)
