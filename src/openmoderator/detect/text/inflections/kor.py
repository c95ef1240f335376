"""Korean inflections by rule: `n` nouns with the particles that are written onto them."""

from typing import Final

from openmoderator.detect.text.inflections.rules import Rule, add, endings

_PARTICLES: Final = endings(
    "이 가 을 를 은 는 의 에 에게 한테 와 과 랑 이랑 도 만 까지 부터 처럼 같이 같은 같아 같네"
    " 야 아 들 들이 들은 들을 들아 들의 이다 이야 이네 이냐 이냐고 임 인 인데 이라 이라고"
    " 라고 라서 이라서 로 으로 나 이나 네 냐 님 짓"
)

RULES: Final[dict[str, Rule]] = {"n": add(*_PARTICLES)}
