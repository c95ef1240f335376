"""Made sentences about groups of people, to train hate apart from words that only look like it.

A small grammar of our own: derogation, threats, exclusion, questions, pronouns and misspellings
on one side; on the other the same words in neutral or kind sentences, negations, counter speech,
reports, things, trades and plain swearing. The words are mild on purpose.
"""

import random
from collections.abc import Callable, Iterator
from typing import Final

from scripts.training.functional_words import (
    FAULTS,
    GROUPS,
    HARMS,
    MOODS,
    OPENINGS,
    PRAISES,
    THINGS,
    TRADES,
)

Group = tuple[str, str, str]
Maker = Callable[[random.Random, Group], str]


def _pick(source: random.Random, choices: str) -> str:
    return source.choice(choices.split("|"))


def derogation(s: random.Random, g: Group) -> str:
    return f"{s.choice(OPENINGS)}{g[0]} are {s.choice(MOODS)}{s.choice(FAULTS)}"


def dislike(s: random.Random, g: Group) -> str:
    verb = _pick(
        s,
        "I hate|I despise|I can't stand|I really loathe|I fucking hate|I detest|we all hate|"
        "nobody needs|I feel sick around|I am so tired of|I have nothing but contempt for|"
        "there is nothing worse than|I never trust|fuck|screw|to hell with|I spit on",
    )
    return f"{verb} {_pick(s, '|all |those |these |all those ')}{g[0]}"


def sickening(s: random.Random, g: Group) -> str:
    feeling = _pick(
        s,
        "make me sick|disgust me|make me want to throw up|make my skin crawl|make me so angry|"
        "ruin everything|have no place here|should go back to where they came from|"
        "do not belong here|spread like a disease|only want our money|deserve what they get",
    )
    return f"{s.choice(OPENINGS)}{g[0]} {feeling}"


def threat(s: random.Random, g: Group) -> str:
    must = _pick(s, "should be|must be|need to be|ought to be|will be|have to be|deserve to be")
    whom = f"{s.choice(OPENINGS)}{_pick(s, '|all |these |every one of those ')}{g[0]}"
    return f"{whom} {must} {s.choice(HARMS)}"


def vow(s: random.Random, g: Group) -> str:
    vow_text = _pick(
        s,
        "I am going to hurt|I will punch|I'd love to kick|someone should shoot|we should get rid "
        "of|let's beat up|I want to kill|we will come for|I swear I will stab|time to hunt down|"
        "let's throw out|nobody would miss|burn down the house of",
    )
    object_text = _pick(s, f"the next {g[1]} I see|all {g[0]}|every {g[1]}|a {g[1]}|those {g[0]}")
    return f"{vow_text} {object_text}"


def denial(s: random.Random, g: Group) -> str:
    tail = _pick(
        s,
        "do not deserve rights|don't deserve to live|are not welcome here|are no human beings|"
        "should never be allowed to vote|must not raise children|have never achieved anything|"
        "should not be allowed to marry|can't be trusted|are not normal|will never be our equals|"
        "should not exist|do not deserve any help|have no right to be here",
    )
    return f"{s.choice(OPENINGS)}{g[0]} {tail}"


def singular(s: random.Random, g: Group) -> str:
    fault = _pick(s, "stupid|filthy|dirty|disgusting|worthless|ugly|dumb|fucking|lazy|pathetic")
    return _pick(
        s,
        f"you {fault} {g[1]}|shut up, you {fault} {g[1]}|typical {g[1]}, {fault} as always|"
        f"what a {fault} {g[2]} pig|go and die, {g[1]}|you are just another {fault} {g[1]}|"
        f"some {fault} {g[1]} sat next to me, I had to wash my hands|get lost, you {g[2]} scum|"
        f"being {g[2]} is a disease|it is shameful to be {g[2]}|of course the {g[1]} lied again|"
        f"a {g[1]} can never be my boss|a {g[1]} belongs in a cage|no {g[1]} is worth a cent",
    )


def pronoun(s: random.Random, g: Group) -> str:
    first = _pick(
        s,
        f"Our new neighbours are {g[0]}.|So many {g[0]} in this town.|There are {g[0]} at my "
        f"school.|I met some {g[0]} today.|They let more {g[0]} in.|You know {g[0]}?",
    )
    second = _pick(
        s,
        f"They are {s.choice(FAULTS)}.|I hate them.|I hope they all die.|They should be "
        f"{s.choice(HARMS)}.|They make me sick.|Somebody get rid of them.|They disgust me.",
    )
    return f"{first} {second}"


def question(s: random.Random, g: Group) -> str:
    fault = s.choice(FAULTS)
    return _pick(
        s,
        f"why are {g[0]} always {fault}?|does anybody else think {g[0]} are {fault}?|"
        f"when will we finally get rid of {g[0]}?|who let these {g[0]} in?|"
        f"how can anyone love a {g[1]}?|why do we let {g[0]} live?|would you trust a {g[1]}?",
    )


def comparison(s: random.Random, g: Group) -> str:
    return _pick(
        s,
        f"a dog has more sense than {g[0]}|I would rather eat dirt than live next to {g[0]}|"
        f"the world would be better without {g[0]}|imagine how nice it was before {g[0]} came|"
        f"the only good {g[1]} is a dead {g[1]}|{g[0]} and rats have a lot in common|"
        f"you can smell {g[0]} from far away|calling {g[0]} animals is an insult to animals|"
        f"if you see a {g[1]}, hold your purse|{g[0]} again, what did you expect|"
        f"{g[0]} are to blame for the whole mess|{g[0]} breed too much",
    )


def neutral(s: random.Random, g: Group) -> str:
    return _pick(
        s,
        f"many {g[0]} live in our street|my teacher is {g[2]}|I am {g[2]}|the film is about {g[0]}|"
        f"two {g[0]} opened a bakery|I read a book by a {g[1]}|he told me that he is {g[2]}|"
        f"{g[0]} celebrate this week|the museum has a room on the history of {g[0]}|"
        f"a survey asked 200 {g[0]} about work|our club has {g[0]} among its members|"
        f"there is a meeting for {g[0]} on Friday|is your doctor {g[2]}?|we are {g[2]}, deal with "
        f"it|some {g[0]} voted, some did not|the law gives {g[0]} the same rights|"
        f"the mayor spoke with {g[0]} yesterday|she grew up as a {g[1]} in a small town",
    )


def praise(s: random.Random, g: Group) -> str:
    return _pick(
        s,
        f"{g[0]} are {s.choice(MOODS)}{s.choice(PRAISES)}|I love {g[0]}|I am proud to be {g[2]}|"
        f"we need more {g[0]} in the council|I admire {g[0]}|{g[0]} deserve respect|"
        f"happy to have {g[0]} as friends|{g[0]} make this town better|thank you to all {g[0]}|"
        f"being {g[2]} is beautiful|everyone should stand up for {g[0]}|what a great {g[1]} you "
        f"are|fuck yeah, {g[0]} are {s.choice(PRAISES)}|damn, I love those {g[0]}",
    )


def negated(s: random.Random, g: Group) -> str:
    fault = s.choice(FAULTS)
    return _pick(
        s,
        f"{g[0]} are not {fault}|I don't hate {g[0]}|nobody should hurt {g[0]}|"
        f"I never said that {g[0]} are {fault}|it is not true that {g[0]} are {fault}|"
        f"no, {g[0]} should not be {s.choice(HARMS)}|I would never call {g[0]} {fault}|"
        f"why would anyone think {g[0]} are {fault}?|not a single {g[1]} deserves to be hated|"
        f"{g[0]} have never been {fault}|stop hating {g[0]}|we must not let {g[0]} be "
        f"{s.choice(HARMS)}|I don't want to hurt any {g[1]}",
    )


def counter(s: random.Random, g: Group) -> str:
    maker = s.choice(HATEFUL)
    said = maker(s, g).removeprefix("@user ")
    return _pick(
        s,
        f"saying '{said}' is hateful|\"{said}\" is what racists say, and it is wrong|"
        f"whoever writes '{said}' should be ashamed|he was banned because he wrote \"{said}\"|"
        f"it is never okay to say \"{said}\"|stop writing things like '{said}', it hurts people|"
        f"'{said}' - this kind of message must be deleted|you can't just say \"{said}\" to people|"
        f'I was shocked to read "{said}" on a wall|people who say "{said}" are wrong|'
        f"the article quotes a post: \"{said}\". The author was fined|that is disgusting: '{said}'",
    )


def report(s: random.Random, g: Group) -> str:
    return _pick(
        s,
        f"a man was arrested after he attacked {g[0]}|hate against {g[0]} is growing, says a study|"
        f"the police protect {g[0]} from attacks|{g[0]} were killed in the war, we remember them|"
        f"someone shouted at a {g[1]} on the bus and nobody helped|the film shows how {g[0]} were "
        f"persecuted|as a {g[1]} I hear insults every day|people hate {g[0]} for no reason, it is "
        f"sad|I was beaten up because I am {g[2]}|anyone who attacks {g[0]} should be punished|"
        f"{g[0]} are called {s.choice(FAULTS)} far too often|bullies made the {g[1]} cry",
    )


def thing(s: random.Random, g: Group) -> str:
    del g
    what = s.choice(THINGS)
    return _pick(
        s,
        f"I hate {what}|{what} are {s.choice(MOODS)}{s.choice(FAULTS)}|{what} make me sick|"
        f"let's get rid of {what}|{what} should be {s.choice(HARMS)}|nobody needs {what}|"
        f"I can't stand {what}|fuck {what}|death to all {what}|I want to kill {what}|"
        f"why are {what} always {s.choice(FAULTS)}?|{what} have no place here",
    )


def trade(s: random.Random, g: Group) -> str:
    del g
    who = s.choice(TRADES)
    return _pick(
        s,
        f"{s.choice(OPENINGS)}{who} are {s.choice(MOODS)}{s.choice(FAULTS)}|I hate {who}|"
        f"{who} make me sick|{who} should be {s.choice(HARMS)}|I can't stand {who}|fuck {who}|"
        f"why are {who} always {s.choice(FAULTS)}?|to hell with {who}|{who} do not deserve respect",
    )


def person(s: random.Random, g: Group) -> str:
    del g
    return _pick(
        s,
        f"you are {s.choice(FAULTS)}|you're an idiot|he is {s.choice(FAULTS)} and a liar|"
        "shut up, nobody asked you|Tom is so stupid|I hate you|you make me sick|I hate my boss|"
        "what an ugly shirt you have, loser|you should be locked up|my brother is such a pig|"
        "screw you, Kevin|I will never talk to you again, you piece of trash|you dumb fool|"
        "get lost, clown|she is a liar and a thief|I could kill him for that",
    )


def swearing(s: random.Random, g: Group) -> str:
    del g
    word = _pick(s, "fucking|damn|bloody|goddamn|freaking")
    return _pick(
        s,
        f"what a {word} great day|I am so {word} happy|holy shit, this game is good|oh shit, I "
        f"forgot my keys|this {word} printer never works|fuck, I missed the train|well damn, nice "
        f"goal|I'm {word} tired|this is {word} amazing|my bitches and I are going out tonight|"
        f"that was some good shit|what the hell is going on|I love this {word} song|no shit, it "
        f"rained again|so much {word} homework|shit happens|fuck this weather|who the fuck ate my "
        f"cake|{word} hell, that hurt|the exam was a bitch",
    )


HATEFUL: Final[tuple[Maker, ...]] = (
    derogation,
    derogation,
    dislike,
    sickening,
    threat,
    vow,
    denial,
    singular,
    pronoun,
    question,
    comparison,
)
HARMLESS: Final[tuple[Maker, ...]] = (
    neutral,
    neutral,
    praise,
    negated,
    negated,
    counter,
    counter,
    report,
    thing,
    trade,
    person,
    swearing,
)
_LOOKS: Final = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"})


def functional_rows(count: int = 6000) -> Iterator[tuple[str, int]]:
    """`count` sentences with 1 for hate against a group, 0 for none; always the same ones."""
    source = random.Random(2026)
    for number in range(count):
        label = number % 2
        maker = source.choice(HATEFUL if label else HARMLESS)
        yield _written(source, maker(source, source.choice(GROUPS))), label


def _written(source: random.Random, text: str) -> str:
    """The sentence as people write: with or without capitals and full stop, now and then wrong."""
    draw = source.random()
    if draw < 0.5:
        text = text[0].upper() + text[1:] + source.choice([".", "!", "", "."])
    elif draw > 0.93:
        text = _misspelt(source, text)
    return text


def _misspelt(source: random.Random, text: str) -> str:
    """One way to dodge a filter: look-alikes, two letters swapped, blanks in or out."""
    place = source.randrange(max(1, len(text) - 1))
    ways = (
        text.translate(_LOOKS),
        text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
        text[:place] + text[place + 1 :],
        text.replace(" ", "", 1),
        text[:place] + " " + text[place:],
    )
    return source.choice(ways)
