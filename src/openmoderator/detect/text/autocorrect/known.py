"""Whether a word is right as it is written, listed or made of listed ones."""

import re
import unicodedata
from typing import Final

from openmoderator.detect.text.autocorrect.dictionary import Dictionary

_PREFIXES: Final = (
    "un", "re", "non", "anti", "pre", "over", "under", "multi", "micro", "mini", "super", "sub",
    "inter", "semi", "mega", "cyber", "auto", "bio", "eco", "geo", "neuro", "photo", "tele",
)  # fmt: skip
_SUFFIXES: Final = ("ness", "less", "like", "wise", "ship", "hood", "proof", "friendly", "ish")
_PLURAL_AFTER: Final = frozenset("abcdefghijklmnopqrtuvw")
_ENDINGS: Final = ("d", "ed", "ing", "er", "ers")
_AMERICAN: Final = tuple(
    (re.compile(theirs), ours)
    for theirs, ours in (
        ("or", "our"),
        ("([iy])z", r"\1s"),
        ("(?<=[bt])er(?=s?$)", "re"),
        ("l(?=(?:ed|ing|ers?)$)", "ll"),
    )
)
"""How words are spelled there, and in the list, which is British for many of them."""
_SHORTEST_PART: Final = 4
_SHORTEST_COMPOUND: Final = 9
_COMMON: Final = 5_000_000
_NET_WORDS: Final = """
lol lmao lmfao rofl omg omfg wtf btw imo imho tbh idk irl brb afk ngl smh fyi asap pls plz thx
ty np gg wp ez dm dms pm tl dr ok okay yep yup nope nah yeah hmm hm huh meh ugh eww haha hahaha
hehe aww wow whoa gonna wanna gotta kinda sorta dunno lemme gimme cuz coz tho thru y'all yall
bro bruh sis dude vlog vlogs vlogger vlogging emoji emojis selfie selfies meme memes hashtag
hashtags unfollow retweet retweets subreddit upvote upvotes downvote crypto bitcoin blockchain
ethereum nft nfts tiktok instagram whatsapp youtube youtuber youtubers snapchat reddit discord
netflix spotify uber covid vape vaping vegan vegans gluten podcast podcasts livestream streamer
streamers noob noobs newbie nerf nerfed buff buffed fanfic fanfics cosplay anime manga otaku
hoodie hoodies barista latte quinoa kombucha kimchi ramen sriracha hummus pesto tofu matcha
login logout username usernames backend frontend plugin plugins dropdown checkbox tooltip
signup timestamp config repo repos github linux ubuntu debian python javascript
"""
_NET: Final = frozenset(_NET_WORDS.split())
"""Words of the net and of the last decades that the list of books and pages of 2006 lacks."""


class Vocabulary:
    """What counts as a word."""

    def __init__(self, words: Dictionary) -> None:
        self.count = words.count
        self._contraction = words.contraction

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is to be left as it is."""
        if self._contraction(word):
            return False
        return self._is_listed(word) or self._is_made_of_words(word)

    def _is_listed(self, word: str) -> bool:
        if self.count(word) or word in _NET:
            return True
        if not word.isascii():
            return bool(self.count(_without_accents(word)))
        return any(self.count(theirs.sub(ours, word)) for theirs, ours in _AMERICAN)

    def _is_made_of_words(self, word: str) -> bool:
        if any(word.removesuffix(ending) in _NET for ending in _ENDINGS):
            return True
        if word.endswith("s") and len(word) > _SHORTEST_PART and word[-2] in _PLURAL_AFTER:
            return self._is_listed(word[:-1])
        return self._is_derived(word) or self._is_compound(word)

    def _is_derived(self, word: str) -> bool:
        stems = [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
        stems += [word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix)]
        return any(len(stem) > _SHORTEST_PART and self.count(stem) >= _COMMON for stem in stems)

    def _is_compound(self, word: str) -> bool:
        """`livestream`: two common words of four letters or more, and no `wonderfull`."""
        return not word.endswith("full") and any(
            self.count(word[:at]) >= _COMMON and self.count(word[at:]) >= _COMMON
            for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
            if len(word) >= _SHORTEST_COMPOUND
        )


def _without_accents(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if sign.isalpha())
