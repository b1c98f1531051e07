"""Parts of a page that are not its article by the names that publishing systems give them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.html.walk import Frame

# Classes of the element that holds what a reader wrote, nothing else.
COMMENT_BODIES = frozenset((
    "comment-content", "comment-body", "comment-text", "comment_content", "comment_body",
    "comment_text", "commentcontent", "commentbody", "commenttext", "comment__content",
    "comment__body", "comment__text", "comment-message", "comment__message", "comment-copy",
    "comment-entry", "comment-bodytext", "c-comment__body", "dsq-comment-message",
    "dsq-comment-body", "fyre-comment", "comments-comment-body", "user-comment-text",
    "wp-block-comment-content",
))  # fmt: skip
# Classes and ids of what holds all comments.
COMMENT_LISTS = frozenset(
    "comments comment-list commentlist comments-area comments-list comments__list disqus_thread "
    "comment-section comments-section commentarea wp-block-comments wp-block-comment-template"
    .split()
)
_COMMENTS, _CONSENT = "among readers' comments", "in a notice on cookies"
_AUTHOR, _SUBSCRIBE = "in a box about the author", "in a box to subscribe"
# What may stand below a short article and hold nearly as much.
_BELOW = frozenset((_AUTHOR, _SUBSCRIBE))
_SOURCEPOINT = "sp_message"  # `sp_message_container_812345`
# Of services: nobody puts an article there.
_SERVICES = frozenset(("disqus_thread",))
# Classes and ids of WordPress, its plugins, Squarespace, Substack, Naver, and of services. Common
# words (`related`, `widget`, `caption`) are none of them: they also name what holds an article.
_REASONS = {
    **dict.fromkeys(COMMENT_BODIES | COMMENT_LISTS | {"respond", "comments-block"}, _COMMENTS),
    **dict.fromkeys(
        "author-bio author-bio-box author-box authorbox about-author post-author-bio abh_box "
        "saboxplugin-wrap m-a-box ts-fab-wrapper wp-block-post-author-biography "
        "pp-multiple-authors-boxes-wrapper".split(),
        _AUTHOR,
    ),
    **dict.fromkeys(
        "jp-relatedposts wp-block-jetpack-related-posts yarpp yarpp-related crp_related outbrain "
        "taboola trc_related_container sharedaddy addtoany_content wp-block-latest-posts".split(),
        "among links to other articles",
    ),
    **dict.fromkeys(
        "mc_embed_signup jetpack_subscription_widget wp-block-jetpack-subscriptions "
        "subscription-widget-wrap newsletter-signup newsletter-form paywall-barrier "
        "subscription-required-wall".split(),
        _SUBSCRIBE,
    ),
    **dict.fromkeys(
        "wp-caption-text wp-element-caption image-caption image-caption-wrapper caption-text "
        "img_desc".split(),
        "below a picture",
    ),
    **dict.fromkeys(
        "onetrust-banner-sdk onetrust-consent-sdk didomi-host didomi-notice didomi-popup "
        "cybotcookiebotdialog cookie-law-info-bar "
        "cmplz-cookiebanner qc-cmp2-container fc-consent-root usercentrics-root cmpbox "
        "truste_overlay iubenda-cs-banner borlabscookiebox".split(),
        _CONSENT,
    ),
}
# Letters and lines outside: else such a part is what the page is about, as in a forum. Boxes and
# captions are a small part of a page.
_ENOUGH, _LINES, _SMALL = 250, 2, 3


def find_named(frames: list[Frame], kept: list[int], texts: list[str]) -> dict[int, str]:
    """Those of the kept lines that stand in such a part, with the reason.

    None where hardly a line stands elsewhere, or the page's headline stands in one. A thread may
    hold more than its article, a box about its author or to subscribe that stands below it as much;
    of other parts none counts where they hold more than a third of the rest: a picture story is in
    its captions.
    """
    known: dict[int, str] = {}
    found = {i: why for i in kept if (why := _reason(frames[i], known))}
    if not found:
        return found
    asked = {i: _CONSENT for i, why in found.items() if why is _CONSENT}
    if asked:  # however little else the page shows, it is not about that
        is_all = len(asked) == len(kept)
        if is_all or any(f[0].tag == "h1" and _reason(f, known) is _CONSENT for f in frames):
            return {}
        rest = [i for i in kept if i not in asked]
        return asked | find_named(frames, rest, texts)
    sizes = [len(texts[i]) for i in kept if i not in found]
    outside = sum(sizes)
    if outside < _ENOUGH or len(sizes) < _LINES:
        return {}
    if any(frame[0].tag == "h1" and _reason(frame, known) for frame in frames):
        return {}
    comments = [i for i, why in found.items() if why is _COMMENTS]
    if sum(len(texts[i]) for i in comments) > outside and _is_one(frames, comments):
        return {}
    last = max(i for i in kept if i not in found)
    below = [i for i, why in found.items() if why in _BELOW and i > last]
    if sum(len(texts[i]) for i in below) > outside:
        below = []
    sure = dict.fromkeys(comments, _COMMENTS) | {i: found[i] for i in below}
    others = sum(len(texts[i]) for i in found if i not in sure)
    return found if others * _SMALL <= outside else sure


def _is_one(frames: list[Frame], comments: list[int]) -> bool:
    """Whether all comments stand in one element of such a name and none within: no thread."""
    holders = set()
    for i in comments:
        frame: Frame | None = frames[i]
        while frame is not None and not _reason_of(frame[0]):
            frame = frame[1]
        if frame is not None and frame[0].get("id") in _SERVICES:
            return False
        holders.add(id(frame))
    return len(holders) == 1


def _reason(frame: Frame | None, known: dict[int, str]) -> str:
    """What an element or one around it is; empty for none. known: of those that were asked."""
    passed = []
    answer = ""
    while frame is not None:
        number = id(frame)
        if number in known:
            answer = known[number]
            break
        passed.append(number)
        answer = _reason_of(frame[0])
        if answer:
            break
        frame = frame[1]
    known.update(dict.fromkeys(passed, answer))
    return answer


def _reason_of(element: Any) -> str:
    names = element.get("class")
    if names:
        for name in names.lower().split():
            if name in _REASONS:
                return _REASONS[name]
    name = element.get("id", "").lower()
    return _CONSENT if name.startswith(_SOURCEPOINT) else _REASONS.get(name, "")
