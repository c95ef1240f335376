"""Whether a word is right as it is written, listed or made of listed ones."""

from typing import Final

from openmoderator.detect.text.autocorrect.dictionary import Dictionary

_PREFIXES: Final = (
    "un", "re", "non", "anti", "pre", "over", "under", "multi", "micro", "mini", "super", "sub",
    "inter", "semi", "mega", "cyber", "auto", "bio", "eco", "geo", "neuro", "photo", "tele",
)  # fmt: skip
_SUFFIXES: Final = ("ness", "less", "like", "wise", "ship", "hood", "proof", "friendly", "ish")
_PLURAL_AFTER: Final = frozenset("abcdefghijklmnopqrtuvw")
_SHORTEST_PART: Final = 4
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

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is to be left as it is."""
        return bool(self.count(word)) or word in _NET or self._is_made_of_words(word)

    def _is_made_of_words(self, word: str) -> bool:
        if word.endswith("s") and len(word) > _SHORTEST_PART and word[-2] in _PLURAL_AFTER:
            return bool(self.count(word[:-1])) or word[:-1] in _NET
        return self._is_derived(word) or self._is_compound(word)

    def _is_derived(self, word: str) -> bool:
        stems = [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
        stems += [word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix)]
        return any(len(stem) >= _SHORTEST_PART and self.count(stem) >= _COMMON for stem in stems)

    def _is_compound(self, word: str) -> bool:
        """`livestream`: two common words of four letters or more."""
        return any(
            self.count(word[:at]) >= _COMMON and self.count(word[at:]) >= _COMMON
            for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        )
