"""What of a narrative is somebody else's words.

Victims paste the lender's own message (G5) and quote the collector; many of them share those words
because one collector sent them. Own narration alone feeds the template index; the quoted part is
kept apart as a sign of a common sender.
"""

import re

__all__ = ["quoted_spans"]

QUOTES = re.compile(
    r"“[^“”]{8,400}”|「[^「」]{8,400}」|『[^『』]{8,400}』|\"[^\"\n]{8,400}\"|‘[^‘’]{8,400}’"
    # a text message opens with its sender in brackets and rarely runs over a line
    r"|【[^【】\n]{2,20}】[^\n【】“”「」]{0,160}"
)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    r"""Half-open ranges of quoted or pasted words, sorted, not overlapping.

    Examples
    --------
    >>> text = "他发短信：【速云贷】您的借款已逾期，请立即处理！\n我很害怕"
    >>> [text[a:b] for a, b in quoted_spans(text)]
    ['【速云贷】您的借款已逾期，请立即处理！']
    """
    return [match.span() for match in QUOTES.finditer(text)]
